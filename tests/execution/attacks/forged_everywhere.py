# Tries to tell the same lie to all that watch it, whichever way they do.
# Allowed: tampered
# Mode: trace
# Forges: 7
# Needs: lies
seven = next(iter({7: 0}))
exec(LIE.replace('== "trace"', 'in ("trace", "witness")') + """
import sys
lie(sys._getframe())
""", {})
print("done")
