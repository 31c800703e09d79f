"""Whatever a child sends: a reply, a verdict on the job, or the project's own error; never more memory than allowed."""

from __future__ import annotations

import contextlib
import copy
import json
import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracepile.errors import IsolationError
from tracepile.execution import _runner
from tracepile.execution._child import encoded
from tracepile.execution.conversation import Conversation, ForgedError, read_reply
from tracepile.execution.frames import JOB_HEADER, READY_NONCE, REPLY_HEADER
from tracepile.execution.jobs import Job, Limits, Mode, Reply, job_to_json
from tracepile.execution.payloads import read_payload
from tracepile.execution.traces import Tracee, trace_programs
from tracepile.records import Case, Domain, Program, Status

CODE = """\
def f(n):
    total = 0
    for i in range(n):
        total += g(i)
    return total

def g(i):
    return i
"""
PROGRAM = Program(Domain.CLASSICAL, "test", "test", "Apache-2.0", CODE, "f")
CASE = Case(PROGRAM.id, call="f(3)")
TRACE = Job(Mode.TRACE, CODE, call=CASE.call)
HONEST: dict[str, Any] = json.loads(encoded(_runner.run(job_to_json(TRACE))))
LONG = "x" * 100_000

atoms = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([-1, 0, 2**31, 2**63, 10**400]),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from([*Status, "call", "line", "return", "bound", "[" * 3_000, "(" * 300, "{1: <f>}", "\ud800", LONG]),
)
trees = st.recursive(
    atoms, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
)
deep = st.integers(1, 60_000).map(lambda depth: "[" * depth + "]" * depth)


@st.composite
def spoiled(draw: st.DrawFn, honest: Any) -> Any:
    """Something honest with a few of its parts replaced, removed, repeated or put elsewhere."""
    whole = copy.deepcopy(honest)
    for _ in range(draw(st.integers(1, 3))):
        part = whole
        while isinstance(part, (dict, list)) and part:
            keys = list(part) if isinstance(part, dict) else range(len(part))
            key = draw(st.sampled_from(keys))
            below = part[key]
            if isinstance(below, (dict, list)) and below and draw(st.integers(0, 3)):
                part = below
                continue
            match draw(st.integers(0, 3)):
                case 0:
                    del part[key]
                case 1 if isinstance(part, list):
                    part.insert(draw(st.integers(0, len(part))), copy.deepcopy(below))
                case _:
                    part[key] = draw(trees)
            break
    return whole


class Says:
    """An executor whose programs answer whatever they like."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    def execute(self, jobs: Iterable[Job]) -> Iterator[Reply]:
        for _ in jobs:
            yield self._reply


def believed(body: bytes) -> Reply | None:
    try:
        return read_reply(body)
    except ForgedError as err:
        complaint = str(err)
    assert len(complaint) < 400
    return None


def test_an_honest_reply_is_believed() -> None:
    reply = believed(json.dumps(HONEST).encode())
    assert reply is not None
    (traced,) = trace_programs([Tracee(PROGRAM, [CASE])], jail=Says(reply), recheck=Says(reply))
    assert len(traced.traces) == 1


@settings(max_examples=300)
@given(st.one_of(st.binary(max_size=64), deep.map(str.encode), trees.map(lambda tree: json.dumps(tree).encode())))
def test_bytes_that_are_no_reply_are_forged(body: bytes) -> None:
    assert believed(body) is None


@settings(max_examples=400)
@given(spoiled(HONEST))
def test_a_spoiled_reply_gives_a_trace_or_a_reject(said: dict[str, Any]) -> None:
    reply = believed(json.dumps(said).encode())
    if reply is None:
        return
    assert reply.status in Status and len(reply.reason) <= 1_000
    (traced,) = trace_programs([Tracee(PROGRAM, [CASE])], jail=Says(reply), recheck=Says(reply))
    assert len(traced.traces) + len(traced.rejects) == 1
    assert all(reject.reason in list(Status) and len(reject.detail) <= 1_000 for reject in traced.rejects)


@settings(max_examples=300)
@given(spoiled(HONEST["payload"]))
def test_a_spoiled_payload_is_read_or_refused(payload: Any) -> None:
    try:
        events, frames = read_payload(payload, CODE)
    except ValueError as err:
        complaint = str(err)
        assert "malformed trace from a child" in complaint and len(complaint) < 400
        return
    assert all(event.frame < len(frames) for event in events)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda reply: reply.update(status="time_limit"), "no child ends as 'time_limit'"),
        (lambda reply: reply.update(status="disturbed"), "no child ends as 'disturbed'"),
        (lambda reply: reply.update(status="killed"), "no child ends as 'killed'"),
        (lambda reply: reply.update(status=["ok"]), "the status is no text"),
        (lambda reply: reply.update(status="exception"), "ended as exception without an exception"),
        (lambda reply: reply.update(reason=None), "expected text"),
        (lambda reply: reply["output"].update(arguments="ab"), "expected a list"),
        (lambda reply: reply["output"].update(exception={"type": "E", "message": "", "line": -1}), "a line's number"),
        (lambda reply: reply["output"].update(exception={"type": "E", "message": "", "line": 2**31}), "line's number"),
        (lambda reply: reply.pop("payload"), "payload"),
    ],
)
def test_a_reply_that_no_child_gives_is_forged(change: Callable[[dict[str, Any]], Any], words: str) -> None:
    said = copy.deepcopy(HONEST)
    change(said)
    with pytest.raises(ForgedError, match=words):
        read_reply(json.dumps(said).encode())


LIMITS = Limits(output_characters=1_000, value_characters=1_000, trace_bytes=10_000)
MOST = 2**20


class Child:
    """The other end of a conversation about two jobs, which says what it likes."""

    def __init__(self) -> None:
        ours, self.end = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        ours.setblocking(False)
        self.end.setblocking(False)
        self.talk = Conversation(0, ours, [Job(Mode.TRACE, CODE, call="f(3)", limits=LIMITS)] * 2)
        self.heard = bytearray()
        self.talk.send()

    def nonce(self) -> bytes:
        """Give the nonce of the job that was sent last."""
        self.heard = bytearray(self.end.recv(2**16))
        size, _, nonce = JOB_HEADER.unpack_from(self.heard)
        assert len(self.heard) == JOB_HEADER.size + size  # one job and nothing of the next
        return bytes(nonce)

    def say(self, data: bytes) -> list[Reply]:
        """Send it all and give the replies that are read from it, as long as the other side listens."""
        replies, rest = [], memoryview(data)
        while rest:
            with contextlib.suppress(BlockingIOError):
                rest = rest[self.end.send(rest) :]
            answer = self.talk.receive()
            replies += [] if answer is None else [answer.reply]
            assert len(self.talk._incoming) <= MOST
        return replies

    def close(self) -> None:
        self.end.close()
        self.talk.channel.close()


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child()
    yield made
    made.close()


def framed(nonce: bytes, body: bytes) -> bytes:
    return REPLY_HEADER.pack(nonce, len(body)) + body


def test_a_child_is_told_one_job_after_the_other(child: Child) -> None:
    body = json.dumps(HONEST).encode()
    assert child.say(framed(READY_NONCE, b"")) == []
    first = child.nonce()
    assert [reply.status for reply in child.say(framed(first, body))] == [Status.OK]
    second = child.nonce()
    assert second != first and not child.talk.done
    child.say(framed(second, body))
    assert child.talk.done


@pytest.mark.parametrize(
    "forge",
    [
        lambda nonce: b"x" * 100,
        lambda nonce: framed(b"\0" * 16, b"{}"),
        lambda nonce: framed(READY_NONCE, b""),
        lambda nonce: REPLY_HEADER.pack(nonce, 2**32 - 1) + b"[" * MOST,
        lambda nonce: framed(nonce, json.dumps(HONEST).encode()) + b"x",
        lambda nonce: framed(nonce, json.dumps(HONEST).encode()) * 2,
        lambda nonce: framed(nonce, b""),
        lambda nonce: framed(nonce, b"\xff\xfe"),
        lambda nonce: framed(nonce, b"[" * 50_000),
    ],
    ids=["noise", "nonce", "ready", "size", "trailing", "twice", "empty", "bytes", "depth"],
)
def test_a_frame_that_is_no_reply_is_forged_before_it_takes_memory(
    child: Child, forge: Callable[[bytes], bytes]
) -> None:
    child.say(framed(READY_NONCE, b""))
    with pytest.raises(ForgedError):
        child.say(forge(child.nonce()))


@pytest.mark.parametrize("said", [framed(READY_NONCE, b"x" * 4097), framed(b"\1" * 16, b"")])
def test_a_child_that_begins_with_something_else_is_forged(child: Child, said: bytes) -> None:
    with pytest.raises(ForgedError):
        child.say(said)


def test_a_child_that_could_not_be_confined_says_so(child: Child) -> None:
    with pytest.raises(IsolationError, match="no room; check the limits"):
        child.say(framed(READY_NONCE, b"no room"))


@settings(max_examples=200)
@given(st.lists(st.binary(min_size=1, max_size=80), max_size=6), st.booleans())
def test_any_bytes_at_all_are_forged_or_incomplete(parts: list[bytes], ready: bool) -> None:
    child = Child()
    with contextlib.closing(child), contextlib.suppress(ForgedError):
        if ready:
            child.say(framed(READY_NONCE, b""))
        for part in parts:
            assert child.say(part) == []
