"""Programs out of a seed: they end, they do things, and most of what they do is change what several names hold.

A program is made of the templates of `templates.txt`, in which `<kind>` stands for a name or an expression of a kind:
`<a>` a list that may be stored to in this scope, `<A>` one that may be read, `<list>` an expression that gives one;
likewise ints (n), lists of lists (g), dicts (d), sets (s), deques (q), tuples (t), texts (w) and objects (o). Loops go
round a few times, functions call only those above them, and what goes wrong is mostly caught.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

KINDS = "nagdsqtwo"

IMPORTS = """\
import sys, heapq, itertools, functools, bisect
from collections import defaultdict, deque, Counter
"""

_CAUGHT = (
    "(TypeError, ValueError, LookupError, AttributeError, ArithmeticError, NameError, RuntimeError, EOFError, "
    "AssertionError, StopIteration)"
)
_PLACE = re.compile(r"<(\w+)>")
_LINES_MAX = 100
_ATTEMPTS = 50
_NESTED_MAX = 3
_DEEPEST = 5


class Generated(NamedTuple):
    """A program and its standard input."""

    code: str
    stdin: str


@dataclass
class _Scope:
    """The names that a block of statements sees, those of them that it may store to, and those that are its own."""

    readable: dict[str, list[str]]
    writable: dict[str, list[str]]
    functions: list[str]
    own: set[str] = field(default_factory=set)
    loops: int = 0
    is_function: bool = False
    is_generator: bool = False


@cache
def _sections(kind: str) -> dict[str, str]:
    """Read the sections of a kind, such as `feature`, by the rest of their names."""
    text = Path(__file__).with_name("templates.txt").read_text()
    blocks = (block.partition("\n") for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:])
    return {title.removeprefix(kind).strip(): body.strip("\n") for title, _, body in blocks if title.startswith(kind)}


def generate(seed: int | str) -> Generated:
    """Give the program of a seed: the same one on any machine."""
    for attempt in range(_ATTEMPTS):
        program = _Writer(random.Random(f"programs:{seed}:{attempt}")).program()
        try:
            compile(program.code, "<program>", "exec")
        except SyntaxError:  # for instance an annotation of a global name
            continue
        return program
    raise AssertionError(f"no program comes out of the seed {seed!r}")


class _Writer:
    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._lines: list[str] = []
        self._left = 0
        self._names = 0
        share, features = rng.choice([0, 0.1, 0.5, 1]), _sections("feature")
        self._features = {name: code for name, code in features.items() if rng.random() < share}
        has_objects = any(f"class {name}" in code for name, code in self._features.items())
        absent = [*(features.keys() - self._features.keys()), *([] if has_objects else ["<[oO]>"])]
        self._unusable = re.compile("|".join(["(?!)", *sorted(absent)]), re.IGNORECASE)
        self._kinds = KINDS if has_objects else KINDS.replace("o", "")
        self._templates: dict[str, list[str]] = {}

    def _usable(self, section: str) -> list[str]:
        """Give the templates of a section for which the program has what they need."""
        if section not in self._templates:
            lines = _sections(section)[""].split("\n")
            usable = [line.replace("\\n", "\n") for line in lines if not self._unusable.search(line)]
            self._templates[section] = usable
        return self._templates[section]

    def _one(self, section: str) -> str:
        return self._rng.choice(self._usable(section))

    def program(self) -> Generated:
        """Write it."""
        names = {kind: [f"{kind}{number}" for number in range(2)] for kind in self._kinds}
        top = _Scope(names, names, [])
        self._lines = [IMPORTS, "calls = []", *self._features.values()]
        for kind in self._kinds:
            for name in names[kind]:
                self._put(0, f"{name} = {self._beginning(kind, '[1, 2]', str(self._rng.randrange(4)))}")
        for _ in range(self._rng.randrange(4)):
            self._function(top, 0)
        self._left = self._rng.randrange(6, _LINES_MAX)
        while self._left > 0:
            self._guarded(top, 0)
        numbers = [str(self._rng.randrange(5)) for _ in range(4)]
        stdin = "".join(f"{line}\n" for line in (numbers[0], " ".join(numbers[1:3]), numbers[3], "end"))
        return Generated("\n".join(self._lines) + "\n", stdin)

    def _beginning(self, kind: str, items: str, number: str) -> str:
        """Give what a name of a kind holds at first, out of what there is already."""
        first = self._one(f"first {kind}").replace("<size>", self._one("expression size"))
        return re.sub("<A>|<list>", items, re.sub("<N>|<i>|<int>", number, first))

    def _put(self, depth: int, text: str) -> None:
        self._left -= 1
        self._lines += [f"{'    ' * depth}{line}" for line in text.split("\n")]

    def _fresh(self, stem: str) -> str:
        self._names += 1
        return f"{stem}{self._names}"

    def _fill(self, template: str, scope: _Scope, depth: int = 0) -> str:
        def chosen(match: re.Match[str]) -> str:
            kind = match[1]
            if kind in scope.writable:
                return self._rng.choice(scope.writable[kind])
            if kind.lower() in scope.readable:
                return self._rng.choice(scope.readable[kind.lower()])
            options = self._usable(f"expression {kind}")
            option = options[0] if depth > _NESTED_MAX else self._rng.choice(options)
            return self._fill(option, scope, depth + 1)

        return _PLACE.sub(chosen, template)

    # --- statements ---

    def _guarded(self, scope: _Scope, depth: int) -> None:
        """Put a few statements, mostly where what goes wrong is caught."""
        if self._rng.random() < 0.02:
            self._statement(scope, depth)
            return
        self._put(depth, "try:")
        self._block(scope, depth + 1, most=2)
        if self._rng.random() < 0.3:
            self._put(depth, f"except {self._fill('<errors>', scope)} as error:")
            self._block(scope, depth + 1)
            if depth and self._rng.random() < 0.3:
                self._put(depth + 1, self._rng.choice(["raise", "raise RuntimeError('late') from error", "del error"]))
        self._put(depth, f"except {_CAUGHT}" + self._rng.choice([":", " as error:"]))
        self._tidy(scope, depth + 1)
        if self._rng.random() < 0.2:
            self._put(depth, "else:")
            self._tidy(scope, depth + 1)
        if self._rng.random() < 0.25:
            self._put(depth, "finally:")
            self._tidy(scope, depth + 1)

    def _tidy(self, scope: _Scope, depth: int) -> None:
        """Put a block that is executed where nothing catches what goes wrong, which therefore seldom does."""
        if self._rng.random() < (0.2 if depth > 1 else 0.02):
            self._block(scope, depth, most=2)
        else:
            self._put(depth, self._fill(self._one("tidy"), scope))

    def _block(self, scope: _Scope, depth: int, most: int = 4) -> None:
        for _ in range(self._rng.randint(1, most)):
            self._statement(scope, depth)

    def _statement(self, scope: _Scope, depth: int) -> None:
        compound = depth < _DEEPEST and self._left > 0 and self._rng.random() < 0.35
        if not compound:
            self._simple(scope, depth)
            return
        kinds = [self._if, self._for, self._for, self._while, self._with, self._match, self._guarded, self._closure]
        self._rng.choice(kinds)(scope, depth)

    def _simple(self, scope: _Scope, depth: int) -> None:
        chance = self._rng.random()
        if scope.is_generator and chance < 0.2:
            self._put(depth, self._fill(self._one("yield"), scope))
        elif scope.is_function and chance < 0.05:
            self._put(depth, self._fill(self._one("return"), scope))
        elif scope.loops and chance < 0.06:
            self._put(depth, self._rng.choice(["break", "continue"]))
        elif scope.functions and chance < 0.2:
            self._call(scope, depth)
        else:
            self._put(depth, self._fill(self._one("statement"), scope))

    def _if(self, scope: _Scope, depth: int) -> None:
        self._put(depth, self._fill("if <c>:", scope))
        self._block(scope, depth + 1)
        if self._rng.random() < 0.3:
            self._put(depth, self._fill("elif <c>:", scope))
            self._block(scope, depth + 1)
        if self._rng.random() < 0.4:
            self._put(depth, "else:")
            self._block(scope, depth + 1)

    def _for(self, scope: _Scope, depth: int) -> None:
        self._put(depth, self._fill(self._one("loop"), scope))
        self._body(scope, depth)

    def _while(self, scope: _Scope, depth: int) -> None:
        count = self._fresh("left")
        self._put(depth, f"{count} = {self._rng.randrange(1, 4)}")
        self._put(
            depth,
            self._rng.choice([f"while {count}:", f"while {count} > 0 and {self._fill('<c>', scope)}:", "while True:"]),
        )
        self._put(depth + 1, f"{count} -= 1")
        self._put(depth + 1, f"if {count} < 0: break")
        self._body(scope, depth)

    def _body(self, scope: _Scope, depth: int) -> None:
        scope.loops += 1
        self._rng.choice([self._block, self._guarded])(scope, depth + 1)
        scope.loops -= 1
        if self._rng.random() < 0.2:
            self._put(depth, "else:")
            self._block(scope, depth + 1, most=2)

    def _with(self, scope: _Scope, depth: int) -> None:
        if not self._usable("with"):
            self._guarded(scope, depth)
            return
        self._put(depth, self._fill(self._one("with"), scope))
        self._block(scope, depth + 1)

    def _match(self, scope: _Scope, depth: int) -> None:
        self._put(depth, self._fill("match <x>:", scope))
        for pattern in self._rng.sample(self._usable("pattern"), self._rng.randint(1, 3)):
            self._put(depth + 1, self._fill(f"case {pattern}:", scope))
            self._block(scope, depth + 2, most=2)
        if self._rng.random() < 0.5:
            self._put(depth + 1, "case _:")
            self._block(scope, depth + 2, most=2)

    def _call(self, scope: _Scope, depth: int) -> None:
        if not scope.functions:
            self._simple(scope, depth)
            return
        name = self._rng.choice(scope.functions)
        call = self._one(f"call of {name[:3]}").replace("NAME", name)
        self._put(depth, self._fill(call, scope))

    # --- functions ---

    def _function(self, scope: _Scope, depth: int) -> None:
        stem = self._rng.choice(["fun", "fun", "gen", "rec"])
        name = self._fresh(stem)
        if self._rng.random() < 0.3 and stem == "fun" and "traced" in self._features:
            self._put(depth, "@traced")
        inner = self._begin(scope, depth, name, fuel=", fuel=2" if stem == "rec" else "")
        inner.is_generator = stem == "gen"
        if stem == "rec":
            self._put(depth + 1, "if fuel <= 0: return 0")
            self._guarded(inner, depth + 1)
            self._put(depth + 1, self._fill(f"<n> = {name}(<A>, <i>, fuel=fuel - 1)", inner))
        elif stem == "gen":
            self._put(depth + 1, self._fill("<n> = yield <i>", inner))
        self._guarded(inner, depth + 1)
        self._block(inner, depth + 1, most=2)
        if self._rng.random() < 0.7:
            self._put(depth + 1, self._fill("return <x>", inner))
        scope.functions.append(name)

    def _begin(self, scope: _Scope, depth: int, name: str, fuel: str = "") -> _Scope:
        """Put the head of a function and what makes its names; give the scope that it is."""
        more = fuel or self._rng.choice(["", ", more=[]", ", *rest", ", **named"])
        self._put(depth, f"def {name}(a0, n0=1{more}):")
        own, declared = {"a0", "n0"}, set()
        for other in sorted({name for names in scope.writable.values() for name in names} - own):
            chance = self._rng.random()
            if chance < 0.2 and (not scope.is_function or other in scope.own):
                declared.add(other)
            elif chance > 0.85:
                own.add(other)
        for other in sorted(declared):
            self._put(depth + 1, f"{'nonlocal' if scope.is_function else 'global'} {other}")
        for other in sorted(own - {"a0", "n0"}):
            self._put(depth + 1, f"{other} = {self._beginning(other[0], 'a0', 'n0')}")
        found = {kind: sorted(name for name in own | declared if name[0] == kind) for kind in self._kinds}
        readable = {kind: [*dict.fromkeys([*found[kind], *names])] for kind, names in scope.readable.items()}
        writable = {kind: names or [f"{kind}9"] for kind, names in found.items()}  # which is first stored on the way
        return _Scope(readable, writable, list(scope.functions), own, is_function=True)

    def _closure(self, scope: _Scope, depth: int) -> None:
        name = self._fresh("fun")
        inner = self._begin(scope, depth, name)
        self._block(inner, depth + 1, most=3)
        self._put(depth + 1, self._fill("return <x>", inner))
        self._put(depth, self._fill(f"<n> = {name}(<A>)", scope))
        self._put(depth, self._fill(f"<x> if <c> else {name}(<A>, <i>)", scope))
