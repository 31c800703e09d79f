"""Writes the witness's log: what changed, as texts and differences of texts, within limits."""

from __future__ import annotations

from typing import Any, NoReturn

from tracepile.execution.frozen import Pictures
from tracepile.execution.observation import TraceLimitError
from tracepile.execution.tracer import TracerError
from tracepile.execution.values import is_long, is_mutable, shown
from tracepile.execution.witness_frames import Activation, delta
from tracepile.execution.witness_parts import changed_parts


class Recorder:
    """The log of one run.

    Attributes:
        log: entries in the order of the run.
        failure: what ended the run, for the program may have swallowed it.
    """

    def __init__(self, *, log_characters: int) -> None:
        self.log: list[list[Any]] = []
        self.failure: BaseException | None = None
        self._log_characters = log_characters
        self._pictures = Pictures()
        self._size = 0

    def changes(self, activation: Activation, *, deep: bool) -> list[Any]:
        """Compare every variable of the frame with what it was.

        An entry is `[name]` for a variable that is gone, else `[name, *delta]`; where a value is written shortened, the
        parts of it that changed follow, or None where they are too many.
        """
        try:
            return self._differences(activation, deep)
        except Exception as err:
            self.fail(TracerError(f"the witness failed: {type(err).__name__}: {err}"))

    def _differences(self, activation: Activation, deep: bool) -> list[Any]:
        variables, found = activation.variables, []
        seen = activation.visible()
        for name, value in seen.items():
            known = variables.get(name)
            same = known is not None and known[0] is value
            if known is not None and same and not (deep and is_mutable(known[1])):
                continue
            frozen = self._pictures.take(value, known[1] if known is not None and same else None)
            if known is not None and (frozen is known[1] or frozen == known[1]):
                variables[name] = (value, known[1], known[2])
                continue
            text = shown(frozen)
            variables[name] = (value, frozen, text)
            entry = delta(name, "" if known is None else known[2], text)
            if known is not None and (is_long(known[1]) or is_long(frozen)):
                entry.append(changed_parts(name, known[1], frozen))
                self.grow(sum(len(str(field)) for part in entry[-1] or () for field in part))
            found.append(entry)
            self.grow(len(entry[3]))
        for name in [name for name in variables if name not in seen]:
            del variables[name]
            found.append([name])
        return found

    def text(self, value: Any) -> str:
        """Give the text of a value that was not looked at before."""
        return shown(self._pictures.take(value))

    def value_text(self, value: Any) -> str | None:
        """Give a passing value's text, None where it cannot be written."""
        kind = type(value)
        if kind is int and -(10**18) < value < 10**18:
            text = repr(value)
        else:
            try:
                text = self.text(value)
            except RecursionError:
                return None
        self.grow(len(text))
        return text

    def write(self, kind: str, activation: Activation, *rest: Any) -> None:
        """Add an entry about a frame."""
        self.grow(len(kind) + 8)
        self.log.append([kind, activation.number, *rest])

    def grow(self, characters: int) -> None:
        """Count what was written; too much ends the run."""
        self._size += characters
        if self._size > self._log_characters:
            self.fail(TraceLimitError(self._log_characters, "the witness log takes"))

    def fail(self, error: BaseException) -> NoReturn:
        """End the run, and remember why, for the program may swallow the exception."""
        self.failure = self.failure or error
        raise error
