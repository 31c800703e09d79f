"""Example inputs and outputs read from the words of a problem, in the layouts that contest sites use.

A heading is a line that holds a name and nothing else, perhaps with a colon, a number or ornaments:

    Examples            -----Examples-----        SAMPLE INPUT       ----- Sample Input 1 ------      Example 1:
    Input               Input                     3 4                3 4                              Input:
    3 4                 3 4                       SAMPLE OUTPUT      ----- Sample Output 1 ------     3 4
    Output              Output                    7                  7                                Output:
    7                   7                                                                             7

`Input` and `Output` alone head the description of the format until a heading announces examples. An example ends at
the next heading, also that of a note, an explanation or a constraint, and an output ends before a paragraph of prose.
Where every second line is blank, the lines are paragraphs of a text that is set so, and the blank ones do not count.
An input that is shown as a table, its lines under `STDIN` and what they mean under `Function`, is its left column.
Examples that are set as HTML (they write `&lt;` and hold no `<`, `>` or `&` of their own) are read as a browser shows
them.
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from tracepile.sources.hub.calls import checked_call, literal_text
from tracepile.sources.hub.schema import Input, RowError

LOOKED_FOR = (
    "a heading such as 'Examples', 'Example 1:' or '-----Sample Input-----', and below it an input under 'Input' or "
    "'Sample Input' and an output under 'Output' or 'Sample Output'"
)


class _Heading(Enum):
    EXAMPLES = auto()
    INPUT = auto()
    OUTPUT = auto()
    SAMPLE_INPUT = auto()
    SAMPLE_OUTPUT = auto()
    OTHER = auto()


_NUMBER = r"(?: ?(?:no\.?|number|case|test)? ?[#(]? ?\d+ ?\)?)?"
_SAMPLE = r"(?:sample|example|examples|samples)"
_TEST = r"(?: (?:tests?|test cases?|cases?|data))?"
_NAMES: tuple[tuple[_Heading, str], ...] = (
    (_Heading.SAMPLE_INPUT, rf"{_SAMPLE}{_TEST} inputs?|inputs? {_SAMPLE}|inputs? ?#? ?\d+"),
    (_Heading.SAMPLE_OUTPUT, rf"{_SAMPLE}{_TEST} outputs?|outputs? (?:for (?:the )?)?{_SAMPLE}"),
    (_Heading.OUTPUT, r"outputs?|expected output|outputs? for (?:the )?sample inputs?"),
    (_Heading.INPUT, r"inputs?"),
    (_Heading.EXAMPLES, rf"{_SAMPLE}{_TEST}|sample inputs? and outputs?|sample i/?o"),
    (
        _Heading.OTHER,
        r"notes?|explanations?(?: (?:of|for) .{1,40})?|constraints?|limits?|hints?|sub-?tasks?|scoring|points|source|"
        r"(?:input|output) (?:format|specification)|interaction|remarks?|clarifications?|(?:time|memory) limit|"
        rf"{_SAMPLE} explanation.{{0,20}}",
    ),
)
_HEADINGS = [(kind, re.compile(rf"(?:{names}){_NUMBER}", re.IGNORECASE)) for kind, names in _NAMES]
_LONGEST_HEADING = 100
_ORNAMENTS = " \t-=*#_~`:"
_ORNATE = re.compile(r"\s*(?:-{3,}[^-]{1,60}?-{3,}|={3,}[^=]{1,60}?={3,})\s*")
_ORNATE_THEN_MORE = re.compile(r"\s*(?P<heading>-{3,}[^-]{1,60}?-{3,}+)\s*(?P<more>\S.*)")
_TABLE = re.compile(r"\s*STDIN\s{2,}Function")
_TOLD = re.compile(
    r"\s*(?:(?:explanation|note)s?\s*[:\-]|(?:sample|example|test)?\s*case\s*#?\d+\s*[.:]|\(?explanation|<image>\s*$|"
    r"(?:in|for) (?:the|this|our) (?:\w+ )?(?:sample|example|test)\b)",
    re.IGNORECASE,
)


_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


class _Line(NamedTuple):
    heading: _Heading | None
    text: str


def examples_of(statement: str) -> tuple[Input, ...]:
    """Give the examples of a problem about standard input and output, in their order.

    Raises:
        RowError: `no_inputs` when there is none that can be read.
    """
    examples: list[Input] = []
    announced = False
    given: list[str] | None = None
    printed: list[str] | None = None

    def close() -> None:
        nonlocal given, printed
        if given is not None and printed is not None:
            output = _block(_before_prose(printed))
            if output:
                examples.append(Input(stdin=_block(given), expected=output))
        given = printed = None

    for heading, text in _lines(statement):
        if heading is None:
            if printed is not None:
                printed.append(text)
            elif given is not None:
                given.append(text)
        elif heading is _Heading.SAMPLE_INPUT or (heading is _Heading.INPUT and announced):
            close()
            given = []
        elif heading in (_Heading.SAMPLE_OUTPUT, _Heading.OUTPUT) and given is not None and printed is None:
            printed = []
        else:
            close()
            announced = announced or heading is _Heading.EXAMPLES
    close()
    if not examples:
        raise RowError("no_inputs", f"no example was found in the statement; looked for {LOOKED_FOR}")
    return _as_shown(tuple(examples))


def _as_shown(examples: tuple[Input, ...]) -> tuple[Input, ...]:
    """Decode the entities of HTML, unless a sign of the text's own says that it is no HTML."""
    texts = [text or "" for example in examples for text in (example.stdin, example.expected)]
    if not any(map(_ENTITY.search, texts)) or any(re.search("[<>&]", _ENTITY.sub("", text)) for text in texts):
        return examples
    shown = [html.unescape(text).replace("\xa0", " ") for text in texts]
    return tuple(Input(stdin=given, expected=printed) for given, printed in zip(shown[::2], shown[1::2], strict=True))


def _lines(statement: str) -> Iterator[_Line]:
    for line in statement.splitlines():
        more = _ORNATE_THEN_MORE.fullmatch(line)
        if more is not None and _heading(more["heading"]) is not None:
            yield _Line(_heading(more["heading"]), more["heading"])
            line = more["more"]
        yield _Line(_heading(line), line)


def _heading(line: str) -> _Heading | None:
    if len(line) > _LONGEST_HEADING or not any(char.isalpha() for char in line):
        return None
    name = " ".join(line.strip(_ORNAMENTS).split())
    for kind, pattern in _HEADINGS:
        if pattern.fullmatch(name):
            return kind
    return _Heading.OTHER if _ORNATE.fullmatch(line) or _TOLD.match(line) else None


def _before_prose(lines: list[str]) -> list[str]:
    """Leave away what follows an output without a heading: paragraphs of prose, and images."""
    for index, line in enumerate(lines):
        after_blank = index > 0 and not lines[index - 1].strip()
        if after_blank and any(part.strip() for part in lines[:index]) and _is_prose(line):
            return lines[:index]
    return lines


def _is_prose(line: str) -> bool:
    words = [word for word in line.split() if word.strip(".,:;!?()\"'").isalpha()]
    return len(words) >= 5 and len(words) * 2 > len(line.split())


def _without_annotations(lines: list[str]) -> list[str]:
    """Leave away the right column of an input that is shown as a table, under `STDIN` and `Function`."""
    shown = [line for line in lines if line.strip()]
    if not shown or _TABLE.match(shown[0]) is None:
        return lines
    return [re.split(r"\t|\s{2,}", line.strip())[0] for line in shown[1:] if line.strip(" \t-")]


def _block(lines: list[str]) -> str:
    kept = [line.rstrip() for line in _without_annotations(lines)]
    while kept and (not kept[0].strip() or kept[0].strip() == "```"):
        kept.pop(0)
    while kept and (not kept[-1].strip() or kept[-1].strip() == "```"):
        kept.pop()
    if len(kept) > 1 and not any(kept[1::2]) and all(kept[::2]):
        kept = kept[::2]
    return "".join(f"{line}\n" for line in kept)


_ARROW = re.compile(
    r"[`\s]*(?:={1,3}>?|-+>|=>|→|➞|⇒|returns?\b|should (?:return|be|equal)\b|must return\b|equals\b|is\b|//|#)\s*"
    r"(?:={1,3}>?|-+>|=>|→|returns?\b|should (?:return|be)\b)?\s*(?P<result>.+)"
)


def example_calls(statement: str, function: str) -> tuple[Input, ...]:
    """Give the calls of a function that the words of its problem show, with the result where one is told.

    A call counts when every argument is a literal. A result counts when the rest of its line is a literal, such as in
    `add(1, 2) == 3`, `add(1, 2) -> 3` or `add(1, 2) # => 3`.
    """
    found: dict[str, Input] = {}
    for match in re.finditer(rf"(?<![\w.]){re.escape(function)}\s*\(", statement):
        end = _end_of_call(statement, match.end())
        if end is None:
            continue
        try:
            call = checked_call(function, statement[match.start() : end])
        except RowError:
            continue
        told = _ARROW.match(statement[end:].partition("\n")[0])
        result = None if told is None else literal_text(_without_remark(told["result"]))
        if call not in found or found[call].expected is None:
            found[call] = Input(call=call, expected=result)
    return tuple(found.values())


def _end_of_call(text: str, start: int) -> int | None:
    """Give the end of a call whose opening parenthesis ends at `start`; a call in prose is short."""
    for offset, char in enumerate(text[start : start + 2_000]):
        if char == ")":
            end = start + offset + 1
            try:
                ast.parse(f"f({text[start:end]}", mode="eval")
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            return end
    return None


def _without_remark(result: str) -> str:
    """Give a told result without the comment, the punctuation or the marks of code after it."""
    for cut in (result, re.split(r"\s+(?:#|//|\()", result, maxsplit=1)[0]):
        shown = cut.strip().strip("`").rstrip(".,;:").strip("`* ").strip()
        if literal_text(shown) is not None:
            return shown
    return result
