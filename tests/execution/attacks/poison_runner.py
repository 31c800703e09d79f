# Tries to answer for its neighbours by replacing parts of what runs them.
# Allowed: tampered | exited
import sys

for name, module in list(sys.modules.items()):
    if name.startswith(("tracepile", "json", "ast")):
        for item in dir(module):
            if callable(getattr(module, item)) and not isinstance(getattr(module, item), type):
                setattr(module, item, lambda *_, **__: "ESCAPED")
