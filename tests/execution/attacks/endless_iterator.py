# Tries to run for ever inside a sum without end, where no line is executed.
# Allowed: time_limit
import itertools

print(sum(itertools.repeat(1)))
