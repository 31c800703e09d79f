# Tries to change what was already written down, through the trace function that the interpreter calls.
# Allowed: ok
# Mode: trace
# Forges: 7
seven = 3 + 4
exec("""
import sys
tracer = getattr(sys.gettrace(), "__self__", None)
for name in ("_rows", "rows", "events"):
    for row in getattr(tracer, name, ()):
        row.changes = [(path, before, "1313", how, number) for path, before, _, how, number in row.changes]
""", {})
print("done")
