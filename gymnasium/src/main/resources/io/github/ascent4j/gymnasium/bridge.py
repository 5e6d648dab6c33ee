"""The child's side of the bridge: makes copies of an environment and steps them for a JVM.

Frames come in on what was standard input and go out on what was standard output. A frame is two
32-bit integers, kind and length, and that many bytes, in the machine's own byte order. Every
request gets one reply. Rows of a batch lie in the reply as arrays, so that NumPy writes an
observation where it is sent from.

Dimension letters: n copies of a request, F numbers and U bytes of images of an observation,
A numbers of an action, I numbers of info.

Two processes run this file: the one that the JVM started watches, and its child works. An environment
may hang in native code that lets no other thread of its process run, so only another process can
tell that the JVM is gone and end it.
"""

import ast
import atexit
import importlib
import importlib.util
import os
import select
import signal
import struct
import sys
import threading
import time
import traceback

MAGIC = 0x41534759
VERSION = 1
MAX_FRAME = 1 << 30

HELLO, RESET, STEP, REPLAY, RENDER = 1, 2, 3, 4, 5
SPACES, BATCH, PIXELS, FAULT = 101, 102, 103, 104

BOX, DISCRETE, MULTI_DISCRETE, MULTI_BINARY, DICT, TUPLE = 1, 2, 3, 4, 5, 6
FLOAT32, FLOAT64, UINT8, INT32, INT64 = 0, 1, 2, 3, 4

# What stands for a number of info that is not there.
NONE = float("nan")

# How the process ends, and what it says last, when an environment could not be closed.
CLOSE_FAILURE = 81
CLOSE_FAILED = "copy %d: close failed: %s"

MAX_MESSAGE = 2000
MAX_TRACEBACK = 64000
HEADER = struct.Struct("=ii")

# What environments get to close themselves once the JVM is gone; CLOSE_MILLIS of PythonProcess.
CLOSE_SECONDS = 3

# What other processes get to end by themselves once the one that started them has.
LEFT_SECONDS = 1

# ---------------------------------------------------------------------------------- watching


def wait_for_end(descriptor):
    """Returns when nobody can write to the pipe any more, whatever is in it."""
    if hasattr(select, "poll"):
        ended = select.poll()
        ended.register(descriptor, 0)
        ended.poll()
        return
    # Windows has a look at a pipe instead, which fails at its end.
    import _winapi
    import msvcrt

    try:
        while True:
            _winapi.PeekNamedPipe(msvcrt.get_osfhandle(descriptor), 0)
            time.sleep(0.5)
    except OSError:
        return


def end_late(descriptor, end):
    """Calls end when the JVM is gone and the time for closing is over."""

    def watch():
        wait_for_end(descriptor)
        time.sleep(CLOSE_SECONDS)
        end()

    threading.Thread(target=watch, daemon=True).start()


def end_group(group, seconds=0.0):
    """Ends what is left of the processes of a group after so many seconds."""
    try:
        while seconds > 0:
            os.killpg(group, 0)
            time.sleep(0.02)
            seconds -= 0.02
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        # None is left.
        pass


def divide():
    """
    Returns in the process that is to work. The one that watches ends when that does, with its exit
    code, and what an environment started and left behind ends with them.
    """
    if not hasattr(os, "fork"):
        end_late(0, lambda: os._exit(1))
        return
    worker = os.fork()
    if worker == 0:
        # A group of its own, so that whatever an environment starts can be ended with it.
        os.setpgid(0, 0)
        return
    try:
        os.setpgid(worker, worker)
    except OSError:
        # It was faster.
        pass

    def end(*_):
        end_group(worker)
        os._exit(128 + signal.SIGTERM)

    signal.signal(signal.SIGTERM, end)
    # The JVM is to find the end of these pipes when the worker ends.
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    end_late(0, lambda: end_group(worker))
    _, status = os.waitpid(worker, 0)
    # Some of what is left, such as what frees shared memory, is about to end by itself.
    end_group(worker, LEFT_SECONDS)
    os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))


# An interrupt in a terminal goes to the JVM too, which finishes its work before it ends this.
signal.signal(signal.SIGINT, signal.SIG_IGN)
divide()

# An environment may print and read as it likes: the pipes get numbers of their own that no child
# of this process inherits, standard output goes where errors go, and input is empty.
REQUESTS = os.dup(0)
REPLIES = os.dup(1)
NOTHING = os.open(os.devnull, os.O_RDONLY)
os.dup2(NOTHING, 0)
os.close(NOTHING)
os.dup2(2, 1)
if hasattr(sys.stdout, "reconfigure"):
    sys.stdout.reconfigure(line_buffering=True)


class Fault(Exception):
    """A failure to report: which copy (-1 for none) and what was being done."""

    def __init__(self, copy, what):
        super().__init__(what)
        self.copy = copy
        self.what = what


class ContractError(Exception):
    """The environment did what Gymnasium's interface does not allow."""


# ---------------------------------------------------------------------------------------- frames


class Requests:
    """Reads frames into one buffer, which grows with the largest of them."""

    def __init__(self, descriptor):
        self.file = os.fdopen(descriptor, "rb", buffering=0)
        self.data = bytearray(1 << 16)
        self.view = memoryview(self.data)

    def next(self):
        """Kind of the next request, whose payload then starts at byte 8; None at the end."""
        got = self.fill(0, HEADER.size)
        if got is None:
            return None
        kind, length = HEADER.unpack_from(self.data)
        if length < 0 or length > MAX_FRAME:
            raise SystemExit("a request of %d bytes" % length)
        end = HEADER.size + length
        if end > len(self.data):
            larger = bytearray(end)
            larger[:got] = self.view[:got]
            self.data = larger
            self.view = memoryview(larger)
        if got < end and self.fill(got, end) is None:
            return None
        return kind

    def fill(self, got, wanted):
        while got < wanted:
            count = self.file.readinto(self.view[got:])
            if not count:
                return None
            got += count
        return got


def send(frame):
    view = memoryview(frame)
    while len(view) > 0:
        view = view[os.write(REPLIES, view) :]


def text(value):
    data = value.encode("utf-8", "replace")
    return struct.pack("=i", len(data)) + data


def send_frame(kind, payload):
    send(HEADER.pack(kind, len(payload)) + payload)


def send_fault(fault):
    cause = fault.__cause__
    message, trace = "", ""
    if isinstance(cause, ContractError):
        message = str(cause)
    elif cause is not None and fault.copy >= 0:
        message = raised(cause) + place(cause)
    elif cause is not None:
        message = raised(cause) + installation(cause)
    if cause is not None:
        lines = traceback.format_exception(type(cause), cause, cause.__traceback__)
        trace = "".join(lines)
        if len(trace) > MAX_TRACEBACK:
            trace = "[...]\n" + trace[-MAX_TRACEBACK:]
    send_frame(
        FAULT,
        struct.pack("=i", fault.copy)
        + text(fault.what)
        + text(message[:MAX_MESSAGE])
        + text(trace),
    )


def raised(error):
    """Type and first line of what was raised."""
    lines = str(error).strip().splitlines()
    return type(error).__name__ + (": " + lines[0] if lines else "")


def place(error):
    """Where it was raised, if that was not in this file."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames or os.path.basename(frames[-1].filename) == "bridge.py":
        return ""
    last = frames[-1]
    return " (%s, line %d, in %s)" % (os.path.basename(last.filename), last.lineno, last.name)


def installation(error):
    """Which Python lacks something, if that was the failure."""
    name = (getattr(error, "name", None) or "").split(".")[0]
    if name and (os.path.isfile(name + ".py") or os.path.isdir(name)):
        return (
            "; the current folder is not searched: put its whole path into PYTHONPATH, or name a file "
            "as gym:FILE.py:NAME"
        )
    if isinstance(error, ImportError) or type(error).__name__ == "DependencyNotInstalled":
        return "; install it for %s" % sys.executable
    return ""


try:
    import numpy as np
except ImportError:
    send_frame(
        FAULT,
        struct.pack("=i", -1)
        + text("Python has no numpy")
        + text("install it with: %s -m pip install numpy" % sys.executable)
        + text(traceback.format_exc()),
    )
    # Were this to end now, the JVM might find a broken pipe before it finds the reply.
    while os.read(REQUESTS, 1 << 16):
        pass
    sys.exit(1)


# ------------------------------------------------------------------------------- making copies


def factory(name):
    """What makes one copy, for what follows "gym:"."""
    module, colon, attribute = name.rpartition(":")
    if colon and module.endswith(".py"):
        return attribute_of(load_file(module), attribute, module)
    if colon and all(part.isidentifier() for part in attribute.split(".")):
        loaded = importlib.import_module(module)
        if hasattr(loaded, attribute.split(".")[0]):
            return attribute_of(loaded, attribute, module)
    registry = find_registry()
    return lambda **kwargs: registry.make(name, **kwargs)


def load_file(path):
    if not os.path.isfile(path):
        raise Fault(-1, "there is no file %s" % os.path.abspath(path))
    folder, file = os.path.split(os.path.abspath(path))
    # As for a script: its neighbours can be imported.
    sys.path.insert(0, folder)
    module_name = file[: -len(".py")]
    spec = importlib.util.spec_from_file_location(module_name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    spec.loader.exec_module(module)
    return module


def attribute_of(value, path, owner):
    for part in path.split("."):
        if not hasattr(value, part):
            raise Fault(-1, "%s has no %s" % (owner, path))
        value = getattr(value, part)
    if not callable(value):
        raise Fault(-1, "%s of %s is no function or class that makes an environment" % (path, owner))
    return value


def module_with_make(name):
    """The module, or None where there is none; a folder of that name is none either."""
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None
    return module if hasattr(module, "make") else None


def find_registry():
    gymnasium = module_with_make("gymnasium")
    if gymnasium is not None:
        return gymnasium
    gym = module_with_make("gym")
    if gym is None:
        raise Fault(
            -1,
            "Gymnasium is not installed for this Python; install it with: "
            "%s -m pip install gymnasium, or give another Python with the option python"
            % sys.executable,
        )
    version = str(getattr(gym, "__version__", "0"))
    numbers = [int(part) for part in version.split(".")[:2] if part.isdigit()]
    if numbers < [0, 26]:
        raise Fault(
            -1,
            "gym %s has not the interface that came with 0.26; install Gymnasium with: "
            "%s -m pip install gymnasium" % (version, sys.executable),
        )
    return gym


def literal(name, value):
    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise Fault(
            -1,
            "kwargs.%s %s is no Python literal; write True, False, None, numbers as they are, and "
            "text in quotes of its own, for example kwargs.%s='\"text\"'" % (name, value, name),
        ) from None


# ----------------------------------------------------------------------------------- spaces


def kind_of(space):
    """The space's kind by the names of its classes, so that it need not be Gymnasium's own."""
    for cls in type(space).__mro__:
        if cls.__name__ in ("Box", "Discrete", "MultiDiscrete", "MultiBinary", "Dict", "Tuple"):
            return cls.__name__
    raise ContractError(
        "the space %s is of a kind that has no counterpart here; use Box, Discrete, MultiDiscrete, "
        "MultiBinary, Dict or Tuple, for example by a wrapper" % (space,)
    )


def parts_of(space, path=""):
    """Names and spaces of the parts; parts of parts are laid out flat, named by their path."""
    kind = kind_of(space)
    if kind == "Dict":
        items = list(space.spaces.items())
    elif kind == "Tuple":
        items = list(enumerate(space.spaces))
    else:
        return [(path, space)]
    flat = []
    for key, part in items:
        flat += parts_of(part, "%s/%s" % (path, key) if path else str(key))
    return flat


def box_dtype(space):
    dtype = np.dtype(space.dtype)
    if dtype.kind not in "biuf":
        raise ContractError("%s has components of type %s; use numbers" % (space, dtype))
    return dtype


def image_shape(shape):
    """
    The shape [channels, rows, columns] of an image and the way there: a function of an array of
    that shape that gives a view of the environment's own shape. Channels come last in Gymnasium,
    and stacked frames come before them.
    """
    if len(shape) == 2:
        return (1,) + shape, lambda view: view[0]
    if len(shape) == 3 and shape[2] in (1, 3, 4):
        return (shape[2],) + shape[:2], lambda view: view.transpose(1, 2, 0)
    if len(shape) == 4 and shape[3] in (1, 3, 4):
        frames, rows, columns, channels = shape
        return (frames * channels, rows, columns), lambda view: view.reshape(
            frames, channels, rows, columns
        ).transpose(0, 2, 3, 1)
    return shape, lambda view: view


def described(space, observed):
    """The space's description in bytes."""
    kind = kind_of(space)
    if kind in ("Dict", "Tuple"):
        parts = parts_of(space)
        # Agents act on parts side by side; names would not help them.
        named = kind == "Dict" and observed
        data = struct.pack("=ii", DICT if named else TUPLE, len(parts))
        for name, part in parts:
            data += (text(name) if named else b"") + described(part, observed)
        return data
    if kind == "Discrete":
        return struct.pack("=iq", DISCRETE, int(space.n))
    if kind == "MultiDiscrete":
        sizes = np.asarray(space.nvec).ravel()
        return struct.pack("=ii", MULTI_DISCRETE, len(sizes)) + sizes.astype("=i8").tobytes()
    if kind == "MultiBinary":
        return struct.pack("=ii", MULTI_BINARY, int(np.prod(space.n)))
    return described_box(space, observed)


def described_box(space, observed):
    dtype = box_dtype(space)
    shape = tuple(int(length) for length in space.shape)
    low = np.broadcast_to(np.asarray(space.low), shape)
    high = np.broadcast_to(np.asarray(space.high), shape)
    if dtype == np.uint8:
        code = UINT8
        if observed:
            to, view = image_shape(shape)
            low, high = channels_first(low, to, view), channels_first(high, to, view)
            shape = to
    elif dtype.kind == "f":
        code = FLOAT64 if dtype.itemsize > 4 else FLOAT32
    else:
        code = INT64 if dtype.itemsize > 4 else INT32
    low, high = as_float32(low), as_float32(high)
    data = struct.pack("=iii", BOX, code, len(shape)) + struct.pack("=%di" % len(shape), *shape)
    uniform = low.size > 0 and bool((low == low.flat[0]).all() and (high == high.flat[0]).all())
    if uniform:
        return data + struct.pack("=iff", 1, low.flat[0], high.flat[0])
    return data + struct.pack("=i", 0) + low.tobytes() + high.tobytes()


def as_float32(values):
    with np.errstate(over="ignore"):
        return np.ascontiguousarray(values, dtype=np.float32)


def channels_first(values, shape, view):
    arranged = np.empty(shape, values.dtype)
    view(arranged)[...] = values
    return arranged


# ------------------------------------------------------------------------------ observations


class Leaf:
    """One part of an observation: how to get at it, where its numbers go, and how."""

    def __init__(self, path, size, shape, write, view=None, vector=False):
        self.path = path
        self.size = size
        self.shape = shape
        self.write = write
        self.view = view
        self.vector = vector
        self.offset = 0

    def target(self, numbers, images):
        """The view to write to, of one copy's row of numbers and of images."""
        row = numbers if self.view is None else images
        piece = row[self.offset : self.offset + self.size].reshape(self.shape)
        if self.vector:
            return memoryview(piece)
        return piece if self.view is None else self.view(piece)


def leaves_of(space, path=()):
    kind = kind_of(space)
    if kind in ("Dict", "Tuple"):
        items = space.spaces.items() if kind == "Dict" else enumerate(space.spaces)
        return [leaf for key, part in items for leaf in leaves_of(part, path + (key,))]
    name = "observation" + "".join("[%r]" % (key,) for key in path)
    if kind == "Discrete":
        write = choice_writer(name, int(space.n), int(getattr(space, "start", 0)))
        return [Leaf(path, 1, (1,), write)]
    if kind == "Box":
        dtype = box_dtype(space)
        shape = tuple(int(length) for length in space.shape)
        write = array_writer(name, shape, dtype)
        size = int(np.prod(shape))
        if dtype == np.uint8:
            to, view = image_shape(shape)
            return [Leaf(path, size, to, write, view)]
        if len(shape) == 1 and dtype == np.float32:
            return [Leaf(path, size, shape, vector_writer(write), vector=True)]
        return [Leaf(path, size, shape, write)]
    if kind == "MultiDiscrete":
        sizes = np.asarray(space.nvec)
        start = getattr(space, "start", None)
        start = 0 if start is None else np.asarray(start)
    else:
        shape = space.n if isinstance(space.n, (tuple, list)) else (space.n,)
        sizes = np.full(tuple(int(length) for length in shape), 2)
        start = 0
    write = choices_writer(name, sizes, start)
    return [Leaf(path, sizes.size, sizes.shape, write)]


def choice_writer(name, n, start):
    def write(value, target):
        if type(value) is not int:
            value = one_number(name, value, "a whole number")
        try:
            index = int(value) - start
            known = 0 <= index < n and index + start == value
        except (TypeError, ValueError, OverflowError):
            known = False
        if not known:
            raise ContractError(
                "%s is %s, which is not in %d .. %d" % (name, value, start, start + n - 1)
            )
        target[0] = index

    return write


def array_writer(name, shape, dtype):
    """Writes an array of a box."""
    ndarray = np.ndarray

    def check(value):
        if value.dtype.kind not in "biuf":
            raise ContractError("%s is of type %s; give numbers" % (name, value.dtype))
        if dtype == np.uint8 and not ((value >= 0) & (value <= 255) & (value % 1 == 0)).all():
            raise ContractError(
                "%s is of type %s with values from %s to %s; the space says uint8, so give whole "
                "numbers from 0 to 255" % (name, value.dtype, value.min(), value.max())
            )

    def write(value, target):
        if type(value) is not ndarray:
            value = np.asarray(value)
        if value.shape != shape:
            raise ContractError(
                "%s has the shape %s, but its space says %s" % (name, value.shape, shape)
            )
        if value.dtype is not dtype and value.dtype != dtype:
            check(value)
        target[...] = value

    return write


def vector_writer(write_array):
    """
    Writes the usual observation, a vector of 32-bit floats, to a memoryview: that compares type and
    shape by itself, in half the time that NumPy takes. Whatever does not fit is looked at closely.
    """

    def write(value, target):
        try:
            target[:] = value
        except (TypeError, ValueError):
            write_array(value, np.asarray(target))

    return write


def choices_writer(name, sizes, start):
    """Writes an array of whole numbers, each from its start on."""
    write_array = array_writer(name, sizes.shape, np.dtype(np.int64))

    def write(value, target):
        write_array(value, target)
        target -= start
        if not ((target >= 0) & (target < sizes) & (target % 1 == 0)).all():
            raise ContractError(
                "%s is %s, which is not in its space" % (name, np.asarray(value).tolist())
            )

    return write


def is_whole(leaves):
    """Whether an observation is no more than its only part."""
    return len(leaves) == 1 and not leaves[0].path


def observation_writer(leaves):
    """Writes an observation to the target of one row: a view, or one for each part."""
    if is_whole(leaves):
        return leaves[0].write

    def write(observation, targets):
        for leaf, target in zip(leaves, targets):
            value = observation
            for key in leaf.path:
                try:
                    value = value[key]
                except (KeyError, IndexError):
                    raise ContractError(
                        "the observation has no part %s" % "".join("[%r]" % (k,) for k in leaf.path)
                    ) from None
            leaf.write(value, target)

    return write


# -------------------------------------------------------------------------- rewards and ends


def one_number(name, value, wanted):
    """What is in an array of one, or the value itself; wanted says what to give instead."""
    shape = getattr(value, "shape", None)
    if shape is None:
        return value
    shape = tuple(shape)
    if shape not in ((), (1,)):
        raise ContractError("%s has the shape %s; give %s" % (name, shape, wanted))
    return value[0] if shape else value


def refused_type(name, value, wanted):
    return ContractError("%s is of type %s; give %s" % (name, type(value).__name__, wanted))


def reward_of(value):
    value = one_number("the reward", value, "a number")
    if not hasattr(value, "__float__") or isinstance(value, complex):
        raise refused_type("the reward", value, "a number")
    try:
        return float(value)
    except (TypeError, ValueError):
        raise refused_type("the reward", value, "a number") from None


def flag_of(name, value):
    if value is True or value is False:
        return value
    wanted = "True or False"
    value = one_number(name, value, wanted)
    try:
        # Some give 0 and 1.
        known = not isinstance(value, str) and (value == 0 or value == 1)
    except Exception:
        known = False
    if not known:
        raise refused_type(name, value, wanted)
    return bool(value)


# -------------------------------------------------------------------------------------- info


def info_of(info, name):
    """The number that a step's info has under a name, or in dictionaries by a path; NaN for none."""
    value = info.get(name)
    if value is None and name not in info and "/" in name:
        value = info
        for key in name.split("/"):
            value = value.get(key) if hasattr(value, "get") else None
    if value is None:
        return NONE
    wanted = "a number, or nothing"
    what = "info[%r]" % name
    value = one_number(what, value, wanted)
    if not hasattr(value, "__float__") or isinstance(value, complex):
        raise refused_type(what, value, wanted)
    try:
        return float(value)
    except (TypeError, ValueError):
        raise refused_type(what, value, wanted) from None


# ----------------------------------------------------------------------------------- actions


def action_reader(space, column):
    """
    The column behind the space's own, and a function of actions [n,A] that gives what each of the
    n copies is stepped with. Arrays are new ones every time: an environment may keep its action.
    """
    kind = kind_of(space)
    if kind == "Discrete":
        start = int(getattr(space, "start", 0))

        return column + 1, lambda actions: (actions[:, column].astype(np.int64) + start).tolist()
    if kind in ("Dict", "Tuple"):
        keys = list(space.spaces) if kind == "Dict" else None
        reads = []
        for part in space.spaces.values() if kind == "Dict" else space.spaces:
            column, read = action_reader(part, column)
            reads.append(read)
        if keys is None:
            return column, lambda actions: list(zip(*[read(actions) for read in reads]))
        return column, lambda actions: [
            dict(zip(keys, values)) for values in zip(*[read(actions) for read in reads])
        ]
    low = high = start = None
    if kind == "Box":
        shape, dtype = tuple(int(length) for length in space.shape), box_dtype(space)
        if dtype.kind == "f" and dtype.itemsize > 4:
            # A bound that was rounded to a float may lie outside by that rounding.
            low = np.broadcast_to(np.asarray(space.low, dtype), shape)
            high = np.broadcast_to(np.asarray(space.high, dtype), shape)
    elif kind == "MultiDiscrete":
        shape, dtype = np.asarray(space.nvec).shape, np.dtype(np.int64)
        start = getattr(space, "start", None)
    else:
        shape = space.n if isinstance(space.n, (tuple, list)) else (space.n,)
        shape, dtype = tuple(int(length) for length in shape), np.dtype(np.int8)
    end = column + int(np.prod(shape))

    def read(actions):
        values = actions[:, column:end].astype(dtype).reshape((len(actions),) + shape)
        if low is not None:
            np.clip(values, low, high, out=values)
        if start is not None:
            values += np.asarray(start)
        return list(values) if shape else [value[()] for value in values]

    return end, read


# ------------------------------------------------------------------------------------- batches


def targets(leaves, numbers, images):
    views = [leaf.target(numbers, images) for leaf in leaves]
    return views[0] if is_whole(leaves) else views


class Batch:
    """
    The reply for n copies: rewards, infos, numbers, images, flags, and room for n final
    observations.
    """

    def __init__(self, n, leaves, numbers, images, infos):
        doubles = 8 * n * (1 + infos)
        flags = doubles + 4 * n * numbers + n * images
        self.finals = (flags + n + 7) // 8 * 8
        self.stride = (4 * numbers + images + 7) // 8 * 8
        size = self.finals + n * self.stride
        # One more byte each keeps empty rows apart from the end of the buffer.
        self.frame = bytearray(HEADER.size + size)
        payload = memoryview(self.frame)[HEADER.size :]
        self.sent = memoryview(self.frame)
        self.rewards = payload[: 8 * n].cast("d")
        self.infos = payload[8 * n : doubles].cast("d")
        self.no_infos = memoryview(struct.pack("=d", NONE) * (n * infos)).cast("d")
        self.flags = payload[flags : flags + n]
        self.no_flags = bytes(n)
        bytes_ = np.frombuffer(payload, np.uint8)
        rows = bytes_[doubles : doubles + 4 * n * numbers].view(np.float32).reshape(n, numbers)
        pictures = bytes_[flags - n * images : flags].reshape(n, images)
        self.targets = [targets(leaves, rows[i], pictures[i]) for i in range(n)]
        self.final_targets = []
        for i in range(n):
            record = bytes_[self.finals + i * self.stride :]
            row = record[: 4 * numbers].view(np.float32)
            picture = record[4 * numbers : 4 * numbers + images]
            self.final_targets.append(targets(leaves, row, picture))

    def send(self, ended):
        length = self.finals + ended * self.stride
        HEADER.pack_into(self.frame, 0, BATCH, length)
        send(self.sent[: HEADER.size + length])


# -------------------------------------------------------------------------------------- server


# In place of what an environment has not returned yet.
NO_RESULT = (None,) * 5


def texts_of(data, at):
    """Texts behind their number, and where they end."""
    texts = []
    count = struct.unpack_from("=i", data, at)[0]
    at += 4
    for _ in range(count):
        length = struct.unpack_from("=i", data, at)[0]
        texts.append(data[at + 4 : at + 4 + length].decode("utf-8"))
        at += 4 + length
    return texts, at


class Server:
    def __init__(self, requests):
        self.requests = requests
        self.batches = {}
        self.envs = []
        self.first = 0
        self.infos = []

    # Requests. Each sends its reply or raises Fault.

    def hello(self):
        data = self.requests.data
        at = HEADER.size
        magic, version, self.first, copies, render = struct.unpack_from("=iiiii", data, at)
        at += 20
        if magic != MAGIC or version != VERSION:
            raise SystemExit("this is no bridge of version %d" % VERSION)
        texts, at = texts_of(data, at)
        if at < HEADER.size + struct.unpack_from("=i", data, 4)[0]:
            self.infos, at = texts_of(data, at)
        kwargs = {n: literal(n, v) for n, v in zip(texts[1::2], texts[2::2])}
        if render:
            kwargs["render_mode"] = "rgb_array"
        self.make(texts[0], copies, kwargs)

    def make(self, name, copies, kwargs):
        try:
            create = factory(name)
            description = None
            for i in range(copies):
                env = create(**kwargs)
                self.envs.append(env)
                observation, action = env.observation_space, env.action_space
                new = described(observation, True) + described(action, False)
                if description is not None and new != description:
                    raise ContractError(
                        "copy %d has other spaces than the first one: %s and %s"
                        % (self.first + i, observation, action)
                    )
                description = new
            self.prepare()
        except Fault:
            raise
        except Exception as error:
            raise Fault(-1, "it cannot be made") from error
        fps = (getattr(env, "metadata", None) or {}).get("render_fps") or 30
        send_frame(SPACES, struct.pack("=iid", MAGIC, VERSION, float(fps)) + description)

    def prepare(self):
        self.leaves = leaves_of(self.envs[0].observation_space)
        self.numbers = self.images = 0
        for leaf in self.leaves:
            if leaf.view is None:
                leaf.offset = self.numbers
                self.numbers += leaf.size
            else:
                leaf.offset = self.images
                self.images += leaf.size
        self.write = observation_writer(self.leaves)
        self.action_size, self.read_actions = action_reader(self.envs[0].action_space, 0)
        space = self.envs[0].action_space
        self.only_choice = None
        if kind_of(space) == "Discrete":
            start = int(getattr(space, "start", 0))
            self.only_choice = (lambda action: int(action) + start) if start else int
        self.steps = [0] * len(self.envs)

    def batch(self, n):
        batch = self.batches.get(n)
        if batch is None:
            infos = len(self.infos)
            batch = self.batches[n] = Batch(n, self.leaves, self.numbers, self.images, infos)
        return batch

    def actions(self, n, at):
        if self.only_choice is not None:
            # The usual few copies take half as long without NumPy.
            return list(map(self.only_choice, self.requests.view[at : at + 4 * n].cast("f")))
        flat = np.frombuffer(self.requests.data, np.float32, n * self.action_size, at)
        return self.read_actions(flat.reshape(n, self.action_size))

    def reset(self):
        first, n = struct.unpack_from("=ii", self.requests.data, 8)
        seeds = struct.unpack_from("=%dq" % n, self.requests.data, 16)
        batch = self.batch(n)
        for i in range(n):
            self.start(first + i, seeds[i], batch.targets[i])
            batch.rewards[i] = 0.0
        batch.infos[:] = batch.no_infos
        batch.flags[:] = batch.no_flags
        batch.send(0)

    def start(self, copy, seed, target):
        """Starts an episode; a seed below 0 is none, and the copy's own generator goes on."""
        self.steps[copy] = 0
        try:
            env = self.envs[copy]
            result = env.reset() if seed < 0 else env.reset(seed=seed)
            if not isinstance(result, tuple) or len(result) != 2:
                raise ContractError(
                    "reset returned %s, but observation and info are due: the environment has "
                    "an interface older than Gymnasium's" % returned(result)
                )
            self.write(result[0], target)
        except Exception as error:
            what = "reset failed" if seed < 0 else "reset with seed %d failed" % seed
            raise Fault(self.first + copy, what) from error

    def step(self):
        data = self.requests.data
        first, n = struct.unpack_from("=ii", data, 8)
        actions = self.actions(n, 16 + 8 * n)
        batch = self.batch(n)
        rewards, flags, write, steps = batch.rewards, batch.flags, self.write, self.steps
        names = self.infos
        flags[:] = batch.no_flags
        ended = 0
        copy = first
        result = NO_RESULT
        try:
            copies = zip(self.envs[first : first + n], actions, batch.targets)
            for i, (env, action, target) in enumerate(copies):
                copy = first + i
                steps[copy] += 1
                result = env.step(action)
                observation, reward, terminated, truncated, info = result
                rewards[i] = reward if type(reward) is float else reward_of(reward)
                if names:
                    for k, name in enumerate(names, i * len(names)):
                        batch.infos[k] = info_of(info, name)
                if terminated is not False or truncated is not False:
                    terminated = flag_of("terminated", terminated)
                    truncated = flag_of("truncated", truncated)
                if terminated or truncated:
                    flags[i] = (1 if terminated else 0) | (2 if truncated else 0)
                    write(observation, batch.final_targets[ended])
                    ended += 1
                    self.start(copy, struct.unpack_from("=q", data, 16 + 8 * i)[0], target)
                else:
                    write(observation, target)
        except Fault:
            raise
        except Exception as error:
            raise self.step_fault(copy, result, error)
        batch.send(ended)

    def step_fault(self, copy, result, error):
        """The failure of a step; result is what the environment returned last."""
        fault = Fault(self.first + copy, "step %d of the episode failed" % self.steps[copy])
        if type(result) is not tuple or len(result) != 5:
            error = ContractError(
                "step returned %s, but observation, reward, terminated, truncated and info are "
                "due: the environment has an interface older than Gymnasium's" % returned(result)
            )
        fault.__cause__ = error
        return fault

    def replay(self):
        """Starts with a seed and takes all of the given steps; the reply is as for one copy."""
        copy, count, seed = struct.unpack_from("=iiq", self.requests.data, 8)
        actions = self.actions(count, 24)
        batch = self.batch(1)
        target = batch.targets[0]
        self.start(copy, seed, target)
        env = self.envs[copy]
        result = NO_RESULT
        try:
            for action in actions:
                self.steps[copy] += 1
                result = env.step(action)
                observation, _, terminated, truncated, _ = result
                if flag_of("terminated", terminated) or flag_of("truncated", truncated):
                    self.start(copy, -1, target)
                else:
                    self.write(observation, target)
        except Fault:
            raise
        except Exception as error:
            raise self.step_fault(copy, result, error)
        batch.rewards[0] = 0.0
        batch.infos[:] = batch.no_infos
        batch.flags[:] = batch.no_flags
        batch.send(0)

    def render(self):
        copy = struct.unpack_from("=i", self.requests.data, 8)[0]
        try:
            pixels = np.asarray(self.envs[copy].render())
            if pixels.ndim != 3 or pixels.shape[2] != 3:
                raise ContractError(
                    "render gave an array of shape %s; rgb_array has rows, columns and 3 colours"
                    % (pixels.shape,)
                )
            payload = np.ascontiguousarray(pixels, np.uint8).tobytes()
        except Exception as error:
            raise Fault(self.first + copy, "render failed") from error
        send_frame(PIXELS, struct.pack("=ii", *pixels.shape[:2]) + payload)

    def serve(self):
        handlers = {
            HELLO: self.hello,
            RESET: self.reset,
            STEP: self.step,
            REPLAY: self.replay,
            RENDER: self.render,
        }
        kind = self.requests.next()
        while kind is not None:
            try:
                handlers[kind]()
            except Fault as fault:
                send_fault(fault)
            kind = self.requests.next()

    def close(self):
        """Closes every environment; the first that fails to is what is said last."""
        failure = None
        for i, env in enumerate(self.envs):
            try:
                if hasattr(env, "close"):
                    env.close()
            except Exception as error:
                traceback.print_exc()
                if failure is None:
                    failure = CLOSE_FAILED % (self.first + i, raised(error) + place(error))
        if failure is None:
            return 0
        print(failure, file=sys.stderr)
        return CLOSE_FAILURE


def returned(result):
    kind = type(result).__name__
    return "%d values" % len(result) if isinstance(result, tuple) else "one value of type " + kind


def leave(code):
    """Ends the process; threads that an environment left behind do not keep it."""
    try:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def main():
    try:
        server = Server(Requests(REQUESTS))
        try:
            server.serve()
        except BrokenPipeError:
            # Nobody reads what is said here any more, but environments are still to be closed.
            pass
        return server.close()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    return 1


leave(main())
