"""Examples read from the words of a problem, in the layouts that contest sites use."""

from __future__ import annotations

import pytest

from tracepile.sources.hub.examples import example_calls, examples_of
from tracepile.sources.hub.schema import RowError

HEAD = "Add two numbers.\n\nInput\n\nTwo numbers a and b.\n\nOutput\n\nTheir sum.\n\n"

LAYOUTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "one heading for all, then input and output": (
        HEAD
        + "Examples\n\nInput\n\n3 4\n\n\nOutput\n\n7\n\n\nInput\n\n1 1\n\n\nOutput\n\n2\n\nNote\n\nThree and four.",
        [("3 4\n", "7\n"), ("1 1\n", "2\n")],
    ),
    "ornate heading, plain input and output": (
        "Add.\n\n-----Input-----\n\nTwo numbers.\n\n-----Output-----\n\nThe sum.\n\n-----Examples-----\nInput\n3 4\n\n"
        "Output\n7\n\nInput\n1 1\n\nOutput\n2\n\n\n\n-----Note-----\n\nThe first is easy.",
        [("3 4\n", "7\n"), ("1 1\n", "2\n")],
    ),
    "ornate headings with numbers and explanations": (
        "Add.\n\n------ Input Format ------ \n\nTwo numbers.\n\n------ Output Format ------ \n\nOne.\n\n"
        "------ Constraints ------ \n\n$1 ≤ a$\n\n----- Sample Input 1 ------ \n2\n3 4\n1 1\n"
        "----- Sample Output 1 ------ \n7\n2\n----- explanation 1 ------ \nThree and four.\n"
        "----- Sample Input 2 ------ \n1\n0 0\n----- Sample Output 2 ------ \n0\n",
        [("2\n3 4\n1 1\n", "7\n2\n"), ("1\n0 0\n", "0\n")],
    ),
    "headings in capitals": (
        "INPUT:\nTwo numbers.\nOUTPUT:\nOne.\n\n"
        "SAMPLE INPUT\n3 4\n\nSAMPLE OUTPUT\n7\n\nExplanation\n\nThree and four.",
        [("3 4\n", "7\n")],
    ),
    "headings with colons": (
        "-----Input:-----\n- Two.\n\n-----Output:-----\nOne.\n\n"
        "-----Sample Input:-----\n3 4\n\n-----Sample Output:-----\n7\n\n"
        "-----EXPLANATION:-----\nThree and four.",
        [("3 4\n", "7\n")],
    ),
    "example with input and output in one section": (
        "Add.\n\n------ Example ------ \n\nInput:\n3 4\n\nOutput:\n7\n\n------ Explanation ------ \n\nThree and four.",
        [("3 4\n", "7\n")],
    ),
    "two headings on one line": (
        "Add.\n-----Example:-----Input:\n3 4\nOutput:\n7\n-----Explanation:-----Case #1: three and four",
        [("3 4\n", "7\n")],
    ),
    "numbered headings without an announcement": (
        "Constraints \n\nN <= 9\n\nInput #1  \n\n3 4 \n\nOutput #1 \n\n7\n \nExplanation \n\nEasy.\n\n"
        "Input #2   \n\n1 1\n\nOutput #2:\n\n2\n",
        [("3 4\n", "7\n"), ("1 1\n", "2\n")],
    ),
    "numbered examples": (
        "Add.\n\nExample 1:\n\nInput:\n3 4\nOutput:\n7\n\n"
        "Example 2:\n\nInput:\n1 1\nOutput:\n2\n\nConstraints:\n\n1 <= a",
        [("3 4\n", "7\n"), ("1 1\n", "2\n")],
    ),
    "headings of a markdown text": (
        "## Input\nTwo numbers.\n## Output\nOne.\n\n"
        "## Sample Input 0\n```\n3 4\n```\n**Sample Output 0**\n```\n7\n```\n### Explanation 0\nEasy.",
        [("3 4\n", "7\n")],
    ),
    "sample input and output headed apart": (
        "Sample Input\n\n3 4\n\nOutput for the Sample Input\n\n7\n\n",
        [("3 4\n", "7\n")],
    ),
    "prose after an output without a heading": (
        "Sample Input\n3 4\n\nSample Output\n7\n\nThe answer is the sum of three and four.",
        [("3 4\n", "7\n")],
    ),
    "blank lines, signs and ornaments inside": (
        "Examples\n\nInput\n2\n\n#B\n**a**\n- 3\n\nOutput\nYes\n\nNo\nNo\n\n",
        [("2\n\n#B\n**a**\n- 3\n", "Yes\n\nNo\nNo\n")],
    ),
    "an input with what it means beside it": (
        "Sample Input\n\nSTDIN       Function\n-----       --------\n2           n = 2\n3 4         a = [3, 4]\n\n"
        "Sample Output\n\n7\n",
        [("2\n3 4\n", "7\n")],
    ),
    "lines of dashes": ("Sample Input\n2\n-----   -----\n\nSample Output\n---\n", [("2\n-----   -----\n", "---\n")]),
    "every line a paragraph": (
        "Sample Input\n\n2\n\n3 4\n\n1 1\n\nSample Output\n\n7\n\n2\n\n",
        [("2\n3 4\n1 1\n", "7\n2\n")],
    ),
    "examples set as HTML": (
        "Sample Input\n1&gt;3&lt;\n&quot;a&#39;&quot; &amp;lt;\n\nSample Output\na &amp;&nbsp;b\n",
        [('1>3<\n"a\'" &lt;\n', "a & b\n")],
    ),
    "a statement with signs about examples set as HTML": (
        "A program of '<' and '>'.\n\nExamples\n\nInput\n\n1&gt;3\n\nOutput\n\n1\n\nInput\n\n2\n\nOutput\n\n2\n",
        [("1>3\n", "1\n"), ("2\n", "2\n")],
    ),
    "entities that the problem is about": (
        "Sample Input\na < b &lt; c\n\nSample Output\na &lt; b &amp;lt; c\n",
        [("a < b &lt; c\n", "a &lt; b &amp;lt; c\n")],
    ),
    "an ampersand of the text's own": (
        "Sample Input\n&amp; is an entity\n\nSample Output\n& is an entity\n",
        [("&amp; is an entity\n", "& is an entity\n")],
    ),
    "an input of nothing": ("Sample Input\n\nSample Output\n\nhello\n", [("", "hello\n")]),
    "the case is told after the output": (
        "Example\nInput\n3 4\nOutput\n7\n\nIn the first example three and four are added.",
        [("3 4\n", "7\n")],
    ),
}


@pytest.mark.parametrize(("statement", "examples"), LAYOUTS.values(), ids=LAYOUTS)
def test_layouts(statement: str, examples: list[tuple[str, str]]) -> None:
    assert [(example.stdin, example.expected) for example in examples_of(statement)] == examples


@pytest.mark.parametrize(
    "statement",
    [
        "Add two numbers.",
        HEAD,
        "Examples\n\nInput\n3 4\n",
        "Examples\n\nOutput\n7\n",
        "Sample Input\n3 4\n\nSample Output\n\n",
    ],
)
def test_where_there_is_no_whole_example_it_is_said_what_was_looked_for(statement: str) -> None:
    with pytest.raises(RowError, match="looked for a heading such as 'Examples'") as caught:
        examples_of(statement)
    assert caught.value.reason == "no_inputs"


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("add(1, 2) == 3", [("add(1, 2)", "3")]),
        ("add(1, 2) === 3;", [("add(1, 2)", "3")]),
        ("add(1, 2) -> 3.", [("add(1, 2)", "3")]),
        ("add(1, 2) --> [3, 'a']", [("add(1, 2)", "[3, 'a']")]),
        ("add(1, 2) # => 3", [("add(1, 2)", "3")]),
        ("add(1, 2) => 3  # the sum", [("add(1, 2)", "3")]),
        ("* `add(1, 2)` should return `3`", [("add(1, 2)", "3")]),
        ("add([1, (2)], ')') returns True", [("add([1, (2)], ')')", "True")]),
        ("add(1, 2) == true", [("add(1, 2)", None)]),
        ("add(1, 2) and then add(1, 2) == 3", [("add(1, 2)", "3")]),
        ("add(a, 2) and readd(1, 2) and x.add(1, 2) and add(1,", []),
        ("Write add(): it adds.", [("add()", None)]),
    ],
)
def test_calls_in_the_words_of_a_problem(text: str, calls: list[tuple[str, str | None]]) -> None:
    assert [(found.call, found.expected) for found in example_calls(text, "add")] == calls
