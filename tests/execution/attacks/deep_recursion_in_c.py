# Tries to crash the interpreter by recursion inside its C code: parsers, writers and copiers.
# Allowed: ok
import ast
import copy
import json
import pickle
import re
import sys

sys.setrecursionlimit(2**31 - 1)
nested, mapping = [], {}
for _ in range(20_000):
    nested, mapping = [nested], {"a": mapping}
attempts = (
    lambda: json.loads("[" * 20_000),
    lambda: json.dumps(nested),
    lambda: json.dumps(mapping),
    lambda: pickle.dumps(nested),
    lambda: eval("(" * 1_000 + ")" * 1_000),
    lambda: compile("-" * 5_000 + "1", "x", "eval"),
    lambda: ast.literal_eval("[" * 1_000 + "]" * 1_000),
    lambda: compile("x" + ".x" * 5_000, "x", "eval"),
    lambda: re.compile("(" * 500 + ")" * 500),
    lambda: repr(nested),
    lambda: nested == copy.copy(nested),
)
for attempt in attempts:
    try:
        attempt()
    except (RecursionError, MemoryError, SyntaxError, TypeError, ValueError, OverflowError, re.error):
        pass
