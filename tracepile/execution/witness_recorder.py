"""Writes the witness's log: what changed, as texts and differences of texts, within limits."""

from __future__ import annotations

from typing import Any, NoReturn

from tracepile.execution.tracer import TraceLimitError, TracerError
from tracepile.execution.values import Frozen, ValueLimitError, freeze, is_mutable, render
from tracepile.execution.witness_frames import Activation, delta


class Recorder:
    """The log of one run.

    Attributes:
        log: entries in the order of the run.
        failure: what ended the run, for the program may have swallowed it.
    """

    def __init__(self, *, value_characters: int, log_characters: int) -> None:
        self.log: list[list[Any]] = []
        self.failure: BaseException | None = None
        self._value_characters, self._log_characters = value_characters, log_characters
        self._size = 0

    def changes(self, activation: Activation, *, deep: bool) -> list[Any]:
        """Compare every variable of the frame with what it was: `[name, text]` or its difference to the old text."""
        try:
            return self._differences(activation, deep)
        except Exception as err:
            self.fail(TracerError(f"the witness failed: {type(err).__name__}: {err}"))
        except ValueLimitError as err:
            self.fail(err)

    def _differences(self, activation: Activation, deep: bool) -> list[Any]:
        variables, found = activation.variables, []
        seen = activation.visible()
        for name, value in seen.items():
            known = variables.get(name)
            if known is not None and known[0] is value and not (deep and _may_change(known[1])):
                continue
            frozen = freeze(value)
            if known is not None and frozen == known[1]:
                variables[name] = (value, known[1], known[2])
                continue
            text = self.state_text(frozen)
            variables[name] = (value, frozen, text)
            found.append(delta(name, "" if known is None else known[2], text))
            self.grow(len(found[-1][-1]))
        for name in [name for name in variables if name not in seen]:
            del variables[name]
            found.append([name])
        return found

    def state_text(self, frozen: Frozen) -> str:
        """Give the text of a variable's value; one that is too long ends the run."""
        try:
            return render(frozen, self._value_characters)
        except ValueLimitError as err:
            self.fail(err)

    def value_text(self, value: Any) -> str | None:
        """Give a passing value's text, None where it is too long to be kept."""
        kind = type(value)
        if kind is int and -(10**18) < value < 10**18:
            text = repr(value)
        else:
            try:
                text = render(freeze(value), self._value_characters)
            except (ValueLimitError, RecursionError):
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
            self.fail(TraceLimitError(f"the witness log takes more than {self._log_characters:,} characters"))

    def fail(self, error: BaseException) -> NoReturn:
        """End the run, and remember why, for the program may swallow the exception."""
        self.failure = self.failure or error
        raise error


def _may_change(frozen: Frozen) -> bool:
    """Whether an object that looked like this may look different later: it is mutable, or a tuple that holds such."""
    return is_mutable(frozen) or (
        isinstance(frozen, tuple) and frozen[0] == "tuple" and any(map(_may_change, frozen[2]))
    )
