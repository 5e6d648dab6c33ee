"""Environments for tests of the bridge."""

import os
import signal
import subprocess
import sys
import time

import numpy as np

# A neighbour of this file.
from shapes import Box, Dict, Discrete, MultiBinary, MultiDiscrete, Text, Tuple


class Counter:
    """Observes the step, the seed of the episode and a random number; pays the step."""

    def __init__(self, terminate=0, truncate=0):
        self.observation_space = Box(-np.inf, np.inf, (3,))
        self.action_space = Discrete(2)
        self.terminate, self.truncate = terminate, truncate

    def observe(self):
        return np.array([self.t, self.seed, self.generator.random()], np.float32)

    def reset(self, seed=None, options=None):
        self.t, self.seed = 0, -1 if seed is None else seed
        if seed is not None:
            self.generator = np.random.default_rng(seed)
        return self.observe(), {}

    def step(self, action):
        self.t += 1
        return (
            self.observe(),
            self.t + 0.1,
            self.t == self.terminate,
            self.t == self.truncate,
            {"ignored": object()},
        )


class Telling(Counter):
    """Says things of all kinds in its info."""

    def __init__(self):
        super().__init__(truncate=3)

    def step(self, action):
        result = super().step(action)
        t = self.t
        info = {
            "step": t,
            "odd": float(t) if t % 2 else None,
            "deep": {"er": {"step": np.int64(10 * t)}},
            "a/b": np.float32(5),
            "flag": np.bool_(t % 2 == 1),
            "one": np.array([t / 2]),
            "text": "7",
            "pair": np.zeros(2),
            "imaginary": 1j,
        }
        return result[:4] + (info,)


class Walk:
    """A walk in the plane with noise, in float64."""

    def __init__(self):
        self.observation_space = Box(-np.inf, np.inf, (2,), np.float64)
        self.action_space = Box(-0.1, 0.1, (2,), np.float64)

    def reset(self, seed=None, options=None):
        if seed is not None:
            self.generator = np.random.default_rng(seed)
        self.place = self.generator.standard_normal(2)
        return self.place, {}

    def step(self, action):
        assert action.dtype == np.float64 and np.abs(action).max() <= 0.1, action
        # In place: an observation that was handed out must not change with it.
        self.place += action + 0.01 * self.generator.standard_normal(2)
        far = bool(np.abs(self.place).max() > 2)
        return self.place, -float(np.abs(self.place).sum()), far, False, {}


def same(a, b):
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, tuple):
        return isinstance(b, tuple) and all(same(x, y) for x, y in zip(a, b))
    if isinstance(a, int):
        return type(b) is int and a == b
    return a.dtype == b.dtype and a.shape == b.shape and bool((a == b).all())


# A space and the value that each test steps with, as Python is to get it.
KINDS = {
    "discrete": (Discrete(5, start=3), 4),
    "multi_discrete": (
        MultiDiscrete([[2, 3], [4, 5]], start=[[0, 10], [0, 0]]),
        np.array([[1, 12], [0, 4]]),
    ),
    "multi_binary": (MultiBinary(3), np.array([1, 0, 1], np.int8)),
    "multi_binary_shaped": (MultiBinary([1, 2]), np.array([[1, 0]], np.int8)),
    "box": (
        Box([[-1, -2, -3]], [[1, 2, np.inf]], (1, 3)),
        np.array([[0.5, -1.5, 100]], np.float32),
    ),
    "box_float64": (Box(-0.5, 0.5, (2,), np.float64), np.array([0.25, -0.5])),
    "box_int": (Box(-10, 10, (2,), np.int32), np.array([-7, 10], np.int32)),
    "box_scalar": (Box(0, 1, ()), np.float32(0.75)),
    "dict": (
        Dict({"b": Discrete(3), "a": Dict({"x": Box(0, 1, (2,)), "y": MultiBinary(1)})}),
        {"b": 2, "a": {"x": np.array([0.5, 1], np.float32), "y": np.array([1], np.int8)}},
    ),
    "tuple": (Tuple((Discrete(3), Box(0, 1, (1,)))), (1, np.array([0.5], np.float32))),
    "text": (Text(), None),
    "huge_discrete": (Discrete(1 << 40), 1),
    "empty_box": (Box(0, 1, (0,)), None),
}


class Echo:
    """Observes its last action; pays 1 for one of the expected value and types."""

    def __init__(self, kind):
        self.action_space, self.expected = KINDS[kind]
        self.observation_space = self.action_space

    def reset(self, seed=None, options=None):
        return self.expected, {}

    def step(self, action):
        return action, 1.0 if same(self.expected, action) else 0.0, False, False, {}


class Camera:
    """Pixels that say where they are: 50 x frame + 20 x row + 4 x column + channel."""

    def __init__(self, shape, dtype="uint8", numbers=False):
        rows, columns, channels = (shape + (1,))[:2] + (shape[2] if len(shape) > 2 else 1,)
        if len(shape) == 4:
            grid = np.indices(shape)
            self.pixels = 50 * grid[0] + 20 * grid[1] + 4 * grid[2] + grid[3]
        else:
            grid = np.indices((rows, columns, channels))
            self.pixels = (20 * grid[0] + 4 * grid[1] + grid[2]).reshape(shape)
        self.pixels = self.pixels.astype(dtype)
        space = Box(0, 255, shape, np.uint8)
        self.numbers = numbers
        self.observation_space = (
            Dict({"speed": Box(-1, 1, (2,)), "camera": space, "gear": Discrete(3)})
            if numbers
            else space
        )
        self.action_space = Discrete(2)
        self.t = 0

    def observe(self):
        if self.numbers:
            return {
                "camera": self.pixels,
                "gear": self.t % 3,
                "speed": np.array([0.25, -0.5], np.float32) * self.t,
            }
        return self.pixels + self.t if self.pixels.dtype == np.uint8 else self.pixels

    def reset(self, seed=None, options=None):
        self.t = 0
        return self.observe(), {}

    def step(self, action):
        self.t += 1
        return self.observe(), 0, self.t == 2, False, {}


class Troubled(Counter):
    """Does what it should not in step number `at`, or in the reset for 0."""

    def __init__(self, how, at=2, only=None):
        super().__init__()
        self.how, self.at, self.only = how, at, only
        if how == "discrete outside":
            self.observation_space = Discrete(3, start=1)
        if how in ("pixels outside", "pixels broken"):
            self.observation_space = Box(0, 255, (3,), np.uint8)

    def observe(self):
        if "outside" in self.how or "pixels" in self.how:
            return np.zeros(3, np.uint8) if "pixels" in self.how else 1
        return super().observe()

    def reset(self, seed=None, options=None):
        self.first = seed
        result = super().reset(seed=seed)
        return self.trouble(result) if self.at == 0 else result

    def step(self, action):
        result = super().step(action)
        mine = self.only is None or self.only == self.seed
        return self.trouble(result) if self.t == self.at and mine else result

    def trouble(self, result):
        how = self.how
        if how == "raise":
            raise ValueError("a bad\nday")
        if how == "recurse":
            return self.trouble(result)
        if how == "sys.exit":
            sys.exit(4)
        if how == "os._exit":
            print("last words", file=sys.stderr)
            os._exit(3)
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "hang":
            time.sleep(600)
        if how == "hang with child":
            subprocess.run(["sleep", "600"])
        if how == "print":
            print("x" * 100_000)
            os.write(1, b"y" * 100_000)
            sys.stderr.write("z" * 100_000)
            assert sys.stdin.read() == ""
        if how == "print and die":
            for k in range(100_000):
                print("line", k)
            os._exit(5)
        changed = {
            "shape": np.zeros(4, np.float32),
            "scalar": 1.0,
            "type": np.array(["a", "b", "c"]),
            "none": None,
            "nan": np.array([0, np.nan, 0], np.float32),
            "float64": np.array([1.5, 2.5, 1e300]),
            "discrete outside": 4,
            "pixels outside": np.array([0, 256, 0]),
            "pixels broken": np.array([0.5, 0, 0]),
        }
        if how in changed:
            return (changed[how],) + result[1:]
        if how == "reward none":
            return result[:1] + (None,) + result[2:]
        if how == "reward array":
            return result[:1] + (np.float32(2.5),) + result[2:]
        if how == "old step":
            return result[:2] + (False, {})
        if how == "old reset":
            return result[0]
        return result


class Chaos(Counter):
    """Follows from nothing."""

    def observe(self):
        return np.array([self.t, 0, int.from_bytes(os.urandom(2), "big")], np.float32)


class Changing(Counter):
    """Every copy has other spaces than the one before."""

    made = 0

    def __init__(self):
        super().__init__()
        Changing.made += 1
        self.observation_space = Box(-np.inf, np.inf, (Changing.made,))


class Painted(Counter):
    metadata = {"render_fps": 20}

    def __init__(self, render_mode=None):
        super().__init__()
        self.render_mode = render_mode

    def render(self):
        assert self.render_mode == "rgb_array"
        return np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8) // (self.t + 1)


class Closing(Counter):
    """Leaves a file behind when it is closed."""

    def __init__(self, path):
        super().__init__()
        self.path = path

    def close(self):
        open(self.path, "w").close()


NO_FACTORY = 3
