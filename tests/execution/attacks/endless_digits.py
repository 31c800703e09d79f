# Tries to run for ever while one number becomes text.
# Allowed: time_limit
import sys

sys.set_int_max_str_digits(0)
print(len(str((1 << 60_000_000) + 1)))
