"""Small data sets for the tests of the hub."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tracepile.records import Reject
from tracepile.sources.hub import read_programs
from tracepile.sources.sourced import SourcedProgram

GCD = "def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n"
DOUBLE = "print(int(input()) * 2)\n"

FUNCTION = {"code": GCD, "entry_point": "gcd", "calls": ["gcd(48, 18)", "gcd(7, 0)"], "outputs": [6, 7]}
PROGRAM = {"code": DOUBLE, "inputs": ["4\n", "-1\n"], "outputs": ["8\n", None], "statement": "Double a number."}
CODEIO = {
    "problem_description": "Find the greatest common divisor.",
    "io_requirements": "a and b are numbers",
    "refcode": GCD,
    "funcname": "gcd",
    "ios": [{"input": {"a": 48, "b": 18}, "output": 6}, {"input": {"a": 9, "b": 6}, "output": 3}],
    "category": "math",
    "meta": {},
}
GENERATOR = "def generate_inputs(rng: Random) -> dict:\n    return {'n': rng.randint(1, 9)}\n"
GYM = {
    "task_description": "Double a number.",
    "input_output_spec": "Input: n (int)",
    "code_sample": "def main_solution(n):\n    return n * 2\n",
    "input_generator": GENERATOR,
}
WORD_PROBLEM = {
    "input": "Two bags of 3 apples each. How many apples?",
    "code": "def solution():\n    return 2 * 3\n",
    "target": 6.0,
}
OPEN_MATH = {
    "question": "Two bags of 3 apples each. How many apples?",
    "generated_solution": "Count them.\n<llm-code>\nbags = 2\nbags * 3\n</llm-code>\n"
    "<llm-code-output>\n6\n</llm-code-output>\nThere are \\boxed{6} apples.",
    "expected_answer": "6",
    "predicted_answer": "6",
    "error_message": "",
    "is_correct": True,
    "dataset": "gsm8k",
    "generation_type": "without_reference_solution",
}
SUBMISSION = {
    "code": DOUBLE,
    "verdict": "OK",
    "programmingLanguage": "PyPy 3-64",
    "test_cases": [{"input": "4\n", "output": "8\n"}, {"input": "5\n", "output": "10\n"}],
    "problem-description": "Double a number.",
    "contestId": 7,
    "index": "A",
}
COTS = {
    "id": "7/A",
    "description": "Double a number.",
    "generation": "<think>\n```python\nprint(0)\n```\n</think>\nSo:\n\n```python\nprint(int(input()) * 2)\n```\n",
    "examples": [{"input": "4\n", "output": "8\n"}],
    "official_tests": [{"input": "5\n", "output": "10\n"}],
    "official_tests_complete": True,
    "interaction_format": None,
    "generated_checker": None,
    "input_mode": "stdio",
}
CONTEST = {
    "name": "7_A. Double",
    "description": "Double a number.",
    "public_tests": {"input": ["4\n"], "output": ["8\n"]},
    "private_tests": {"input": ["5\n"], "output": ["10\n"]},
    "generated_tests": {"input": [], "output": []},
    "solutions": {"language": [2, 3, 1, 3], "solution": ["int main() {}", DOUBLE, "print 1", "print(2*int(input()))"]},
    "incorrect_solutions": {"language": [3], "solution": ["print(1)"]},
    "input_file": "",
    "output_file": "",
}
TACO = {
    "question": "Double a number.",
    "solutions": json.dumps([DOUBLE, "print(2 * int(input()))\n"]),
    "input_output": json.dumps({"inputs": ["4\n", "5\n"], "outputs": ["8\n", "10\n"]}),
    "starter_code": "",
    "difficulty": "EASY",
    "source": "codechef",
}
CRUX = {"code": "def f(a, b):\n    return (a, b)\n", "input": "'x', [1]", "output": "('x', [1])", "id": "sample_0"}
LIVE = {
    "question_id": 2777,
    "id": "sample_0",
    "function_name": "add",
    "code": "def add(a: int, b: int) -> int:\n    return a + b\n",
    "input": "add(a = 1, b = 2)",
    "output": "3",
}
CLRS = {"question": "insertion_sort:\nkey: [3 1 2]\n", "answer": "[1 2 3]", "algo_name": "insertion_sort", "length": 3}
MODULE = '''
def double(n):
    """Double a number.

    >>> double(4)
    8
    >>> double(2) + 1
    5
    """
    return n * 2
'''

GOOD: dict[str, dict[str, Any]] = {
    "functions": FUNCTION,
    "stdio": PROGRAM,
    "codeio": CODEIO,
    "reasoning-gym": GYM,
    "math": WORD_PROBLEM,
    "openmathinstruct-1": OPEN_MATH,
    "codeforces": SUBMISSION,
    "code-contests": CONTEST,
    "taco": TACO,
    "cruxeval": CRUX,
    "livecodebench-execution": LIVE,
    "clrs-text": CLRS,
    "doctests": {"path": "double.py", "code": MODULE},
}
"""A row of each schema."""


def jsonl(path: Path, rows: Iterable[object]) -> Path:
    """Write rows as JSON Lines; a text is a line as it stands."""
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def programs(path: Path | str, schema: str, **options: Any) -> list[SourcedProgram]:
    """Read a data set in which nothing may be rejected."""
    found = list(read_programs(path, schema, **options))
    assert not [item for item in found if isinstance(item, Reject)]
    return [item for item in found if isinstance(item, SourcedProgram)]


def read_one(folder: Path, schema: str, row: object) -> list[SourcedProgram | Reject]:
    """Read a data set of one row."""
    return list(read_programs(jsonl(folder / "mine.jsonl", [row]), schema))


def reasons(items: Iterable[SourcedProgram | Reject]) -> list[str]:
    """Give the reasons of the rejects."""
    return [item.reason for item in items if isinstance(item, Reject)]
