# Tries to run for ever inside one match of a regular expression.
# Allowed: time_limit
import re

print(re.match("(a+)+$", "a" * 60 + "b"))
