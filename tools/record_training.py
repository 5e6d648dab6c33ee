#!/usr/bin/env python3
"""Records a short training by CleanRL's ppo_continuous_action.py for RecordedTrainingTest.

    python3 tools/record_training.py > core/src/test/resources/golden/recorded_training.json

Needs PyTorch, and Gymnasium with MuJoCo. It is the script's loop, with its wrappers in their order,
but for three things: the rollouts are short, the network is narrow, and episodes are cut early, so
that a few updates see many ends of either kind; the noise of actions and the order of samples come
from the library's own generator, which a training of the same seed draws them from as well; and
what happened is written down. MuJoCo's release does not matter, for the file says what was seen.
"""

import json
import math
import sys

import gymnasium as gym
import numpy as np
import torch
from gymnasium import wrappers
from torch import nn, optim
from torch.distributions.normal import Normal

SEED = 4
UPDATES = 6
STEPS = 128
MINIBATCHES = 4
EPOCHS = 4
HIDDEN = 16
TIME_LIMIT = 22
GAMMA = 0.99
LAMBDA = 0.95
RATE = 3e-4
CLIP = 0.2
BITS = (1 << 64) - 1


def rotate(value, count):
    count %= 64
    return ((value << count) | (value >> (64 - count))) & BITS if count else value


class SplitMix:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & BITS
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & BITS
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & BITS
        return z ^ (z >> 31)


class Stream:
    """TrainingRandom: L64X128Mix, seeded from a seed and the number of a RandomStream."""

    def __init__(self, seed, number):
        mixer, key = SplitMix(seed), SplitMix(number).next()
        words = [mixer.next() ^ rotate(key, 11 * i) for i in range(6)]
        self.increment, self.lcg, self.x0, self.x1 = words[0] | 1, *words[1:4]
        self.kept = None

    def next(self):
        z = (self.lcg + self.x0) & BITS
        for _ in range(2):
            z = ((z ^ (z >> 32)) * 0xDABA0B6EB09322E3) & BITS
        self.lcg = (0xD1342543DE82EF95 * self.lcg + self.increment) & BITS
        mixed = self.x1 ^ self.x0
        self.x0 = (rotate(self.x0, 24) ^ mixed ^ (mixed << 16)) & BITS
        self.x1 = rotate(mixed, 37)
        return z ^ (z >> 32)

    def uniform(self):
        return (self.next() >> 11) * 2.0**-53

    def normal(self):
        while True:
            u, v = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            square = u * u + v * v
            if 0 < square < 1:
                return u * math.sqrt(-2 * math.log(square) / square)

    def integer(self):
        if self.kept is None:
            z = self.next()
            self.kept = z >> 32
            return z & 0xFFFFFFFF
        kept, self.kept = self.kept, None
        return kept

    def shuffle(self, order):
        for i in range(len(order) - 1, 0, -1):
            j = (self.integer() * (i + 1)) >> 32
            order[i], order[j] = order[j], order[i]


class Seen(gym.Wrapper):
    """Keeps what the environment gives, before anything is normalised."""

    def __init__(self, env):
        super().__init__(env)
        self.first, self.next, self.rewards, self.terminated, self.truncated = [], [], [], [], []

    def reset(self, **options):
        observation, info = self.env.reset(**options)
        self.first.append(numbers(observation))
        return observation, info

    def step(self, action):
        observation, reward, terminated, truncated, info = self.env.step(action)
        self.next.append(numbers(observation))
        self.rewards.append(float(reward))
        self.terminated.append(int(terminated))
        self.truncated.append(int(truncated))
        return observation, reward, terminated, truncated, info


def numbers(values):
    """As floats, by the shortest decimals that read back as them."""
    values = values.detach().numpy() if isinstance(values, torch.Tensor) else values
    values = np.asarray(values, np.float32)
    if values.ndim == 0:
        return float(str(values))
    return [numbers(value) for value in values]


def make_env():
    env = Seen(gym.make("Hopper-v4", max_episode_steps=TIME_LIMIT))
    env = wrappers.FlattenObservation(env)
    env = wrappers.RecordEpisodeStatistics(env)
    env = wrappers.ClipAction(env)
    env = wrappers.NormalizeObservation(env)
    env = wrappers.TransformObservation(env, lambda o: np.clip(o, -10, 10), env.observation_space)
    env = wrappers.NormalizeReward(env, gamma=GAMMA)
    return wrappers.TransformReward(env, lambda reward: np.clip(reward, -10, 10))


def layer(inputs, outputs, gain=np.sqrt(2)):
    linear = nn.Linear(inputs, outputs)
    nn.init.orthogonal_(linear.weight, gain)
    nn.init.constant_(linear.bias, 0.0)
    return linear


def network(inputs, outputs, gain):
    hidden = [layer(inputs, HIDDEN), nn.Tanh(), layer(HIDDEN, HIDDEN), nn.Tanh()]
    return nn.Sequential(*hidden, layer(HIDDEN, outputs, gain))


class Agent(nn.Module):
    def __init__(self, observations, actions):
        super().__init__()
        self.critic = network(observations, 1, 1.0)
        self.actor = network(observations, actions, 0.01)
        self.log_std = nn.Parameter(torch.zeros(1, actions))

    def policy(self, observations):
        mean = self.actor(observations)
        return Normal(mean, torch.exp(self.log_std.expand_as(mean)))

    def values(self):
        """All parameters, in the library's order."""
        ordered = [*self.actor.parameters(), self.log_std, *self.critic.parameters()]
        return numbers(torch.cat([parameter.flatten() for parameter in ordered]))


def minibatch_loss(agent, observations, actions, log_probs, values, advantages, returns):
    policy = agent.policy(observations)
    ratio = (policy.log_prob(actions).sum(1) - log_probs).exp()
    advantages = (advantages - advantages.mean()) / (advantages.std() + 1e-8)
    clipped = torch.clamp(ratio, 1 - CLIP, 1 + CLIP)
    policy_loss = torch.max(-advantages * ratio, -advantages * clipped).mean()
    new_values = agent.critic(observations).view(-1)
    near = values + torch.clamp(new_values - values, -CLIP, CLIP)
    errors = torch.max((new_values - returns) ** 2, (near - returns) ** 2)
    return policy_loss - 0.0 * policy.entropy().sum(1).mean() + 0.5 * errors.mean() * 0.5


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    acting, shuffling = Stream(SEED, 1), Stream(SEED, 2)
    envs = gym.vector.SyncVectorEnv([make_env], autoreset_mode=gym.vector.AutoresetMode.SAME_STEP)
    env = envs.envs[0]
    wrapped = {}
    while isinstance(env, gym.Wrapper):
        wrapped[type(env)] = env
        env = env.env
    width = envs.single_observation_space.shape[0]
    dimensions = envs.single_action_space.shape[0]
    agent = Agent(width, dimensions)
    start = agent.values()
    optimizer = optim.Adam(agent.parameters(), lr=RATE, eps=1e-5)
    observations = torch.zeros((STEPS, width))
    actions = torch.zeros((STEPS, dimensions))
    log_probs, rewards, dones, values = (torch.zeros(STEPS) for _ in range(4))
    next_observation = torch.Tensor(envs.reset(seed=SEED)[0])
    next_done = 0.0
    updates = []
    for update in range(UPDATES):
        optimizer.param_groups[0]["lr"] = (1.0 - update / UPDATES) * RATE
        for t in range(STEPS):
            observations[t], dones[t] = next_observation, next_done
            noise = torch.tensor([[acting.normal() for _ in range(dimensions)]], dtype=torch.float32)
            with torch.no_grad():
                policy = agent.policy(next_observation)
                action = policy.mean + policy.stddev * noise
                log_probs[t] = policy.log_prob(action).sum(1)
                values[t] = agent.critic(next_observation).flatten()
            actions[t] = action
            seen, reward, terminated, truncated, _ = envs.step(action.numpy())
            rewards[t] = torch.tensor(reward).view(-1)
            next_observation = torch.Tensor(seen)
            next_done = float(terminated[0] or truncated[0])
        advantages = torch.zeros(STEPS)
        with torch.no_grad():
            behind = agent.critic(next_observation).flatten()[0]
            later = 0
            for t in reversed(range(STEPS)):
                last = t == STEPS - 1
                goes_on = 1.0 - (next_done if last else dones[t + 1])
                delta = rewards[t] - values[t]
                delta += GAMMA * (behind if last else values[t + 1]) * goes_on
                advantages[t] = later = delta + GAMMA * LAMBDA * goes_on * later
            returns = advantages + values
        order = list(range(STEPS))
        for _ in range(EPOCHS):
            shuffling.shuffle(order)
            for part in np.split(np.array(order), MINIBATCHES):
                batch = (observations, actions, log_probs, values, advantages, returns)
                loss = minibatch_loss(agent, *(array[part] for array in batch))
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(agent.parameters(), 0.5)
                optimizer.step()
        statistics = wrapped[wrappers.NormalizeObservation].obs_rms
        updates.append(
            {
                "observations": numbers(observations),
                "actions": numbers(actions),
                "log_probs": numbers(log_probs),
                "values": numbers(values),
                "rewards": numbers(rewards),
                "advantages": numbers(advantages),
                "returns": numbers(returns),
                "observation_mean": statistics.mean.tolist(),
                "observation_variance": statistics.var.tolist(),
                "observation_count": float(statistics.count),
                "parameters": agent.values(),
            }
        )
    seen = wrapped[Seen]
    case = {
        "name": "CleanRL's recipe over many ends of episodes",
        "kind": "recorded_training",
        "source": f"PyTorch {torch.__version__}, Gymnasium {gym.__version__}",
        "inputs": {
            "seed": SEED,
            "settings": {
                "rolloutSteps": STEPS,
                "minibatches": MINIBATCHES,
                "epochs": EPOCHS,
                "policy.hiddenSizes": f"{HIDDEN},{HIDDEN}",
            },
            "parameters": start,
            "first_observations": seen.first,
            "next_observations": seen.next,
            "rewards": seen.rewards,
            "terminated": seen.terminated,
            "truncated": seen.truncated,
        },
        "expected": {"updates": updates},
        "tolerance": {"f32_abs": 1e-5, "f32_rel": 1e-5, "abs": 1e-7, "rel": 1e-7},
    }
    json.dump([case], sys.stdout, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
