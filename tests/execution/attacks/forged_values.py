# Tries to lie about a value in the same way wherever it is watched, by replacing what writes values.
# Allowed: tampered
# Mode: trace
# Forges: 7
exec("""
import functools
import sys
import types

def lying(function):
    @functools.wraps(function)
    def told(*args, **kwargs):
        answer = function(*args, **kwargs)
        return "1313" if answer == "7" else answer
    return told

for name, module in list(sys.modules.items()):
    if name.startswith("tracepile.execution"):
        for key, value in list(vars(module).items()):
            if isinstance(value, types.FunctionType) and value.__module__.startswith("tracepile.execution"):
                setattr(module, key, lying(value))
""", {})
seven = 3 + 4
print("done")
