# Tries to find what watches it among all objects that the collector knows.
# Allowed: unsupported | tampered
# Mode: trace
# Forges: 7
# Needs: lies
seven = 3 + 4
exec(LIE + """
import gc
for found in gc.get_objects():
    if type(found).__module__.startswith("tracepile") and getattr(found, "mode", "") == "trace":
        found.watcher = Lying(found.watcher)
""", {})
print("done")
