"""Tables and plots of the metadata."""

import base64
import re

from assets import markdown, plots


def test_a_table_keeps_its_shape_whatever_is_in_it() -> None:
    rows = [{"a": "x|y\nz", "b": None}, {"a": "w" * 500, "b": 3}]
    lines = markdown.table(["a", "b"], rows).split("\n")
    assert lines[:3] == ["| a | b |", "| --- | --- |", "| x\\|y ⏎ z |  |"]
    assert len(lines) == 4
    assert len(lines[3]) < 140
    assert lines[3].endswith("… | 3 |")


def test_a_long_value_is_cut_between_two_words() -> None:
    words = "word " * 40
    (line,) = markdown.table(["a"], [{"a": words}]).split("\n")[2:]
    assert line == f"| {'word ' * 23}word… |"
    (line,) = markdown.table(["a"], [{"a": f"one\n{'w' * 200} two"}]).split("\n")[2:]
    assert line == f"| one ⏎ {'w' * 115}… |"
    (line,) = markdown.table(["a"], [{"a": words}], longest=None).split("\n")[2:]
    assert line == f"| {words} |"


def test_what_strangers_wrote_stays_text() -> None:
    hostile = "![x](https://example.org/x.png) <img src=x> [a](b) `c` a\\|b &lt;"
    (line,) = markdown.table(["a"], [{"a": hostile}]).split("\n")[2:]
    assert line == ("| !\\[x\\](https://example.org/x.png) &lt;img src=x> \\[a\\](b) \\`c\\` a\\\\\\|b &amp;lt; |")


def picture(text: str) -> bytes:
    match = re.fullmatch(r"!\[[^\]]*\]\(data:image/png;base64,([^)]+)\)", text)
    assert match is not None
    return base64.b64decode(match[1])


def test_plots_are_pictures_inside_markdown() -> None:
    for text in (plots.histogram("Lines", "executed lines", [1, 5, 5, 9]), plots.funnel("Kept", 9, {"too_long": 2})):
        assert picture(text).startswith(b"\x89PNG")


def test_a_plot_of_nothing_says_so() -> None:
    assert plots.histogram("Lines", "executed lines", []) == "Lines: no rows."
