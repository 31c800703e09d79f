# Tries to crash the interpreter by freeing and printing a very deep list.
# Allowed: exception RecursionError | killed | memory_limit | time_limit
import sys

sys.setrecursionlimit(2**31 - 1)
nested = []
for _ in range(2_000_000):
    nested = [nested]
print(nested)
