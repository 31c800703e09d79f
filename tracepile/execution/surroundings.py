"""Notes what a program looks at besides its input: files, the clock, other processes, modules that a jail has not.

What it sees there is no fact about the program. A run that comes to such a thing is not told, also where the program
catches what the jail raises or is content with the answer. That the folder it runs in is empty is certain, though: a
program may ask whether `input.txt` is there. The notes serve honest programs; a hostile one can get
around them, and what it claims then is for the recheck and the proof to refuse.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import PurePath
from types import FrameType, ModuleType
from typing import Any

from tracepile.execution.statements import PROGRAM_FILE
from tracepile.execution.threads import inline_threads

_FILES, _CLOCK = "it looks at files", "it reads the clock"
_PROCESSES, _FRAMES = "it deals with processes or threads", "it looks at the interpreter's frames"
_IMPORTS = ("<frozen importlib", "<frozen zipimport")
_CLOCKS = ("time", "monotonic", "perf_counter", "process_time", "thread_time")
_DATES = ("localtime", "gmtime", "ctime", "asctime", "strftime")
_STATS = ("stat", "lstat", "access", "readlink")
_AUDITED = (
    ("open", _FILES),
    ("os.fork", _PROCESSES),
    ("os.posix_spawn", _PROCESSES),
    ("os.system", _PROCESSES),
    ("os.exec", _PROCESSES),
    ("os.kill", _PROCESSES),
    ("os.putenv", None),
    ("os.unsetenv", None),
    ("os.", _FILES),
    ("subprocess.", _PROCESSES),
    ("_thread.start", _PROCESSES),
    ("socket.", "it uses the network"),
    ("sys._getframe", _FRAMES),
)


_PREFIXES = tuple(prefix for prefix, _ in _AUDITED)


class Surroundings:
    """What one run looked at, in the order in which it did, each thing once."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, what: str) -> None:
        """Remember that the program looked at something."""
        if what not in self.notes:
            self.notes.append(what)

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Note what the program looks at while this lasts."""
        replaced: list[tuple[ModuleType, str, Any]] = []
        for name in _STATS:
            self._replace(replaced, os, name, _FILES, _asked_by_program, always=True)
        for name in (*_CLOCKS, *(f"{clock}_ns" for clock in _CLOCKS)):
            self._replace(replaced, time, name, _CLOCK, _is_program, always=True)
        for name in _DATES:
            self._replace(replaced, time, name, _CLOCK, _is_program, always=False)
        finder = _Finder(self)
        sys.meta_path.append(finder)
        _listen(self)
        try:
            with inline_threads(self.note, _is_program):
                yield
        finally:
            _listen(None)
            if finder in sys.meta_path:
                sys.meta_path.remove(finder)
            for module, name, original in replaced:
                setattr(module, name, original)

    def _replace(
        self,
        replaced: list[tuple[ModuleType, str, Any]],
        module: ModuleType,
        name: str,
        what: str,
        asked: Callable[[FrameType | None], bool],
        *,
        always: bool,
    ) -> None:
        original = getattr(module, name)
        most = 1 if name == "strftime" else 0  # with so few arguments, it is about the present

        @functools.wraps(original)
        def watched(*args: Any, **kwargs: Any) -> Any:
            if what is _FILES and args and is_absent(args[0]) and asked(sys._getframe(1)):
                if name == "access":
                    return False
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), args[0])
            if (always or len(args) <= most) and asked(sys._getframe(1)):
                self.note(what)
            return original(*args, **kwargs)

        replaced.append((module, name, original))
        setattr(module, name, watched)


def is_absent(path: object) -> bool:
    """Whether a path is certain to lead to nothing: the folder that a program runs in is empty."""
    return isinstance(path, (str, PurePath)) and not os.path.isabs(path)


class _Finder:
    """The last one to be asked for a module: nobody has it."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and _is_import(frame):
            frame = frame.f_back
        if "." not in name and _is_program(frame):
            self._surroundings.note(f"it imports {name}, which a jail has not")
        return None


def _is_import(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    return file.startswith(_IMPORTS) or file.endswith("importlib/__init__.py")


def _is_program(frame: FrameType | None) -> bool:
    return frame is not None and frame.f_code.co_filename == PROGRAM_FILE


def _asked_by_program(frame: FrameType | None) -> bool:
    """Whether the program, or a library for it, asked; what an import looks at is not the program's doing."""
    while frame is not None:
        if _is_import(frame):
            return False
        if _is_program(frame):
            return True
        frame = frame.f_back
    return False


class _Listener:
    """Takes the interpreter's audit events; a hook cannot be taken out again, so it listens only when it is told to."""

    def __init__(self) -> None:
        self.surroundings: Surroundings | None = None
        self.hooked = False
        self._busy = False
        self._unheard: set[str] = set()

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        if event in self._unheard or self.surroundings is None or self._busy:
            return
        if not event.startswith(_PREFIXES):
            self._unheard.add(event)  # some, such as those of `id`, come by the million
            return
        what = next(what for prefix, what in _AUDITED if event.startswith(prefix))
        if what is None:
            return
        self._busy = True  # looking at frames is such an event itself
        try:
            asking = sys._getframe(1)
            asked = _is_program if what is _FRAMES else _asked_by_program
            if not _is_stream(event, args) and asked(asking):
                self.surroundings.note(what)
        finally:
            self._busy = False


def _is_stream(event: str, args: tuple[Any, ...]) -> bool:
    return event == "open" and type(args[0]) is int and args[0] in (0, 1, 2)


_listener = _Listener()


def _listen(surroundings: Surroundings | None) -> None:
    _listener.surroundings = surroundings
    if not _listener.hooked:
        _listener.hooked = True
        sys.addaudithook(_listener.hear)
