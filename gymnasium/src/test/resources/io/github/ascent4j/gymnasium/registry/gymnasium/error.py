class NameNotFound(Exception):
    pass


class DependencyNotInstalled(Exception):
    pass
