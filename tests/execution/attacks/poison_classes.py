# Tries to change the classes that its neighbours use, and those that watch them.
# Allowed: tampered
import collections
import fractions
import json
import random
import sys

collections.Counter.most_common = lambda *_: "ESCAPED"
fractions.Fraction.__add__ = fractions.Fraction.__repr__ = lambda *_: "ESCAPED"
random.Random.randint = lambda *_: 13
json.JSONEncoder.default = lambda *_: "ESCAPED"
json.JSONDecoder.decode = lambda *_: "ESCAPED"
for name, module in list(sys.modules.items()):
    if name.startswith("tracepile"):
        for kind in [item for item in vars(module).values() if isinstance(item, type)]:
            if kind.__module__.startswith("tracepile"):
                for member in ("text", "take", "write", "payload", "reply"):
                    if member in vars(kind):
                        setattr(kind, member, lambda *_: "ESCAPED")
