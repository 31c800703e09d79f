# Tries to switch the tracer off for some of its lines alone, and to put it back as if nothing had been.
# Allowed: tampered
# Mode: trace
# Forges: 7 1313 7
import sys

trace = sys.gettrace()
sys.settrace(None)
seven = 3 + 4
seven = 1313
seven = 3 + 4
sys.settrace(trace)
print("done")
