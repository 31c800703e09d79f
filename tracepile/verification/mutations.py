"""Corruptions of a rationale's text: one value, name, line, branch, iteration, order or count made false.

Each takes a text and a random source and gives a corrupted text, or None where the text has no place for it. They read
nothing but the text, and each changes its meaning: a verifier that lets one pass has a hole.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable

from tracepile.verification.phrases import sentences
from tracepile.verification.rendered import UnbalancedError, mask

Mutation = Callable[[str, random.Random], str | None]

_PATH = r"[^\W0-9]\w*(?:\.[^\W0-9]\w*|\[\x01*\])*"
_VALUE = r"(?:[^\s,.;:`]+(?:\.\d[\w+-]*)?(?: \(\x01+\))?)"
_STOP = r"(?=[,.;:]|$| and | to )"
_TOLD = re.compile(rf"(?P<path>{_PATH}) (?:=|becomes|is now|stays|to) (?P<value>{_VALUE}){_STOP}")
_INTEGER = re.compile(r"-?\d+")


def corrupt(kind: str, text: str, rng: random.Random) -> str | None:
    """Apply one kind of corruption (a key of `MUTATIONS`); None where the text has no place for it.

    Raises:
        KeyError: there is no such kind.
    """
    mutant = MUTATIONS[kind](text, rng)
    return None if mutant == text else mutant


def value_off_by_one(text: str, rng: random.Random) -> str | None:
    """A variable's value is one more or less."""
    places = [(m.start("value"), m.end("value")) for m in _told(text)]
    return _replace_number(text, [place for place in places if _INTEGER.fullmatch(text[slice(*place)])], rng)


def value_of_another(text: str, rng: random.Random) -> str | None:
    """A variable has the value of another one."""
    told = _told(text)
    values = {(text[slice(*m.span("path"))], text[slice(*m.span("value"))]) for m in told}
    choices = [
        (m.span("value"), value)
        for m in told
        for path, value in sorted(values)
        if path != text[slice(*m.span("path"))] and value != text[slice(*m.span("value"))]
    ]
    return _replace(text, choices, rng)


def name_of_another(text: str, rng: random.Random) -> str | None:
    """A variable's name is that of another one."""
    told = _told(text)
    names = sorted({text[slice(*m.span("path"))] for m in told})
    starts = [m.start("path") for m in told]
    choices = [
        ((start, start + len(text[slice(*m.span("path"))])), name)
        for start, m in zip(starts, told, strict=True)
        for name in names
        if name != text[slice(*m.span("path"))]
    ]
    return _replace(text, choices, rng)


def line_number(text: str, rng: random.Random) -> str | None:
    """A sentence is about another line."""
    return _replace_number(text, _groups(text, r"(?:Line|of line|the loop of line|reaches line) (\d+)"), rng)


def branch_negated(text: str, rng: random.Random) -> str | None:
    """A condition has the other truth, or a case or handler the other outcome."""
    opposite = {
        "true": "false",
        "false": "true",
        "fits": "does not fit",
        "does not fit": "fits",
    }
    places = _groups(text, r", which (?:is|counts as)(?: already)? (true|false), so")
    places += _groups(text, r", which (fits|does not fit), so")
    return _replace(text, [(place, opposite[text[slice(*place)]]) for place in places], rng)


def next_line_wrong(text: str, rng: random.Random) -> str | None:
    """What comes next is another line."""
    pattern = r"(?:so|and) line (\d+) (?:is|comes) next|begins at line (\d+)"
    return _replace_number(text, _groups(text, pattern), rng)


def iteration_number(text: str, rng: random.Random) -> str | None:
    """An iteration has another number."""
    pattern = r"Iteration (\d+) of|so iteration (\d+) begins|Iterations (\d+) to|Iterations \d+ to (\d+) of"
    return _replace_number(text, _groups(text, pattern), rng)


def sentence_dropped(text: str, rng: random.Random) -> str | None:
    """A sentence is left out."""
    parts = sentences(text)
    if len(parts) < 2:
        return None
    gone = rng.randrange(len(parts))
    return " ".join(part for position, part in enumerate(parts) if position != gone)


def sentence_repeated(text: str, rng: random.Random) -> str | None:
    """A sentence is told twice."""
    parts = list(sentences(text))
    position = rng.randrange(len(parts))
    return " ".join([*parts[:position], parts[position], *parts[position:]])


def neighbours_swapped(text: str, rng: random.Random) -> str | None:
    """Two sentences change places."""
    parts = list(sentences(text))
    choices = [n for n in range(len(parts) - 1) if parts[n] != parts[n + 1]]
    if not choices:
        return None
    at = rng.choice(choices)
    parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return " ".join(parts)


def chain_step_wrong(text: str, rng: random.Random) -> str | None:
    """A number in a computation or a condition is one more or less."""
    found: list[tuple[int, int]] = []
    masked = _masked(text)
    for clause in re.finditer(
        r"`\x01*`(?P<chain>: [^`]*?, which |(?: = [^`]*?)+(?=, so |, and |, `|\. |\.$| and ))", masked
    ):
        start, end = clause.span("chain")
        found += [
            (start + m.start(), start + m.end())
            for m in re.finditer(r"(?<![\w.\[\x01])\d+(?![\w.\]\x01]|\.\d)", masked[start:end])
        ]
    return _replace_number(text, found, rng, signed=False)


def count_wrong(text: str, rng: random.Random) -> str | None:
    """A summary's steps or calls, or a loop's count of iterations, is one more or less."""
    pattern = r"in (\d+) steps?|after (\d+) steps? in|steps? in (\d+) calls?|loop ends after (\d+) iterations?"
    return _replace_number(text, _groups(text, pattern), rng)


def result_wrong(text: str, rng: random.Random) -> str | None:
    """What is returned, yielded, printed or answered is another value."""
    verbs = "returns|yields|prints|The answer is|having printed|it returns"
    pattern = rf"(?:{verbs}) (?:`\x01*` = (?:.*? = )??)?({_VALUE})(?:\.(?= |$|\n)|,)"
    choices = []
    for place in _groups(text, pattern):
        value = _another_value(text[slice(*place)], rng)
        if value is not None:
            choices.append((place, value))
    return _replace(text, choices, rng)


def effect_dropped(text: str, rng: random.Random) -> str | None:
    """One of two changes is left out."""
    pattern = rf", so ({_PATH} (?:becomes|is now) {_VALUE}(?:, | and ))(?={_PATH} (?:becomes|is now) )"
    choices = []
    for start, end in _groups(text, pattern):
        first, second = text[start:end].partition(" ")[0], text[end:].partition(" ")[0]
        if re.split(r"[.\[]", first)[0] != re.split(r"[.\[]", second)[0]:
            choices.append(((start, end), ""))
    return _replace(text, choices, rng)


def path_dropped(text: str, rng: random.Random) -> str | None:
    """One of two changed parts of a variable is left out."""
    change = rf"{_PATH} (?:becomes|is now) {_VALUE}"
    choices = []
    for start, end in _groups(text, rf", so ({change}(?:, | and ))(?={change})"):
        first, second = text[start:end].partition(" ")[0], text[end:].partition(" ")[0]
        same_root = re.split(r"[.\[]", first)[0] == re.split(r"[.\[]", second)[0]
        if same_root and first != second and not first.startswith(second):
            choices.append(((start, end), ""))
    return _replace(text, choices, rng)


def comment_injected(text: str, rng: random.Random) -> str | None:
    """A free remark stands behind a value or a piece of code, as a comment."""
    remark = " # so it is always even"
    code = [m.end() - 1 for m in re.finditer(r"`\x01+`", _masked(text))]
    ends = [*code, *(m.end("value") for m in _told(text))]
    return _replace(text, [((end, end), remark) for end in ends], rng)


def undecided_operand(text: str, rng: random.Random) -> str | None:
    """An operand that was never evaluated is said to have decided."""
    choices = []
    for match in re.finditer(r"(?P<code>`\x01+`): (?P<shown>[^`]+?), which is already ", _masked(text)):
        try:
            code = ast.parse(text[slice(*match.span("code"))][1:-1], mode="eval").body
        except SyntaxError:
            continue
        if isinstance(code, ast.BoolOp):
            *before, last = map(ast.unparse, code.values)
            if last not in before and last != text[slice(*match.span("shown"))]:
                choices.append((match.span("shown"), last))
    return _replace(text, choices, rng)


def step_of_another_state(text: str, rng: random.Random) -> str | None:
    """A name in a computation or condition has a value that it has at another time."""
    told: dict[str, set[str]] = {}
    for match in _told(text):
        told.setdefault(text[slice(*match.span("path"))], set()).add(text[slice(*match.span("value"))])
    choices = []
    for match in re.finditer(r"(?P<code>`\x01+`)(?:: | = )(?P<step>[^`]+?)(?=, that is |, which | = )", _masked(text)):
        step = text[slice(*match.span("step"))]
        for name, value in _places_of_names(text[slice(*match.span("code"))][1:-1], step):
            for other in sorted(told.get(name.id, set())):
                if _INTEGER.fullmatch(other) and int(other) >= 0 and other != str(value.value):
                    begin, end = value.col_offset, value.end_col_offset
                    choices.append((match.span("step"), f"{step[:begin]}{other}{step[end:]}"))
    return _replace(text, choices, rng)


def _places_of_names(code: str, step: str) -> list[tuple[ast.Name, ast.Constant]]:
    """Pair the names of an expression with the numbers that stand for them in a reduced form of the same shape."""
    try:
        one, other = ast.parse(code, mode="eval"), ast.parse(step, mode="eval")
    except SyntaxError:
        return []
    nodes = [node for node in ast.walk(one) if not isinstance(node, ast.expr_context)]
    parts = [node for node in ast.walk(other) if not isinstance(node, ast.expr_context)]
    if not step.isascii() or len(nodes) != len(parts):
        return []
    if any(type(n) is not type(p) and not isinstance(n, ast.Name) for n, p in zip(nodes, parts, strict=True)):
        return []
    return [
        (node, part)
        for node, part in zip(nodes, parts, strict=True)
        if isinstance(node, ast.Name) and isinstance(part, ast.Constant) and type(part.value) is int
    ]


def guard_hidden(text: str, rng: random.Random) -> str | None:
    """A case is told without its guard."""
    choices = []
    for start, end in _groups(text, r"tries the case (`\x01+`), which"):
        pattern, guard, _ = text[start:end].partition(" if ")
        if guard and not {"'", '"'} & set(pattern):
            choices.append(((start, end), f"{pattern}`"))
    return _replace(text, choices, rng)


def foreign_body(text: str, rng: random.Random) -> str | None:
    """A function is told with a body that is not its own."""
    choices = []
    for match in re.finditer(r"defines (?P<name>[\w.]+)(?=\.(?: |\n|$))", _masked(text)):
        name = match["name"].rpartition(".")[2]
        choices.append((match.span(), f"runs `def {name}(): return 666`, so {name} becomes <function {name}>"))
    return _replace(text, choices, rng)


MUTATIONS: dict[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        value_off_by_one,
        value_of_another,
        name_of_another,
        line_number,
        branch_negated,
        next_line_wrong,
        iteration_number,
        sentence_dropped,
        sentence_repeated,
        neighbours_swapped,
        chain_step_wrong,
        count_wrong,
        result_wrong,
        effect_dropped,
        path_dropped,
        comment_injected,
        undecided_operand,
        step_of_another_state,
        guard_hidden,
        foreign_body,
    )
}
"""Every kind of corruption by its name."""


def _masked(text: str) -> str:
    try:
        return mask(text)
    except UnbalancedError as err:
        return mask(text[: err.start])


def _told(text: str) -> list[re.Match[str]]:
    return list(_TOLD.finditer(_masked(text)))


def _groups(text: str, pattern: str) -> list[tuple[int, int]]:
    """Give the spans of whichever group took part in each match."""
    found = []
    for match in re.finditer(pattern, _masked(text)):
        found += [match.span(group) for group in range(1, (match.re.groups or 0) + 1) if match.group(group) is not None]
    return found


def _replace(text: str, choices: list[tuple[tuple[int, int], str]], rng: random.Random) -> str | None:
    if not choices:
        return None
    (start, end), new = rng.choice(choices)
    return text[:start] + new + text[end:]


def _replace_number(text: str, places: list[tuple[int, int]], rng: random.Random, *, signed: bool = True) -> str | None:
    if not places:
        return None
    start, end = rng.choice(places)
    number = int(text[start:end])
    step = 1 if number == 0 and not signed else rng.choice((-1, 1))
    return text[:start] + str(number + step) + text[end:]


def _another_value(value: str, rng: random.Random) -> str | None:
    """Give a value of the same kind that is another one."""
    flipped = {"True": "False", "False": "True", "None": "0"}.get(value)
    if flipped is not None:
        return flipped
    if value[0] in "'\"" and value[-1] == value[0]:
        return f"{value[:-1]}x{value[-1]}"
    numbers = [match.span() for match in re.finditer(r"(?<![\w.])\d+(?![\w.])", value)]
    if not numbers:
        return None
    start, end = rng.choice(numbers)
    return value[:start] + str(int(value[start:end]) + 1) + value[end:]
