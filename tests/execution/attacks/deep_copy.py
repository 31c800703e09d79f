# Tries to crash the interpreter by copying a very deep structure with no limit to recursion.
# Allowed: killed | memory_limit | time_limit | exception RecursionError
import copy
import sys

sys.setrecursionlimit(2**31 - 1)
nested = []
for _ in range(1_000_000):
    nested = [nested]
copy.deepcopy(nested)
