"""Check how a sentence reduces a condition to its truth."""

from __future__ import annotations

import ast

from tracepile.verification.chains import Visit, brief
from tracepile.verification.claims import Checks
from tracepile.verification.rendered import parsed

_TRUTH = ("False", "True")


def condition_problem(visit: Visit, claim: Checks) -> str | None:
    """Say what is wrong with `Line N checks ...`, None where nothing is. Where the frame goes next is not judged."""
    test, line = getattr(visit.statement.node, "test", None), visit.statement.line
    if not isinstance(test, ast.expr) or not any(node is test for node in visit.candidates(claim.code)):
        return f"line {line} does not check `{brief(claim.code)}`"
    if visit.step.outcome is not claim.truth:
        return f"line {line}: the condition is {str(visit.step.outcome).lower()}"
    shown = test
    if claim.already:
        operand = _deciding_operand(visit, test, claim)
        if operand is None:
            return f"line {line}: what is shown did not decide by itself"
        shown = operand
    for step in claim.steps:
        if problem := visit.difference(shown, parsed(step)):
            return problem
    value = visit.value(shown)
    if value is not None and value not in _TRUTH and not (claim.counts or claim.already):
        return f"line {line}: the condition's value is {brief(value)}"
    return None


def _deciding_operand(visit: Visit, test: ast.expr, claim: Checks) -> ast.expr | None:
    """The operand of `and` or `or` that is shown, if it decided and the operands behind it were not evaluated."""
    if not isinstance(test, ast.BoolOp) or isinstance(test.op, ast.Or) is not claim.truth:
        return None
    for position, operand in enumerate(test.values[:-1]):
        later = [
            part for value in test.values[position + 1 :] for part in ast.walk(value) if isinstance(part, ast.expr)
        ]
        if any(visit.evaluated(part) for part in later):
            continue
        truth = visit.truth(operand)
        if truth is None:
            return None
        if truth is claim.truth:
            fits = all(visit.difference(operand, parsed(step)) is None for step in claim.steps)
            return operand if fits else None
    return None
