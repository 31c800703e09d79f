"""Python files whose functions show what they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.hub_rows import MODULE
from tracepile.execution import Jail, trace_cases
from tracepile.records import Reject
from tracepile.sources.hub import HubError, read_programs, row_number
from tracepile.sources.sourced import SourcedProgram

SHOWS = '''
"""Small functions.

>>> double(1)
2
"""
import math

START = 2


def double(n):
    """Double a number.

    >>> double(4)
    8
    >>> double("a")
    'aa'
    >>> double(1.5) == 3
    True
    >>> x = double(2)
    >>> double(x)
    8
    >>> [double(1)]
    [2]
    """
    return n * START


def pairs(items):
    """
    >>> pairs([1, 2,
    ...        3])
    [(1, 2), (2, 3)]
    >>> pairs([])
    []
    >>> pairs(None)
    Traceback (most recent call last):
        ...
    TypeError: object of type 'NoneType' has no len()
    >>> pairs([1, 2])  # doctest: +ELLIPSIS
    [...]
    """
    return [(items[i], items[i + 1]) for i in range(len(items) - 1)]


def show(n):
    """
    >>> show(3)
    3
    """
    print(n)


def nothing(n):
    """
    >>> nothing(3)
    """


class Inner:
    """
    >>> Inner()
    """


def plain(n):
    """No examples here."""
    return math.sqrt(n)
'''


def read(path: Path) -> tuple[list[SourcedProgram], list[Reject]]:
    items = list(read_programs(path, "doctests"))
    return (
        [item for item in items if isinstance(item, SourcedProgram)],
        [item for item in items if isinstance(item, Reject)],
    )


def test_each_function_with_doctests_is_a_program(tmp_path: Path, jail: Jail, recheck: Jail) -> None:
    (tmp_path / "small.py").write_text(SHOWS)
    found, rejects = read(tmp_path / "small.py")
    cases = {sourced.program.entry_point: [(case.call, case.expected) for case in sourced.cases] for sourced in found}
    assert cases == {
        "double": [("double(4)", "8"), ("double('a')", "'aa'")],
        "pairs": [
            ("pairs([1, 2, 3])", "[(1, 2), (2, 3)]"),
            ("pairs([])", "[]"),
            ("pairs(None)", None),
            ("pairs([1, 2])", None),
        ],
        "show": [("show(3)", None)],
        "nothing": [("nothing(3)", "None")],
    }
    assert {sourced.program.code for sourced in found} == {SHOWS}
    assert [sourced.program.origin for sourced in found] == [f"small.py:1#{part}" for part in (1, 2, 3, 4)]
    assert len({sourced.program.source for sourced in found}) == 1, "functions of one module are one family"
    assert [(reject.reason, reject.subject_id) for reject in rejects] == [("no_plain_call", "small.py:1#1")] * 4
    for sourced in found:
        traces, wrong = trace_cases(sourced.program, sourced.cases, jail=jail, recheck=recheck)
        assert len(traces) == len(sourced.cases) and not wrong


def test_a_folder_is_read_file_by_file_in_the_order_of_paths(tmp_path: Path) -> None:
    for path, text in {
        "b/second.py": MODULE,
        "a.py": MODULE.replace("double", "twice"),
        "b/broken.py": "def f(:\n",
        "b/text.txt": MODULE,
        ".hidden/first.py": MODULE,
        "c/empty.py": "",
        "c/latin.py": "# -*- coding: latin-1 -*-\n# \xe4" + MODULE,
        "c/numbers.py": "import numpy\n" + MODULE,
        "c/odd.py": "# -*- coding: klingon -*-\n",
    }.items():
        (tmp_path / "src" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "src" / path).write_text(text, encoding="latin-1")
    found, rejects = read(tmp_path / "src")
    assert [(sourced.program.origin, sourced.program.entry_point) for sourced in found] == [
        ("src:1#1", "twice"),
        ("src:3#1", "double"),
        ("src:5#1", "double"),
    ]
    assert all(sourced.program.source.startswith("hub/src/") for sourced in found)
    assert "\xe4" in found[2].program.code
    assert [(row_number(reject), reject.reason) for reject in rejects if reject.reason != "no_plain_call"] == [
        (2, "bad_value"),
        (4, "no_code"),
        (6, "needs_module"),
        (7, "bad_json"),
    ]
    assert all("c/numbers.py" in reject.detail for reject in rejects if reject.reason == "needs_module")


def test_a_folder_gives_the_same_wherever_it_lies(tmp_path: Path) -> None:
    for parent in ("here", "there/deep"):
        (tmp_path / parent / "src").mkdir(parents=True)
        (tmp_path / parent / "src" / "double.py").write_text(MODULE)
    assert read(tmp_path / "here" / "src") == read(tmp_path / "there" / "deep" / "src")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def f(n):\n    return n\n", "no_doctests"),
        ('def f(n):\n    """\n    >>>f(1)\n    1\n    """\n    return n\n', "bad_value"),
        ("print 1\n", "language"),
    ],
)
def test_modules_that_show_nothing(tmp_path: Path, code: str, reason: str) -> None:
    (tmp_path / "one.py").write_text(code)
    found, rejects = read(tmp_path / "one.py")
    assert not found
    assert [reject.reason for reject in rejects] == [reason]


def test_a_folder_without_python_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HubError, match="there is no Python file in"):
        read_programs(tmp_path, "doctests")
