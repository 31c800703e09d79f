# Tries to put a liar in the place of what watches it, which it finds frame by frame up the stack.
# Allowed: tampered
# Mode: trace
# Forges: 7
# Needs: lies
seven = 3 + 4
exec(LIE + """
import sys
lie(sys._getframe())
""", {})
print("done")
