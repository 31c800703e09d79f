"""The witness's program is made once, from a tree of its own."""

import ast

import pytest

from tracepile.errors import InvalidProgramError
from tracepile.execution.statements import statements
from tracepile.execution.witness_syntax import instrumented

CODE = """\
def count(items):
    total = 0
    for item in items:
        if item > 1 and total < 9:
            total += item
    return total
"""


def test_the_shared_table_of_statements_stays_as_it_is() -> None:
    before = [ast.dump(statement.node, include_attributes=True) for statement in statements(CODE)]
    instrumented.cache_clear()
    assert "__tracepile_enter__" in instrumented(CODE).co_names
    assert [ast.dump(statement.node, include_attributes=True) for statement in statements(CODE)] == before
    assert instrumented(CODE) is instrumented(CODE)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("def f(:\n", InvalidProgramError),
        ("return 1\n", InvalidProgramError),
        ("async def f():\n    pass\n", NotImplementedError),
        ("try:\n    pass\nexcept* ValueError:\n    pass\n", NotImplementedError),
    ],
)
def test_what_cannot_be_witnessed_is_refused_every_time(code: str, error: type[Exception]) -> None:
    for _ in range(2):
        with pytest.raises(error):
            instrumented(code)
