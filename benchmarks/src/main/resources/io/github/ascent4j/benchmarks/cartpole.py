"""CartPole with Gymnasium's interface, for measuring what a bridge to Python costs.

Run by itself it answers every line on standard input with the steps a second of a plain loop over
copies in this process. Arguments: microseconds that a step takes longer, copies, seconds of a loop.
"""

import sys
import time

import numpy as np


class Box:
    def __init__(self, low, high, dtype):
        self.low, self.high, self.dtype = low, high, np.dtype(dtype)
        self.shape = low.shape


class Discrete:
    def __init__(self, n):
        self.n, self.start = n, 0

    def contains(self, action):
        return 0 <= action < self.n


class CartPole:
    """Constants and equations of Barto, Sutton and Anderson 1983."""

    def __init__(self):
        high = np.array([4.8, np.inf, 0.42, np.inf], np.float32)
        self.observation_space = Box(-high, high, np.float32)
        self.action_space = Discrete(2)
        self.generator = np.random.default_rng()
        self.state = None

    def reset(self, seed=None, options=None):
        if seed is not None:
            self.generator = np.random.default_rng(seed)
        self.state = self.generator.uniform(-0.05, 0.05, size=4)
        return np.array(self.state, dtype=np.float32), {}

    def step(self, action):
        assert self.action_space.contains(action), "action %r" % action
        x, x_speed, angle, turn = self.state
        force = 10.0 if action == 1 else -10.0
        cosine, sine = np.cos(angle), np.sin(angle)
        thrust = (force + 0.05 * turn * turn * sine) / 1.1
        angle_acceleration = (9.8 * sine - cosine * thrust) / (
            0.5 * (4.0 / 3.0 - 0.1 * cosine * cosine / 1.1)
        )
        acceleration = thrust - 0.05 * angle_acceleration * cosine / 1.1
        x += 0.02 * x_speed
        x_speed += 0.02 * acceleration
        angle += 0.02 * turn
        turn += 0.02 * angle_acceleration
        self.state = np.array((x, x_speed, angle, turn), dtype=np.float64)
        terminated = bool(x < -2.4 or x > 2.4 or angle < -0.20943951 or angle > 0.20943951)
        observation = np.array(self.state, dtype=np.float32)
        return observation, 1.0, terminated, False, {}


class Layer:
    """An environment around another one."""

    def __init__(self, env):
        self.env = env
        self.observation_space, self.action_space = env.observation_space, env.action_space
        self.begun = False

    def reset(self, *, seed=None, options=None):
        self.begun = True
        return self.env.reset(seed=seed, options=options)

    def step(self, action):
        if not self.begun:
            raise RuntimeError("call reset before step")
        return self.env.step(action)


class TimeLimit(Layer):
    def reset(self, *, seed=None, options=None):
        self.elapsed = 0
        return super().reset(seed=seed, options=options)

    def step(self, action):
        observation, reward, terminated, truncated, info = self.env.step(action)
        self.elapsed += 1
        if self.elapsed >= 500:
            truncated = True
        return observation, reward, terminated, truncated, info


class Slow(Layer):
    """Computes for some time in each step, as a simulator with more to do."""

    def __init__(self, env, seconds):
        super().__init__(env)
        self.seconds = seconds

    def step(self, action):
        end = time.perf_counter() + self.seconds
        result = self.env.step(action)
        while time.perf_counter() < end:
            pass
        return result


def make(micros=0):
    """In as many layers as gymnasium.make puts around an environment, or one more."""
    env = TimeLimit(Layer(Layer(CartPole())))
    return Slow(env, micros * 1e-6) if micros else env


def plain_loop(micros, copies, seconds):
    """Steps a second of a vector loop that does what a trainer in Python needs."""
    envs = [make(micros) for _ in range(copies)]
    observations = np.zeros((copies, 4), np.float32)
    finals = np.zeros((copies, 4), np.float32)
    rewards = np.zeros(copies)
    terminated = np.zeros(copies, bool)
    truncated = np.zeros(copies, bool)
    for i, env in enumerate(envs):
        observations[i], _ = env.reset(seed=i)
    actions = np.random.default_rng(0).integers(0, 2, (256, copies))
    steps = 0
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds:
        for t in range(256):
            row = actions[t]
            for i, env in enumerate(envs):
                observation, rewards[i], terminated[i], truncated[i], _ = env.step(row[i])
                if terminated[i] or truncated[i]:
                    finals[i] = observation
                    observation, _ = env.reset()
                observations[i] = observation
        steps += 256 * copies
    return steps / (time.perf_counter() - begin)


if __name__ == "__main__":
    for _ in sys.stdin:
        print(plain_loop(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])), flush=True)
