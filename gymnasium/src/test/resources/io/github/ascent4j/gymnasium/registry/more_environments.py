import gymnasium
from gymnasium.counter import Counter

gymnasium.register("More-v0", Counter)
