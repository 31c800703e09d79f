"""What the README claims can be checked: its worked example, its links, its commands."""

import re
from pathlib import Path

import pytest
import typer.main

from tracepile import explain
from tracepile_dagster.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_worked_example_is_what_the_engine_says() -> None:
    (code,) = re.findall(r"^```python\n(def .*?)^```$", README, re.MULTILINE | re.DOTALL)
    quoted = "\n".join(re.sub(r"^> ?", "", line) for line in README.splitlines() if line.startswith(">"))
    explanation = explain(code, call="largest_gap([3, 9, 10, 21])")
    assert quoted.startswith(explanation.rationale.text)
    assert f"Proven: {explanation.proof.claims} claims in {explanation.proof.sentences} sentences" in quoted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_commands_and_targets_exist() -> None:
    commands = set(re.findall(r"tracepile ([a-z]+)", README)) & set(re.findall(r"bin/tracepile ([a-z]+)", README))
    assert commands
    assert commands <= set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    targets = set(re.findall(r"make ([a-z]+)", README))
    assert targets <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
