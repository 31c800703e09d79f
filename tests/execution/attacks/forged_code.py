# Tries to lie by giving other code to the functions that watch it, under their old names.
# Allowed: tampered
# Mode: trace
# Forges: 7
exec("""
import sys
import types

def other(*_, **__):
    return "1313"

for name, module in list(sys.modules.items()):
    if name.startswith("tracepile.execution"):
        for value in list(vars(module).values()):
            if isinstance(value, types.FunctionType) and value.__name__ in ("shown", "shown_value", "render_value"):
                value.__code__ = other.__code__
                value.__defaults__ = value.__kwdefaults__ = None
""", {})
seven = 3 + 4
print("done")
