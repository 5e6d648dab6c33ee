"""As much of Gymnasium's registry as a test of the bridge needs."""

import importlib

from . import error
from .counter import Counter

registry = {"Counter-v1": Counter}


def register(id, entry_point):
    registry[id] = entry_point


def make(id, **kwargs):
    module, colon, name = id.rpartition(":")
    if colon:
        importlib.import_module(module)
    if name == "Needy-v0":
        raise error.DependencyNotInstalled("Needy is not installed, run `pip install needy`")
    if name not in registry:
        raise error.NameNotFound("Environment `%s` doesn't exist." % name)
    return registry[name](**kwargs)
