"""What a tracer may leave unlooked at makes no difference to what it tells."""

from __future__ import annotations

import pytest

from tests.execution.test_tracer import reply
from tests.execution.test_witness import programs
from tracepile.execution import tracer
from tracepile.execution.footprints import END, Reach, footprints


@pytest.mark.parametrize(("code", "call", "stdin"), [*programs("hidden_changes.txt"), *programs("constructs.txt")])
def test_the_events_are_those_of_a_tracer_that_looks_into_everything(
    code: str, call: str | None, stdin: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = reply(code, call, stdin)
    monkeypatch.setattr(tracer, "footprints", lambda code: tuple(None for _ in footprints(code)))
    assert narrow == reply(code, call, stdin)
    assert narrow["status"] in ("ok", "exception")


def test_reaches_name_the_container_and_the_place() -> None:
    code = "a[i] = 1\ng[u].append(v)\na.pop(0)\nx = len(a)\nf(a)\nheappush(h, x)\n"
    told = []
    for reaches in footprints(code):
        places = [reach.place if reach.place in (None, END) else "index" for reach in reaches or ()]
        told.append(None if reaches is None else places)
    assert told == [["index"], [END], [None], [], None, [None]]
    assert all(isinstance(reach, Reach) for reaches in footprints(code) for reach in reaches or ())
