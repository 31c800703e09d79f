# Tries to crash the interpreter by recursion that no limit stops.
# Allowed: exception RecursionError | killed | memory_limit | time_limit
import sys

sys.setrecursionlimit(2**31 - 1)


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")


def dig(depth):
    return [dig(depth + 1)]


try:
    Deep().x
except RecursionError:
    pass
dig(0)
