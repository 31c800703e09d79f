"""What a careful person would not take for a program to trace: told from its syntax tree, without running it.

Only what happens unasked counts. An `open` under `if os.path.exists("input.txt")`, or an import whose failure is
caught, is a look at the surroundings that contest programs take, and the run decides about it.
"""

from __future__ import annotations

import ast
import builtins
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import tree_sitter
import tree_sitter_python

from tracepile.sources.hub.schema import RowError

REASONS = ("language", "process", "network", "files", "threads", "needs_module")
"""Reasons of this module; the first that holds is given."""

_NETWORK_PACKAGES = ("aiohttp", "httpx", "requests", "urllib3", "websockets")
_NETWORK = (
    *("ftplib", "imaplib", "poplib", "smtplib", "socket", "socketserver", "ssl", "webbrowser", "xmlrpc"),
    *("http.client", "http.server", "urllib.request", "asyncio.open_connection", "asyncio.start_server"),
    *_NETWORK_PACKAGES,
)
_PROCESS = (
    *("subprocess", "multiprocessing", "pty", "concurrent.futures.ProcessPoolExecutor"),
    *("asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell"),
    *("os.system", "os.popen", "os.fork", "os.forkpty", "os.kill", "os.posix_spawn", "os.posix_spawnp"),
    *(
        f"os.{family}{kind}"
        for family in ("exec", "spawn")
        for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")
    ),
)
_FILES = (
    *("tempfile", "shutil", "glob", "sqlite3.connect", "shelve", "dbm"),
    *("os.listdir", "os.scandir", "os.walk", "os.remove", "os.unlink", "os.rename", "os.replace"),
    *("os.mkdir", "os.makedirs", "os.rmdir", "os.removedirs"),
)
_OPENING = ("open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "os.open")
_STREAMS = ("/dev/stdin", "/dev/stdout", "/dev/stderr")
_PATH_METHODS = ("read_text", "write_text", "read_bytes", "write_bytes")
_THREADS = ("threading", "_thread", "concurrent.futures.ThreadPoolExecutor")
_THREAD, _STACK_SIZE = "threading.Thread", "threading.stack_size"

_PYTHON_2_NAMES = frozenset(
    ("raw_input", "xrange", "unicode", "basestring", "unichr", "execfile", "long", "reduce", "cmp")
)
_CATCHING = frozenset(
    ("ImportError", "ModuleNotFoundError", "NameError", "OSError", "IOError", "EnvironmentError", "FileNotFoundError")
) | {"Exception", "BaseException"}
"""Exceptions that tell of something absent."""

_REPEATING = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

_GRAMMAR = tree_sitter.Language(tree_sitter_python.language())


class Finding(NamedTuple):
    """Something in a program that speaks against it."""

    reason: str
    line: int
    words: str


def check_code(code: str) -> None:
    """Make sure that nothing in a program's text speaks against running it.

    Text that is neither Python 3 nor Python 2 passes: running it says best what is wrong with it.

    Raises:
        RowError: with a reason of `REASONS`.
    """
    findings = sorted(_findings(code), key=lambda finding: (REASONS.index(finding.reason), finding.line))
    if findings:
        reason, line, words = findings[0]
        raise RowError(reason, f"line {line}: {words}")


@lru_cache(maxsize=8)  # schemas that look into a program ask once more than the reader does
def _findings(code: str) -> tuple[Finding, ...]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as err:
        line = _python_2_line(code, err)
        return () if line is None else (Finding("language", line, f"the program is Python 2 ({err})"),)
    visitor = _Visitor(module)
    try:
        visitor.visit(module)
    except RecursionError:
        return ()  # too deep to be looked at; the run has its own limits
    return tuple(visitor.findings)


def _python_2_line(code: str, error: BaseException) -> int | None:
    """Give the line of the first thing that only Python 2 has, None where there is none."""
    if isinstance(error, TabError):
        return error.lineno or 1
    text = code.encode("utf-8", "replace")
    nodes = [tree_sitter.Parser(_GRAMMAR).parse(text).root_node]
    lines = []
    while nodes:
        node = nodes.pop()
        test = _PYTHON_2_SYNTAX.get(node.type)
        if test is not None and test(node):
            lines.append(node.start_point[0] + 1)
        nodes.extend(node.children)
    return min(lines, default=None)


def _holds(kind: str) -> Callable[[tree_sitter.Node], bool]:
    return lambda node: any(child.type == kind for child in node.children)


def _is_old_number(node: tree_sitter.Node) -> bool:
    digits = (node.text or b"").decode("utf-8", "replace")
    return digits[-1:] in "lL" or (digits[:1] == "0" and digits.isdigit() and digits.strip("0") != "")


_PYTHON_2_SYNTAX: dict[str, Callable[[tree_sitter.Node], bool]] = {
    "print_statement": lambda node: True,
    "exec_statement": lambda node: True,
    "except_clause": _holds(","),
    "raise_statement": _holds("expression_list"),
    "comparison_operator": _holds("<>"),
    "integer": _is_old_number,
    "string_start": lambda node: node.text == b"`",
}


class _Visitor(ast.NodeVisitor):
    """Collects what speaks against a program, outside of what only happens on a condition."""

    def __init__(self, module: ast.Module) -> None:
        self.findings: list[Finding] = []
        self._guards = 0
        self._repeating = 0
        self._threads = 0
        self._origins: dict[str, str] = {}
        self._bound: set[str] = set()
        self._stars = False
        for node in ast.walk(module):
            self._bind(node)

    def _bind(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                self._origins[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                self._stars = self._stars or alias.name == "*"
                self._origins[alias.asname or alias.name] = f"{node.module or ''}.{alias.name}"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            self._bound.add(node.id)
        elif isinstance(node, ast.arg):
            self._bound.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self._bound.add(node.name)

    def _found(self, reason: str, node: ast.expr | ast.stmt, words: str) -> None:
        if not self._guards:
            self.findings.append(Finding(reason, node.lineno, words))

    def _under_guard(self, nodes: Sequence[ast.AST]) -> None:
        self._guards += 1
        self._visit_all(nodes)
        self._guards -= 1

    def _visit_all(self, nodes: Sequence[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        if _is_always_true(node.test):
            self._visit_all(node.body)
        else:
            self._under_guard(node.body)
        self._under_guard(node.orelse)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.visit(node.test)
        self._under_guard([node.body, node.orelse])

    def visit_Try(self, node: ast.Try) -> None:
        if any(map(_catches_absence, node.handlers)):
            self._under_guard([*node.body, *node.orelse])
        else:
            self._visit_all([*node.body, *node.orelse])
        self._under_guard(node.handlers)
        self._visit_all(node.finalbody)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._check_module(alias.name, node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.level:
            self._found("needs_module", node, "a relative import, which needs the package around the program")
        else:
            self._check_module(node.module or "", node)
            if any(alias.name == "*" for alias in node.names):
                self._check_use(f"{node.module}.*", node)

    def _check_module(self, name: str, node: ast.expr | ast.stmt) -> None:
        root = name.partition(".")[0]
        if root in _NETWORK_PACKAGES:
            self._found("network", node, f"{root} is imported")
        elif root not in sys.stdlib_module_names and root != "__main__":
            self._found("needs_module", node, f"{root} is not in the standard library")

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.RShift) and isinstance(node.left, ast.Name) and node.left.id == "print":
            self._found("language", node, "`print >>` is Python 2")
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        self._use(node)
        if node.id in _PYTHON_2_NAMES and not (self._stars or node.id in self._bound or node.id in self._origins):
            self._found("language", node, f"{node.id} is a name of Python 2")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if not self._use(node):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = self._origin(node.func)
        if called in _OPENING and node.args and not self._is_stream(node.args[0]):
            self._found("files", node, f"{called}({ast.unparse(node.args[0])[:60]}) opens a file")
        elif (
            isinstance(node.func, ast.Attribute)
            and node.func.attr in _PATH_METHODS
            and "pathlib" in {origin.partition(".")[0] for origin in self._origins.values()}
        ):
            self._found("files", node, f"{node.func.attr} reads or writes a file")
        elif called in ("__import__", "importlib.import_module") and node.args:
            module = _constant_text(node.args[0])
            if module is not None:
                self._check_module(module, node)
        if called == _THREAD:
            self._threads += 1
            if self._repeating or self._threads > 1 or not any(word.arg == "target" for word in node.keywords):
                self._found("threads", node, "more than one thread for the whole program")
            self._visit_all([*node.args, *node.keywords])
        else:
            self.generic_visit(node)

    def visit(self, node: ast.AST) -> None:
        """Visit a node, knowing whether it is repeated."""
        repeating = isinstance(node, _REPEATING)
        self._repeating += repeating
        super().visit(node)
        self._repeating -= repeating

    def _use(self, node: ast.Name | ast.Attribute) -> bool:
        """Note the use of something that another file, program, thread or machine stands behind."""
        origin = self._origin(node)
        if origin is not None:
            self._check_use(origin, node)
        return origin is not None

    def _check_use(self, origin: str, node: ast.expr | ast.stmt) -> None:
        for reason, names, words in (
            ("process", _PROCESS, "starts or stops processes"),
            ("network", _NETWORK, "uses the network"),
            ("files", _FILES, "works with files"),
            ("threads", _THREADS, "works with threads"),
        ):
            if any(origin == name or origin.startswith(f"{name}.") for name in names) and origin != _STACK_SIZE:
                self._found(reason, node, f"{origin} {words}")

    def _origin(self, node: ast.expr) -> str | None:
        """Give the full name of what is meant, such as `os.path.exists`; None where that cannot be told."""
        if isinstance(node, ast.Name):
            if node.id in self._origins:
                return self._origins[node.id]
            return node.id if node.id not in self._bound and hasattr(builtins, node.id) else None
        if isinstance(node, ast.Attribute):
            inner = self._origin(node.value)
            return None if inner is None else f"{inner}.{node.attr}"
        if isinstance(node, ast.Call) and node.args and self._origin(node.func) == "__import__":
            return _constant_text(node.args[0])
        return None

    def _is_stream(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Constant):
            return isinstance(node.value, int) or node.value in _STREAMS
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fileno"


def _constant_text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_always_true(test: ast.expr) -> bool:
    if isinstance(test, ast.Constant):
        return bool(test.value)
    return any(isinstance(part, ast.Name) and part.id == "__name__" for part in ast.iter_child_nodes(test))


def _catches_absence(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or bool(_CATCHING & set(_names(handler.type)))


def _names(node: ast.expr) -> Iterator[str]:
    return (part.id for part in ast.walk(node) if isinstance(part, ast.Name))
