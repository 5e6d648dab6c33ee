"""Environments that will not end, to see who ends them."""

import re
import subprocess
import sys
import threading
import time

# A neighbour of this file.
from tiny import Counter


class Endless(Counter):
    """Hangs in its first step, or keeps its process in another way, and says so in a file."""

    def __init__(self, how, path=None):
        super().__init__()
        self.how, self.path = how, path
        if how == "thread":
            threading.Thread(target=time.sleep, args=(600,)).start()

    def step(self, action):
        if self.how == "child":
            # It belongs to nobody but the group.
            subprocess.run([sys.executable, "-c", ORPHAN, self.path], check=True)
        elif self.path:
            open(self.path, "w").close()
        if self.how == "sleep":
            time.sleep(600)
        if self.how == "native":
            # One call that lets no other thread of Python run.
            re.match("(a+)+$", "a" * 64 + "b")
        return super().step(action)

    def close(self):
        if self.how == "close":
            time.sleep(600)
        if self.how == "raise":
            raise ValueError("it is stuck\nfor good")


ORPHAN = """
import subprocess, sys
with open(sys.argv[1] + ".new", "w") as file:
    file.write(str(subprocess.Popen(["sleep", "600"]).pid))
import os
os.rename(sys.argv[1] + ".new", sys.argv[1])
"""
