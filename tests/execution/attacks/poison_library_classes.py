# Tries to change the classes of the standard library that its neighbours use.
# Allowed: ok
import collections
import fractions
import random
import re

collections.Counter.most_common = lambda *_: "ESCAPED"
collections.Counter.__missing__ = lambda *_: 13
fractions.Fraction.__add__ = fractions.Fraction.__repr__ = lambda *_: "ESCAPED"
fractions.Fraction.numerator = 13
random.Random.randint = lambda *_: 13
random.Random.shuffle = lambda *_: None
re.Scanner.scan = None
