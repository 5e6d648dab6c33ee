import numpy as np


class Box:
    low, high, shape, dtype = 0, np.inf, (1,), np.float32


class Discrete:
    n = 2


class Counter:
    """Observes `scale` times its step."""

    observation_space = Box()
    action_space = Discrete()

    def __init__(self, scale=1, name="", render_mode=None):
        self.scale = scale
        assert isinstance(name, str)

    def reset(self, seed=None, options=None):
        self.t = 0
        return np.zeros(1, np.float32), {}

    def step(self, action):
        self.t += 1
        return np.array([self.scale * self.t], np.float32), 0.0, False, False, {}
