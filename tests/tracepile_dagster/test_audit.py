"""`tracepile audit` as a person or a script meets it: the table, the JSON report, the page, the exit code."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from tests.browser import chromium, find_chromium
from tracepile_dagster.cli import app

EXECUTABLE = find_chromium()

# Text that would take over a page, a table or a terminal that trusts it.
HOSTILE = "</pre></td><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\x1b[31m"

RIGHT = {"code": "def f(a, b):\n    return a + b\n", "entry_point": "f", "calls": ["f(1, 2)"], "outputs": [3]}
ROWS: list[object] = [
    RIGHT,
    {
        "code": "def f(xs):\n    xs.sort(reverse=True)\n    return xs[0] - xs[-1], xs[1]\n",
        "entry_point": "f",
        "calls": ["f([3, 1])", "f([9, 4, 1])"],
        "outputs": [[2, 1], [8, 5]],
    },
    {
        "code": f"# {HOSTILE}\ndef f(text):\n    return text\n",
        "entry_point": "f",
        "calls": [f"f({HOSTILE!r})"],
        "outputs": [f"{HOSTILE}!"],
    },
    {"code": "def f():\n    return id(object())\n", "entry_point": "f", "calls": ["f()"], "outputs": [1]},
    {"code": "def f(:\n", "entry_point": "f", "calls": ["f()"], "outputs": [1]},
    {"code": None, "entry_point": "f", "calls": ["f()"]},
]


def written(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def audit(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    words = ["audit", *map(str, arguments), "--schema", "functions", "--workers", "1"]
    ended = CliRunner().invoke(app, words, env={"TRACEPILE_HOME": str(home)})
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return subprocess.CompletedProcess(words, ended.exit_code, ended.stdout, ended.stderr)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audit")


@pytest.fixture(scope="module")
def report(home: Path) -> dict[str, Any]:
    """The JSON report of the rows, whose page lies beside it."""
    ended = audit(home, written(home / "pairs.jsonl", ROWS), "--html", home / "report.html", "--json")
    assert ended.returncode == 1
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_the_report_counts_every_pair_and_every_row(report: dict[str, Any]) -> None:
    counted = {verdict: count for verdict, count in report["verdicts"].items() if count}
    assert counted == {"right": 2, "wrong": 2, "nondeterministic": 1, "not_runnable": 1, "unreadable": 1}
    assert (report["pairs"], report["judged"], report["failing"], report["programs"]) == (6, 5, 3, 5)
    assert (report["failing_programs"], report["unreadable_rows"], report["findings_left_out"]) == (3, 1, 0)
    assert (report["damage"], report["seeds"][0], report["schema"]) == (None, 0, "functions")
    assert report["tolerance"]["json"] == {"relative": 1e-9, "absolute": 1e-12}
    assert {reason["verdict"] for reason in report["not_judged"]} == {"not_runnable", "unreadable"}


def test_a_finding_says_where_what_and_why(report: dict[str, Any]) -> None:
    wrong = report["findings"][0]
    assert (wrong["origin"], wrong["verdict"], wrong["call"]) == ("pairs.jsonl:2", "wrong", "f([9, 4, 1])")
    assert (wrong["expected"], wrong["got"]) == ("[8, 5]", "(8, 4)")
    assert (wrong["detail"], wrong["cause"]) == ("at [1]: expected 5, got 4", "unknown")


def test_the_tables_show_the_verdicts_and_where_the_rest_is(home: Path) -> None:
    wrong = {**RIGHT, "calls": [f"f({number}, 1)" for number in range(15)], "outputs": [0] * 15}
    ended = audit(home, written(home / "wrong.jsonl", [RIGHT, wrong]))
    assert ended.returncode == 1
    assert "right" in ended.stdout and "expected 0, got 1" not in ended.stdout
    assert "wrong.jsonl:2  wrong" in ended.stdout
    assert "5 more pairs fail" in ended.stderr


def test_a_file_of_right_pairs_passes(home: Path) -> None:
    ended = audit(home, written(home / "right.jsonl", [RIGHT]), "--seeds", "3,4")
    assert (ended.returncode, "100 %" in ended.stdout) == (0, True)


def test_the_limit_counts_rows_also_such_as_make_no_program(home: Path) -> None:
    file = written(home / "limited.jsonl", [{**RIGHT, "code": None}, RIGHT, {**RIGHT, "outputs": [4]}])
    ended = audit(home, file, "--limit", "2", "--json")
    counts = json.loads(ended.stdout)
    assert (ended.returncode, counts["unreadable_rows"], counts["pairs"]) == (0, 1, 1)


def test_a_long_program_is_cut_in_the_page(home: Path) -> None:
    code = f"# {'long ' * 20_000}\n{RIGHT['code']}"
    file = written(home / "long.jsonl", [{**RIGHT, "code": code, "outputs": [4]}])
    ended = audit(home, file, "--html", home / "long.html")
    assert ended.returncode == 1
    text = (home / "long.html").read_text(encoding="utf-8")
    assert len(text) < 50_000
    assert f"({len(code):,} characters)" in text


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (None, "there is no file"),
        ([{"other": 1}], "has no column"),
        ([{**RIGHT, "outputs": None}], "not one pair"),
        ([RIGHT, "damage"], "the rest of the file was not audited"),
    ],
)
def test_what_cannot_be_audited_has_an_exit_code_of_its_own(
    rows: list[object] | None, words: str, tmp_path: Path
) -> None:
    file = tmp_path / "pairs.jsonl.gz" if rows and rows[-1] == "damage" else tmp_path / "pairs.jsonl"
    if file.suffix == ".gz":
        import gzip
        import random

        lines = "".join(
            json.dumps({**RIGHT, "id": random.Random(number).randbytes(500).hex()}) + "\n" for number in range(300)
        )
        packed = gzip.compress(lines.encode(), mtime=0)
        file.write_bytes(packed[: len(packed) // 2])
    elif rows is not None:
        written(file, rows)
    ended = audit(tmp_path, file)
    assert ended.returncode == 2
    assert words in ended.stderr


@pytest.mark.parametrize("seeds", ["1", "1,1", "a,b", "1,-2", "1,4294967296", ""])
def test_seeds_that_are_none_are_refused(seeds: str, home: Path) -> None:
    ended = audit(home, home / "pairs.jsonl", "--seeds", seeds)
    assert ended.returncode == 2
    assert "--seeds is at least 2" in " ".join(ended.stderr.split())


def test_a_page_that_cannot_be_written_is_an_error(home: Path) -> None:
    ended = audit(home, written(home / "right.jsonl", [RIGHT]), "--html", home / "nowhere" / "report.html")
    assert ended.returncode == 2
    assert "cannot be written" in ended.stderr


@pytest.fixture(scope="module")
def opened(home: Path, report: dict[str, Any]) -> Iterator[tuple[Page, list[str]]]:
    """The report's page in a browser, and every address that it asked for."""
    if EXECUTABLE is None:
        pytest.skip("no Chromium: install it, or name its executable by the variable CHROMIUM")
    assert report["findings"]
    with chromium(EXECUTABLE) as browser:
        page = browser.new_page(color_scheme="light")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((home / "report.html").as_uri())
        yield page, asked


def test_the_page_needs_nothing_else_and_runs_nothing(opened: tuple[Page, list[str]]) -> None:
    page, asked = opened
    assert asked == [page.url]
    assert page.title() == f"Audit of {page.locator('h1').inner_text().removeprefix('Audit of ')}"
    assert page.locator("script, img").count() == 0
    expect(page.get_by_text(HOSTILE[:40]).first).to_be_attached()


def test_the_page_folds_programs_and_filters_by_verdict(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    rows = page.locator("tr.finding:not(.program)").locator("visible=true")
    expect(rows).to_have_count(3)
    page.get_by_text("nondeterministic (1)").click()
    expect(rows).to_have_count(1)
    page.get_by_text("all (3)").click()
    expect(rows).to_have_count(3)
    code = page.locator("details pre").first
    expect(code).to_be_hidden()
    page.locator("summary").first.click()
    expect(code).to_be_visible()


def test_the_page_is_dark_where_that_is_wanted(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    ground = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) != light
