"""What a program's text says of its parameters: kinds, values to look for, and how they hang together."""

from textwrap import dedent

import pytest

from tests.inputs import programs
from tracepile.inputs.arguments import written
from tracepile.inputs.parameters import Signature, arguments_of, read_signature
from tracepile.inputs.shapes import Shape
from tracepile.records import Case


def signature(code: str, function: str = "f", *calls: str, statement: str | None = None) -> Signature:
    found = read_signature(dedent(code), function, statement, [Case("p", call=call) for call in calls])
    assert found is not None
    return found


def words(shape: Shape, depth: int = 0) -> str:
    """Write a shape as an annotation would be, two containers deep."""
    if shape.entries:
        return "{" + ", ".join(name for name, _ in shape.entries) + "}"
    if shape.kind == "dict" and shape.key is not None and shape.item is not None and depth < 2:
        return f"dict[{words(shape.key, depth + 1)}, {words(shape.item, depth + 1)}]"
    if shape.fields:
        return f"{shape.kind}[{', '.join(words(each, depth + 1) for each in shape.fields)}]"
    return f"{shape.kind}[{words(shape.item, depth + 1)}]" if shape.item is not None and depth < 2 else str(shape.kind)


@pytest.mark.parametrize(
    ("parameters", "body", "kinds"),
    [
        ("a: int, b: 'list[str]'", "pass", "int; list[str]"),
        ("a: dict[str, list[int]]", "pass", "dict[str, list[int]]"),
        ("a: Optional[float], b: 'tuple[int, str] | None'", "pass", "float; tuple[int, str]"),
        ("a: List[List[int]]", "pass", "list[list[int]]"),
        ("a=3, b='x', *, c=(1, 2)", "pass", "int; str; tuple[int, int]"),
        ("q", "return q % 3", "int"),
        ("q", "return q.upper()", "str"),
        ("q", "return q / 2 > 1.5", "int"),
        ("q", "return sum(q) / len(q)", "list[int]"),
        ("q", "return [w.strip() for w in q]", "list[str]"),
        ("q", "return [c for c in q if c.isdigit()]", "str"),
        ("q", "return {c: 1 for c in q if c in 'abc'}", "str"),
        ("q", "return sorted(q.items())", "dict[str, int]"),
        ("q", "return q['name'] + q.get('age')", "{name, age}"),
        ("q", "return [len(row) for row in q if row[0] > 1]", "list[list[int]]"),
        ("q, z", "q.append(z)\n    return z.split()", "list[str]; str"),
        ("q, z", "return [a * b for a, b in zip(q, z)]", "list[int]; list[int]"),
        ("q", "for name, age in q:\n        if age > 3 and name.isalpha(): return 1", "list[tuple[str, int]]"),
        ("q", "return helper(q)\ndef helper(text):\n    return text.title()", "str"),
        ("q", "return Box(q).top()\nclass Box:\n    def __init__(self, held):\n        self.held = held\n"
              "    def top(self):\n        return max(self.held[1:]) % 2", "list[int]"),
        ("s, nums, is_done", "return 0", "str; list[int]; bool"),
        ("q", '"""Args:\n        q (list of strings): what to join.\n    """\n    return q', "list[str]"),
        ("q", '""":type q: float"""\n    return q', "float"),
        ("q", '"""\n    >>> f([("a", 1.5)])\n    1\n    """\n    return q', "list[tuple[str, float]]"),
    ],
)  # fmt: skip
def test_kinds_of_parameters(parameters: str, body: str, kinds: str) -> None:
    found = signature(f"def f({parameters}):\n    {body}\n")
    assert "; ".join(words(shape) for shape in found.shapes()) == kinds


def test_recorded_calls_say_more_than_anything_else() -> None:
    found = signature("def f(text: str, n=0):\n    return text\n", "f", "f([1.5, 2.5], n=7)", "f([0.5])")
    text, n = found.shapes()
    assert (words(text), words(n), text.samples) == ("list[float]", "int", ([1.5, 2.5], [0.5]))


def test_calls_in_the_documentation_are_shown_and_only_those_that_fit() -> None:
    code = 'def f(a, b=2):\n    """See f(1, b=3), f(")"), f(x), f(1, 2, 3), f(c=1), f() and g(1)."""\n    return a\n'
    found = signature(code, statement="Try f([1, (2, 3)]).")
    assert [written("f", found.parameters, arguments_of(call, found.parameters)) for call in found.documented] == [
        "f(1, 3)",
        "f(')')",
        "f([1, (2, 3)])",
    ]


@pytest.mark.parametrize(
    ("code", "function", "constants"),
    [
        (programs.BRANCHY, "grade", {0, 100, 90, 75, 42}),
        (programs.COMMAND, "apply", {"double", "neg", "zero", "clear"}),
        (programs.MATCH, "area", {"square", "line"}),
        (programs.BRACKETS, "balanced", {"(", "[", ")", "]"}),
        ("def f(q):\n    return q > -3 and 2.5 < q\n", "f", {-3, 2.5}),
        ("import re\ndef f(q):\n    return re.sub(r'[,;]+', '', q)\n", "f", {",", ";"}),
        ("def f(q):\n    return {'2': 'abc', '3': 'def'}[q]\n", "f", {"2", "3"}),
    ],
)
def test_values_that_the_code_compares_with(code: str, function: str, constants: set[object]) -> None:
    assert set(signature(code, function).shapes()[0].constants) == constants


@pytest.mark.parametrize(
    ("parameters", "body", "relation", "value"),
    [
        ("nums, t", "return [n for n in nums if n == t]", "members", ((1, 0),)),
        ("nums, k", "return nums[:k] + nums[k:]", "bounded", ((1, 0),)),
        ("nums, k", "return k <= len(nums)", "bounded", ((1, 0),)),
        ("nums, n", "for i in range(n):\n        print(nums[i])", "counted", ((1, 0),)),
        ("a, b", "for i in range(len(a)):\n        print(a[i] - b[i])", "paired", ((0, 1),)),
        ("a, b", "return [v for v in a if v in b]", "alike", ((0, 1),)),
        ("nums", "return [nums[v] for v in nums]", "self_indexed", frozenset({0})),
        ("graph", "for node in graph:\n        for other in graph[node]:\n            print(graph[other])", "graphs",
         frozenset({0})),
        ("n, edges", "seen = [0] * n\n    for a, b in edges:\n        seen[a] += b", "sized", ((1, 0),)),
    ],
)  # fmt: skip
def test_relations_between_parameters(parameters: str, body: str, relation: str, value: object) -> None:
    found = signature(f"def f({parameters}):\n    {body}\n")
    assert getattr(found.relations, relation) == value


def test_a_structure_that_holds_itself_has_an_end() -> None:
    (shape,) = signature(programs.TREE, "height").shapes()
    depth = 0
    while shape.entries:
        shape, depth = dict(shape.entries)["left"], depth + 1
    assert (shape.kind, 2 <= depth <= 5) == ("None", True)


def test_a_name_that_is_no_function_has_no_signature() -> None:
    assert read_signature("f = len\n", "f", None, []) is None


def test_keyword_only_and_left_out_arguments_go_by_name() -> None:
    found = signature("def f(a, b=1, c=2, *, d):\n    return a\n")
    (call,) = signature("def f(a, b=1, c=2, *, d):\n    'f(1, c=5, d=6)'\n").documented
    assert written("f", found.parameters, arguments_of(call, found.parameters)) == "f(1, c=5, d=6)"
