# Tries to change the code and the defaults of functions that its neighbours call.
# Allowed: ok
import copy
import fractions
import heapq
import random
import re


def other(*_, **__):
    return "ESCAPED"


for function in (heapq.nsmallest, re.sub, random.Random.randint, copy.deepcopy, fractions.Fraction._add):
    function.__code__ = other.__code__
    function.__defaults__ = function.__kwdefaults__ = None
