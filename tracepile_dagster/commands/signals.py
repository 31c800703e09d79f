"""What ends a command: Ctrl-C, and the polite signal of a service manager or a batch system."""

from __future__ import annotations

import contextlib
import signal
import threading
import types
from collections.abc import Iterator


@contextlib.contextmanager
def ends_on_signal() -> Iterator[threading.Event]:
    """Let SIGTERM count as Ctrl-C, and Ctrl-C count even where a shell started this process with SIGINT ignored.

    Gives what is set once SIGTERM has come: what is raised for it inside a callback of the interpreter is lost.

    Raises:
        KeyboardInterrupt: one of the two came.
    """

    terminated = threading.Event()

    def terminate(_number: int, _frame: types.FrameType | None) -> None:
        # As SIGINT, so that whoever holds off Ctrl-C for a moment holds this off too.
        terminated.set()
        signal.raise_signal(signal.SIGINT)

    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler),
        signal.SIGTERM: signal.signal(signal.SIGTERM, terminate),
    }
    try:
        yield terminated
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
