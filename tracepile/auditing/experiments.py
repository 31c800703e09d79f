"""Why a recorded output does not come out: proposals that are put to the test by running the program again.

Each experiment runs in the jail, beside the untouched text of the program. What it proposes counts only where the
recorded output comes out of it in two processes under two hash seeds.
"""

from __future__ import annotations

import ast
import html
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from tracepile.auditing.findings import Verdict
from tracepile.errors import InvalidCallError
from tracepile.execution import Executor, Job, Limits, Mode, Reply, job_for
from tracepile.execution._runner import Call, parse_call
from tracepile.execution.expectations import JSON, judge, read_expected
from tracepile.execution.value_differences import Comparison, Tolerance
from tracepile.execution.values import ValueLimitError, parse, render_value
from tracepile.records import Case, Program, Status

_ATTEMPTS = 2
_MORE_ATTEMPTS = 5  # where another pair of the program was explained in the same way
_MOST_FAILURES = 12  # of a program, after which no further search is begun: each takes a second
_MOST_CONSTANTS = 40
_LONGEST_CONSTANT = 30
_SHOWN = 200
_EXACT = Tolerance(0.0, 0.0)


class Explanation(NamedTuple):
    """What makes a wrong pair's recorded output come out; the verdict is None where it stays what it was."""

    verdict: Verdict | None
    cause: str


class Experiments:
    """The experiments with one program whose recorded pairs are known, each done when it is first needed."""

    def __init__(
        self,
        program: Program,
        cases: Sequence[Case],
        *,
        jail: Executor,
        recheck: Executor,
        limits: Limits,
        tolerance: Tolerance | None,
    ) -> None:
        self._program = program
        self._cases = cases
        self._jail = jail
        self._recheck = recheck
        self._limits = limits
        self._tolerance = tolerance
        self._in_order: list[tuple[Any, ...]] | None = None
        self._found_an_input = False
        self._failures = 0

    def explain(self, case: Case, reply: Reply) -> Explanation | None:
        """Say what makes the recorded output of a wrong pair come out; None where no experiment does.

        Args:
            case: a wrong pair.
            reply: what a run of it gave.
        """
        if case.call is None:
            return self._from_another_layout(case)
        try:
            call = parse_call(case.call)
        except InvalidCallError:
            return None
        return (
            self._from_an_argument(case, call, reply)
            or self._from_earlier_pairs(case)
            or self._from_an_earlier_input(case, call)
            or self._from_a_repeated_call(case, call)
        )

    def _from_another_layout(self, case: Case) -> Explanation | None:
        """Whether the recorded output comes out where the lines of the input are laid out in another way."""
        given = case.stdin or ""
        stripped = "".join(f"{line.strip()}\n" for line in given.splitlines())
        for words, text in (
            ("blank lines", _without_blank_lines(given)),
            ("white space around its lines", stripped),
            ("HTML entities", html.unescape(given)),
        ):
            tried = replace(case, stdin=text, expected=_without_blank_lines(case.expected or ""))
            if text != given and all(self._gives_what_is_recorded(jail, tried) for jail in (self._jail, self._recheck)):
                return Explanation(None, f"the pair was recorded in another layout: without {words} it is right")
        return None

    def _gives_what_is_recorded(self, jail: Executor, case: Case) -> bool:
        (reply,) = jail.execute([job_for(Mode.RUN, self._program, case, self._limits)])
        output = replace(reply.output, stdout=_without_blank_lines(reply.output.stdout))
        return reply.status.usable and judge(case, output, tolerance=self._tolerance).agrees

    def _from_an_argument(self, case: Case, call: Call, reply: Reply) -> Explanation | None:
        """Whether what was recorded is an argument as the call leaves it."""
        for name, before, after in zip(_names(call), _rendered(call), reply.output.arguments, strict=False):
            if before != after and self._comes_out(case, after) and self._is_left_again(case, after):
                return Explanation(
                    Verdict.WRONG_CHANGED_ARGUMENT,
                    f"the program changes its argument {name}, and what was recorded is that argument after the call",
                )
        return None

    def _is_left_again(self, case: Case, argument: str) -> bool:
        (reply,) = self._recheck.execute([job_for(Mode.RUN, self._program, case, self._limits)])
        return argument in reply.output.arguments

    def _from_earlier_pairs(self, case: Case) -> Explanation | None:
        """Whether the recorded output comes out where all pairs run one after another in one process."""
        if self._in_order is None:
            self._in_order = self._run_in_order()
        for pair, runs in zip(self._cases, self._in_order, strict=False):
            if pair.id != case.id or not all(map(_is_pair, runs)):
                continue
            if all(self._comes_out(case, render_value(then)) for then, _ in runs):
                return Explanation(
                    Verdict.WRONG_SHARED_STATE,
                    "earlier calls change what the program keeps between calls: the recorded output comes out when "
                    "the program's pairs are run in order in one process",
                )
            if all(self._comes_out(case, render_value(at_last)) for _, at_last in runs):
                return Explanation(
                    Verdict.WRONG_SHARED_STATE,
                    "the program returns an object that later calls change: the recorded output is that object after "
                    "the program's pairs were run in order in one process",
                )
        return None

    def _run_in_order(self) -> list[tuple[Any, ...]]:
        """Give for each pair what it returned in each of the two runs, then and at last; nothing where one failed."""
        try:
            calls = [parse_call(case.call or "") for case in self._cases]
        except InvalidCallError:
            return []
        if len({call.function for call in calls}) != 1:
            return []
        inputs = [[call.args, call.kwargs] for call in calls]
        runs = self._probed_twice("in_order", calls[0].function, inputs, patience=len(calls))
        return list(zip(*runs, strict=True)) if all(len(run) == len(calls) for run in runs) else []

    def _from_a_repeated_call(self, case: Case, call: Call) -> Explanation | None:
        """Whether the recorded output comes out when the same objects are handed over again."""
        runs = self._probed_twice("call_twice", call.function, call.args, call.kwargs, patience=2)
        if not runs or not all(map(_is_pair, runs)):
            return None
        (returned, changed), (again, changed_again) = runs
        if changed is not changed_again or not all(
            self._comes_out(case, render_value(each)) for each in (returned, again)
        ):
            return None
        if changed:
            return Explanation(
                Verdict.WRONG_CHANGED_ARGUMENT,
                "the recorded output is that of a second call with the same objects, which the first call changes",
            )
        return Explanation(
            Verdict.WRONG_SHARED_STATE,
            "the recorded output is that of a second call, and the first one leaves something behind in the program",
        )

    def _from_an_earlier_input(self, case: Case, call: Call) -> Explanation | None:
        """Whether there is an input that the program turns into the recorded one while giving the recorded output."""
        try:
            expected = read_expected(case)
        except ValueError:
            return None
        for attempt in range(_MORE_ATTEMPTS if self._found_an_input else _ATTEMPTS):
            if self._failures == _MOST_FAILURES:
                return None
            seed = f"{case.id}:{attempt}"
            # What is found is held against the program in two runs, so that it need not be looked for twice.
            found = self._probe(
                self._jail,
                "find_earlier_input",
                call.function,
                call.args,
                call.kwargs,
                expected,
                list(_constants(self._program.code)),
                seed,
                patience=2,
            )
            earlier = Call(call.function, *found) if isinstance(found, list) else None
            if earlier is not None and self._leads_to(earlier, case, call):
                self._found_an_input = True
                return Explanation(
                    Verdict.WRONG_CHANGED_ARGUMENT,
                    "the program changes its argument, and the input was recorded after the call: for instance "
                    f"{_shown(_written(earlier))} gives the recorded output and leaves the recorded input",
                )
            self._failures += 1
        return None

    def _leads_to(self, earlier: Call, case: Case, call: Call) -> bool:
        """Whether the program, untouched, makes of an earlier input the recorded input and output."""
        tried = replace(case, call=_written(earlier))
        for jail in (self._jail, self._recheck):
            (reply,) = jail.execute([job_for(Mode.RUN, self._program, tried, self._limits)])
            if not reply.status.usable or not judge(tried, reply.output, tolerance=self._tolerance).agrees:
                return False
            comparison = Comparison(_EXACT, through_json=case.expected_form == JSON)
            try:
                left = [parse(text) for text in reply.output.arguments]
            except ValueError:
                return False
            if comparison.difference([*call.args, *call.kwargs.values()], left):
                return False
        return True

    def _comes_out(self, case: Case, returned: str) -> bool:
        output = replace(_NOTHING.output, returned=returned)
        return judge(case, output, tolerance=self._tolerance).agrees

    def _probed_twice(self, task: str, function: str, *arguments: Any, patience: int) -> list[list[Any]]:
        """Give what an experiment returned in the two jails; nothing where it came to no end in one of them."""
        runs = []
        for jail in (self._jail, self._recheck):
            found = self._probe(jail, task, function, *arguments, patience=patience)
            if not isinstance(found, list):
                return []
            runs.append(found)
        return runs

    def _probe(self, jail: Executor, task: str, function: str, *arguments: Any, patience: int) -> Any:
        """Run an experiment of `_probe`; give what it returned, None where it came to no end."""
        name = "audited"
        while name in self._program.code:
            name += "_"
        code = (
            f"{self._program.code}\n\n"
            f"def {name}(*arguments):\n"
            "    scope = {}\n"
            f"    exec({_probe_source()!r}, scope)\n"
            f"    return scope[{task!r}]({function}, *arguments)\n"
        )
        try:
            call = f"{name}({', '.join(render_value(argument) for argument in arguments)})"
        except (ValueLimitError, RecursionError):
            return None
        limits = replace(self._limits, seconds=patience * self._limits.seconds)
        (reply,) = jail.execute([Job(Mode.RUN, code, call=call, limits=limits)])
        if reply.status is not Status.OK or reply.output.returned is None:
            return None
        try:
            return parse(reply.output.returned)
        except ValueError:
            return None


_NOTHING = Reply(Status.OK)


@cache
def _probe_source() -> str:
    return files("tracepile.auditing").joinpath("_probe.py").read_text(encoding="utf-8")


@cache
def _constants(code: str) -> tuple[Any, ...]:
    """The numbers and texts that a program writes out, each once, in order."""
    found: dict[tuple[str, Any], Any] = {}
    for node in ast.walk(ast.parse(code)):
        value = node.value if isinstance(node, ast.Constant) else None
        if type(value) in (int, float, str) and len(repr(value)) <= _LONGEST_CONSTANT:
            found.setdefault((type(value).__name__, value), value)
    return tuple(found.values())[:_MOST_CONSTANTS]


def _is_pair(value: Any) -> bool:
    # Else the call ended in another way, or the program has spoilt the functions that the experiment is made with.
    return isinstance(value, list) and len(value) == 2


def _without_blank_lines(text: str) -> str:
    return "".join(f"{line}\n" for line in text.splitlines() if line.strip())


def _names(call: Call) -> list[str]:
    return [f"number {number}" for number, _ in enumerate(call.args, start=1)] + [f"`{name}`" for name in call.kwargs]


def _rendered(call: Call) -> list[str]:
    return [render_value(value) for value in (*call.args, *call.kwargs.values())]


def _written(call: Call) -> str:
    named = [f"{name}={render_value(value)}" for name, value in call.kwargs.items()]
    return f"{call.function}({', '.join([*map(render_value, call.args), *named])})"


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
