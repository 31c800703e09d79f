# Tries to reach what watches it through the streams that it is given: their classes and their functions' globals.
# Allowed: tampered
# Mode: trace
# Forges: 7
exec("""
import sys
scopes, seen = [type(sys.stdout).write.__globals__, open.__globals__, type(sys.stdin).take.__globals__], set()
while scopes:
    scope = scopes.pop()
    if id(scope) in seen:
        continue
    seen.add(id(scope))
    for value in list(scope.values()):
        members = vars(value).values() if isinstance(value, type) else (value,)
        for reached in (getattr(member, "__globals__", None) for member in members):
            if reached is not None and str(reached.get("__name__", "")).startswith("tracepile"):
                scopes.append(reached)
        if type(value) is type(sys):
            scopes.append(vars(value))
    for name in list(scope):
        if name in ("shown", "shown_value", "diff", "written", "is_absent") and "tracepile" in str(scope["__name__"]):
            scope[name] = lambda *_, **__: "1313"
""", {"open": open})
seven = 3 + 4
print("done")
