"""Spaces that have no more of Gymnasium's than the names and the attributes."""

import numpy as np


class Box:
    def __init__(self, low, high, shape, dtype=np.float32):
        self.low = np.full(shape, low, dtype) if np.isscalar(low) else np.asarray(low, dtype)
        self.high = np.full(shape, high, dtype) if np.isscalar(high) else np.asarray(high, dtype)
        self.shape, self.dtype = shape, np.dtype(dtype)


class Discrete:
    def __init__(self, n, start=0):
        self.n, self.start = np.int64(n), np.int64(start)


class MultiDiscrete:
    def __init__(self, nvec, start=None):
        self.nvec = np.array(nvec)
        self.start = np.zeros_like(self.nvec) if start is None else np.array(start)


class MultiBinary:
    def __init__(self, n):
        self.n = n


class Dict:
    def __init__(self, spaces):
        self.spaces = spaces


class Tuple:
    def __init__(self, spaces):
        self.spaces = spaces


class Text:
    pass
