# Tries to use all memory by asking for a wide text.
# Allowed: memory_limit
for attempt in (lambda: f"{1:>10000000000}", lambda: "%*d" % (2**31 - 1, 1), lambda: "a".ljust(10**10)):
    try:
        attempt()
    except (OverflowError, ValueError):
        pass
