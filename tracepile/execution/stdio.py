"""Standard input and output of a jailed program, kept in memory and watched."""

from __future__ import annotations

import atexit
import contextlib
import errno
import functools
import io
import os
import stat
import sys
from collections.abc import Buffer, Callable, Iterator
from typing import Any

from tracepile.execution.surroundings import is_absent


class OutputLimitError(BaseException):
    """A program printed more than it may."""


class Capture(io.TextIOBase):
    """Standard output that remembers what was written since it was last asked.

    Attributes:
        failure: why writing was stopped, if it was.
        fresh: the pieces written since the last `take`; always the same list.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._parts: list[str] = []
        self.fresh: list[str] = []
        self.failure: OutputLimitError | None = None
        self.buffer = _BinaryCapture(self)

    mode = "w"

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Always UTF-8."""
        return "utf-8"

    def writable(self) -> bool:
        """It is."""
        return True

    def fileno(self) -> int:
        """The number that `os.write` knows it by."""
        return 1

    def write(self, text: str) -> int:
        """Keep the text.

        Raises:
            OutputLimitError: more than the limit was written in all.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._size += len(text)
        if self._size > self._limit:
            # Kept, for the program may catch what is raised into it.
            self.failure = OutputLimitError(f"the program printed more than {self._limit:,} characters")
            raise self.failure
        self._parts.append(text)
        self.fresh.append(text)
        return len(text)

    def take(self) -> str:
        """Give what was written since the last call."""
        if not self.fresh:
            return ""
        text = "".join(self.fresh)
        self.fresh.clear()
        return text

    def text(self) -> str:
        """Give all that was written."""
        return "".join(self._parts)

    def clear(self) -> None:
        """Forget what was written; the limit goes on counting."""
        self._parts.clear()
        self.fresh.clear()


class _BinaryCapture(io.RawIOBase):
    def __init__(self, text: Capture) -> None:
        self._text = text

    mode = "wb"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1

    def write(self, data: Any) -> int:
        raw = bytes(data)
        self._text.write(raw.decode("utf-8", "replace"))
        return len(raw)


class Input(io.StringIO):
    """Standard input that remembers what was read since it was last asked. `buffer` reads the same stream as bytes."""

    mode = "r"

    def __init__(self, text: str) -> None:
        super().__init__(text, newline=None)
        self._taken = 0
        self._binary = _BinaryInput(self)

    @property
    def buffer(self) -> Any:
        """The same stream as bytes."""
        return self._binary

    def fileno(self) -> int:
        """The number that `os.read` knows it by."""
        return 0

    def take(self) -> str:
        """Give what was read since the last call."""
        position = self.tell()
        if position == self._taken:
            return ""
        text = self.getvalue()[self._taken : position]
        self._taken = position
        return text


class _BinaryInput(io.RawIOBase):
    mode = "rb"

    def __init__(self, text: Input) -> None:
        self._text = text

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 0

    def read(self, size: int | None = -1) -> bytes:
        return self._text.read(-1 if size is None else size).encode()

    def readline(self, size: int | None = -1) -> bytes:
        return self._text.readline(-1 if size is None else size).encode()

    def readall(self) -> bytes:
        return self._text.read().encode()


@contextlib.contextmanager
def installed(stdin: Input, stdout: Capture) -> Iterator[None]:
    """Let a program find these streams where programs look for them: in `sys`, and by number in `os`."""

    def read(descriptor: int, size: int) -> bytes:
        return stdin.buffer.read(size) if descriptor == 0 else os_read(descriptor, size)

    def write(descriptor: int, data: Buffer) -> int:
        return stdout.buffer.write(data) if descriptor == 1 else os_write(descriptor, data)

    def status(fd: int) -> os.stat_result:
        return _file_of(stdin) if fd == 0 else os_status(fd)

    os_read, os_write, os_status = os.read, os.write, os.fstat
    io_open, os_open = io.open, os.fdopen
    streams = {name: getattr(sys, name) for name in _STREAMS}
    sys.stdin, sys.stdout, sys.stderr = stdin, stdout, Capture(_STDERR_LIMIT)
    vars(sys).update(__stdin__=sys.stdin, __stdout__=sys.stdout, __stderr__=sys.stderr)
    os.read, os.write, os.fstat = read, write, status
    io.open = os.fdopen = opener(io_open)
    try:
        yield
    finally:
        vars(sys).update(streams)
        os.read, os.write, os.fstat = os_read, os_write, os_status
        io.open, os.fdopen = io_open, os_open


@contextlib.contextmanager
def exit_functions() -> Iterator[Callable[[], None]]:
    """Give a function that does what an interpreter does at its end: call what was registered, flush what it prints to.

    Programs that gather their output print it there.
    """
    waiting: list[functools.partial[Any]] = []

    def register(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Callable[..., Any]:
        waiting.append(functools.partial(function, *args, **kwargs))
        return function

    def unregister(function: Callable[..., Any]) -> None:
        waiting[:] = [partial for partial in waiting if partial.func is not function]

    def finish() -> None:
        while waiting:
            waiting.pop()()
        if sys.stdout is not installed_stdout and hasattr(sys.stdout, "flush"):
            sys.stdout.flush()

    installed_stdout, originals = sys.stdout, (atexit.register, atexit.unregister)
    atexit.register, atexit.unregister = register, unregister  # type: ignore[assignment]
    try:
        yield finish
    finally:
        atexit.register, atexit.unregister = originals


def opener(original: Callable[..., Any]) -> Callable[..., Any]:
    """Give an `open` that knows the standard streams by number and by name, and that the program's folder is empty."""
    numbers = {0: sys.stdin, 1: sys.stdout, 2: sys.stderr}
    names = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}

    def opened(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        number = names.get(file) if type(file) is str else file
        if type(number) is int and number in numbers:
            return numbers[number].buffer if "b" in mode else numbers[number]
        if is_absent(file) and not set(mode) & set("wax+"):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), file)
        return original(file, mode, *args, **kwargs)

    return opened


def _file_of(stdin: Input) -> os.stat_result:
    """Describe standard input as a file, as programs expect that read it in one go by its size."""
    size = len(stdin.getvalue().encode())
    return os.stat_result((stat.S_IFREG | 0o444, 0, 0, 1, 0, 0, size, 0, 0, 0))


_STREAMS = ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")
_STDERR_LIMIT = 10_000_000
