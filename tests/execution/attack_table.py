"""The table of docs/security.md that says what became of every attack, in every posture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.execution.attack_suite import BELIEVED, POSTURES, Attack, Outcome, Report

BEGIN, END = "<!-- attacks: written by scripts/attacks -->\n", "<!-- end of attacks -->\n"


def contained(attack: Attack, outcome: Outcome) -> bool:
    """Whether an attack ended as it may and did no harm."""
    harmless = not outcome.escaped and not outcome.harm and outcome.believed != BELIEVED
    return outcome.ended in attack.allowed and harmless


def cell(attack: Attack, outcome: Outcome) -> str:
    """Say what became of an attack; where a race decides between several ends, all are named."""
    if not contained(attack, outcome):
        return f"**NOT CONTAINED**: {outcome.ended}"
    ends = [end.removeprefix("exception ") for end in attack.allowed]
    return " or ".join(ends) + (", not believed" if attack.forges else "")


def rows(attacks: Sequence[Attack], reports: Mapping[str, Report]) -> dict[str, list[str]]:
    """Give for each attack what became of it in the postures of which there is a report, in their order."""
    outcomes = [{outcome.name: outcome for outcome in report.outcomes} for report in reports.values()]
    return {attack.name: [cell(attack, found[attack.name]) for found in outcomes] for attack in attacks}


def table(attacks: Sequence[Attack], reports: Mapping[str, Report]) -> str:
    """Give the table of all postures, as Markdown.

    Raises:
        KeyError: a posture has no report.
    """
    names = [posture.name for posture in POSTURES]
    told = rows(attacks, {name: reports[name] for name in names})
    lines = [f"| attack | what it tries | {' | '.join(names)} |", "| --- " * (2 + len(names)) + "|"]
    lines += [f"| `{attack.name}` | {_escaped(attack.tries)} | {' | '.join(told[attack.name])} |" for attack in attacks]
    return "\n".join(lines) + "\n"


def written(page: str) -> dict[str, list[str]]:
    """Read the table back from the page: for each attack what became of it, in the order of the postures."""
    lines = _between(page)[1].splitlines()[2:]
    fields = [[field.strip() for field in line.strip("|").split(" | ")] for line in lines]
    return {name.strip("`"): outcomes for name, _, *outcomes in fields}


def replaced(page: str, text: str) -> str:
    """Give the page with another table."""
    before, _, after = _between(page)
    return before + BEGIN + text + END + after


def _between(page: str) -> tuple[str, str, str]:
    before, _, rest = page.partition(BEGIN)
    inside, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"the page has no place for the table: it stands between {BEGIN.strip()} and {END.strip()}")
    return before, inside, after


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
