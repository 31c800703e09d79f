# Tries to leave wrong functions behind that claim to be equal to the right ones when they are compared.
# Allowed: ok
import bisect
import heapq
import math


class Equal:
    def __eq__(self, other):
        return True

    __hash__ = None

    def __call__(self, *_, **__):
        return 13


for module in (bisect, heapq, math):
    for name in list(vars(module)):
        if name[0] != "_":
            setattr(module, name, Equal())
