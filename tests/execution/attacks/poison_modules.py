# Tries to change what its neighbours compute with.
# Allowed: tampered
import builtins
import collections
import functools
import heapq
import math
import random
import re
import string
import sys

for module in (builtins, collections, functools, heapq, math, random, re, string):
    for name in dir(module):
        if name[0] != "_":
            setattr(module, name, None)
sys.modules.clear()
sys.path.clear()
sys.setrecursionlimit(60)
sys.set_int_max_str_digits(640)
