# Tries to print one thing while its steps are written down and another while its output is checked.
# Allowed: ok
# Mode: trace
# Forges: 7
import sys

seven = 3 + 4
if sys.gettrace() is not None:
    seven = 1313
print(seven)
