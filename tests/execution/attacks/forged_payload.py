# Tries to give events of its own through the method that every watcher has for giving them.
# Allowed: tampered
# Mode: trace
# Forges: 7
seven = 3 + 4
exec("""
import json
import sys

def lying(method):
    return lambda self: json.loads(json.dumps(method(self)).replace('"7"', '"1313"'))

for name, module in list(sys.modules.items()):
    if name.startswith("tracepile.execution"):
        for kind in [item for item in vars(module).values() if isinstance(item, type)]:
            for method in ("payload", "reply", "lines"):
                if callable(vars(kind).get(method)):
                    try:
                        setattr(kind, method, lying(getattr(kind, method)))
                    except TypeError:
                        pass
        if callable(getattr(module, "run", None)):
            module.run = module.run
            module.forged = True
""", {})
print("done")
