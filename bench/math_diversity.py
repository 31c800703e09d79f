"""How many math programs differ once their names are made uniform, and how many differ in structure.

    python bench/math_diversity.py [programs] [seed]

Two programs are *equal but for names* where a consistent renaming of what they bind turns one into the other, and
have one *structure* where they are also equal after every literal is erased, a list of literals as a whole. Prints
the total, both shares over everything, and both for each family, lowest structure first.
"""

from __future__ import annotations

import ast
import hashlib
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import Progress

from tracepile.sources.math import FAMILIES, math_programs


class _Renamed(ast.NodeTransformer):
    """Names in order of appearance; what a program does not bind, such as a builtin, keeps its name."""

    def __init__(self, module: ast.Module) -> None:
        imported = {
            alias.asname or alias.name
            for node in ast.walk(module)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        stored = {
            node.id for node in ast.walk(module) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        functions = {node.name for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
        parameters = {node.arg for node in ast.walk(module) if isinstance(node, ast.arg)}
        self._bound = (stored | functions | parameters) - imported
        self._names: dict[str, str] = {}

    def _name(self, name: str) -> str:
        return self._names.setdefault(name, f"v{len(self._names)}") if name in self._bound else name

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._name(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(self._name(node.arg))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self._name(node.name)
        return self.generic_visit(node)


class _Erased(ast.NodeTransformer):
    """Every literal becomes one of its type, and a list, tuple, set or dict of literals one of nothing else."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant(type(node.value).__name__)

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
            try:
                ast.literal_eval(node)
            except ValueError:
                return self.generic_visit(node)
            return ast.Constant(type(node).__name__)
        result: ast.AST = super().visit(node)
        return result


def keys(code: str) -> tuple[bytes, bytes]:
    """Give a program's key up to names, and its key up to names and literals."""
    tree = ast.parse(code)
    renamed = _Renamed(tree).visit(tree)
    up_to_names = ast.dump(renamed)
    structure = ast.dump(_Erased().visit(renamed))
    return hashlib.sha256(up_to_names.encode()).digest(), hashlib.sha256(structure.encode()).digest()


@dataclass
class Tally:
    """What has been seen of one family, or of all."""

    total: int = 0
    renamed: set[bytes] = field(default_factory=set)
    structures: set[bytes] = field(default_factory=set)

    def add(self, up_to_names: bytes, structure: bytes) -> None:
        """Count one program."""
        self.total += 1
        self.renamed.add(up_to_names)
        self.structures.add(structure)

    def row(self, name: str) -> str:
        """Give the figures on one line."""
        shares = (100 * len(kept) / self.total if self.total else 0.0 for kept in (self.renamed, self.structures))
        renamed, structures = shares
        counts = f"{self.total:9}{len(self.renamed):10}{renamed:9.1f}%{len(self.structures):12}{structures:9.1f}%"
        return f"{name:28}{counts}"


def measure(seed: str, programs: int) -> tuple[Tally, dict[str, Tally]]:
    """Draw the programs and tally them; a bar on the terminal shows how far it is."""
    everything, families = Tally(), defaultdict[str, Tally](Tally)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for item in progress.track(math_programs(seed, programs), total=programs, description="programs"):
            up_to_names, structure = keys(item.program.code)
            everything.add(up_to_names, structure)
            families[item.program.source.removeprefix("math/")].add(up_to_names, structure)
    return everything, families


def main(arguments: Sequence[str] = tuple(sys.argv[1:])) -> None:
    """Measure and print."""
    programs = int(arguments[0]) if arguments else 10_000
    seed = arguments[1] if len(arguments) > 1 else "diversity"
    everything, families = measure(seed, programs)
    lines = [f"{'':28}{'programs':>9}{'distinct but for names':>20}{'structures':>22}", everything.row("all")]
    ordered = sorted(FAMILIES, key=lambda name: len(families[name].structures) / max(1, families[name].total))
    lines += [families[name].row(name) for name in ordered]
    if everything.total < programs:
        lines.append(f"{programs - everything.total} programs did not come: a family has run dry")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
