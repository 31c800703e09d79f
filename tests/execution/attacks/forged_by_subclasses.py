# Tries to reach the watchers without a module: from `object` down the tree of classes, and through their globals.
# Allowed: tampered
# Mode: trace
# Forges: 7
seven = 3 + 4
exec("""
def below(kind):
    for child in type.__subclasses__(kind):
        yield child
        yield from below(child)

def lying(method):
    return lambda self: eval(repr(method(self)).replace("'7'", "'1313'"))

for kind in list(below(object)):
    if kind.__module__.startswith("tracepile"):
        for method in ("payload", "take", "reply"):
            if method in vars(kind):
                try:
                    setattr(kind, method, lying(vars(kind)[method]))
                except TypeError:
                    pass
        for function in vars(kind).values():
            scope = getattr(function, "__globals__", {})
            if str(scope.get("__name__")).startswith("tracepile"):
                scope["forged"] = True
""", {})
print("done")
