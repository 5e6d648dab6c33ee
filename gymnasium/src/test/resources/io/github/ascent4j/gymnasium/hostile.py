"""Answers as no bridge would; what it does is the last part of the environment's name."""

import os
import struct
import sys


def take(count):
    taken = b""
    while len(taken) < count:
        piece = os.read(0, count - len(taken))
        if not piece:
            sys.exit(0)
        taken += piece
    return taken


def frame():
    kind, length = struct.unpack("=ii", take(8))
    return kind, take(length)


def reply(kind, payload):
    os.write(1, struct.pack("=ii", kind, len(payload)) + payload)


take(int.from_bytes(take(4), sys.byteorder))
how = frame()[1].decode("latin-1").rpartition(":")[2]
box = struct.pack("=iiiiiff", 1, 0, 1, 2, 1, -1.0, 1.0)
spaces = struct.pack("=iid", 0x41534759, 1, 30.0) + box + struct.pack("=iq", 2, 2)
if how == "negative":
    os.write(1, struct.pack("=ii", 101, -1))
elif how == "huge":
    os.write(1, struct.pack("=ii", 101, 0x7FFFFFFF))
elif how == "empty promise":
    os.write(1, struct.pack("=ii", 101, 1 << 30))
    sys.exit(0)
elif how == "kind":
    reply(77, b"")
elif how == "greeting":
    reply(101, b"hello, this is another program")
elif how == "short":
    reply(101, spaces[:-3])
elif how == "long":
    reply(101, spaces + b"1234")
elif how == "dimensions":
    large = struct.pack("=iiiiiiff", 1, 0, 2, 1 << 30, 1 << 30, 1, 0.0, 1.0)
    reply(101, spaces[:16] + large + large)
elif how == "fault":
    reply(104, struct.pack("=ii", -1, 1 << 30))
else:
    reply(101, spaces)
    frame()
    row = struct.pack("=dff", 0.0, 0.5, 0.5)
    if how == "batch short":
        reply(102, row)
    elif how == "batch long":
        reply(102, row + bytes(8 + 3 * 8))
    elif how == "flags":
        reply(102, row + b"\x09" + bytes(7))
    elif how == "no final":
        reply(102, row + b"\x01" + bytes(7))
    elif how == "half":
        os.write(1, struct.pack("=ii", 102, 24) + row[:5])
        sys.exit(0)
while True:
    frame()
