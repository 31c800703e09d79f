"""Scripts whose last line is their answer, as functions."""

from __future__ import annotations

import ast
import contextlib
import io
from typing import Any

import pytest

from tracepile.sources.hub.schema import RowError
from tracepile.sources.hub.scripts import as_solution

BECOME = [
    ("x = 3\nx * 2\n", "def solution():\n    x = 3\n    return x * 2\n"),
    ("print(1 + 1)", "def solution():\n    return 1 + 1\n"),
    (
        "import math\n# the root\nr = math.sqrt(16)\n\nprint(int(r))\n# done\n",
        "import math\n\n\ndef solution():\n    # the root\n    r = math.sqrt(16)\n    return int(r)\n",
    ),
    (
        "from math import *\ndef half(n):\n    return n / 2\n\nfor n in (1, 2):\n    print(half(n))\nhalf(\n    9\n)\n",
        "from math import *\n\n\ndef solution():\n    def half(n):\n        return n / 2\n"
        "    for n in (1, 2):\n        print(half(n))\n    return half(9)\n",
    ),
    (
        'text = """one\n  two\n"""\r\nlen(text)\r\n',
        'def solution():\n    text = """one\n  two\n"""\n    return len(text)\n',
    ),
    ("x = 1\x0c\nx\n", "def solution():\n    x = 1\x0c\n    return x\n"),
    (
        "import functools\n@functools.cache\ndef f(n):\n    return n and n + f(n - 1)\nf(4)",
        "import functools\n\n\ndef solution():\n    @functools.cache\n    def f(n):\n"
        "        return n and n + f(n - 1)\n    return f(4)\n",
    ),
]


@pytest.mark.parametrize(("script", "function"), BECOME)
def test_the_function_does_what_the_script_does_and_returns_its_answer(script: str, function: str) -> None:
    assert as_solution(script) == function
    assert _called(function) == _answer(script)


def _called(function: str) -> tuple[object, str]:
    names: dict[str, Any] = {}
    exec(function, names)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        return names["solution"](), printed.getvalue()


def _answer(script: str) -> tuple[object, str]:
    """Run a script line by line, as a prompt does."""
    names: dict[str, Any] = {}
    *before, last = ast.parse(script).body
    assert isinstance(last, ast.Expr)
    asked: ast.expr = last.value
    if isinstance(asked, ast.Call) and ast.unparse(asked.func) == "print":
        asked = asked.args[0]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(ast.Module(before, []), "<script>", "exec"), names)
        return eval(ast.unparse(asked), names), printed.getvalue()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("", "neither an expression nor a print"),
        ("x = 3\n", "neither an expression nor a print"),
        ("if True:\n    print(3)\n", "neither an expression nor a print"),
        ("print()\n", "something else than one value"),
        ("print(1, 2)\n", "something else than one value"),
        ("print(*[1])\n", "something else than one value"),
        ("print(1, end='')\n", "something else than one value"),
        ("sum = sum([1, 2])\nsum\n", "sum is a name of Python"),
        ("from math import pi\npi = pi / 2\npi\n", "pi is a name of Python or an import"),
        ("n = 0\ndef up():\n    global n\n    n += 1\nup()\nn\n", "global"),
        ("exec('x = 1')\nx\n", "exec sees the names"),
        ("def solution():\n    return 1\nsolution()\n", "a solution of its own"),
        ("__name__\n", "only modules have"),
        ("if 1:\n    from math import *\npi\n", "cannot become a function"),
        ("x = 1; x\n", "two statements stand on one line"),
    ],
)
def test_a_script_is_left_alone_where_a_function_might_do_something_else(script: str, words: str) -> None:
    with pytest.raises(RowError, match=words) as caught:
        as_solution(script)
    assert caught.value.reason == "no_answer"


def test_a_script_that_does_not_parse_is_refused() -> None:
    with pytest.raises(RowError, match="does not parse") as caught:
        as_solution("x = = 1\n")
    assert caught.value.reason == "bad_value"
