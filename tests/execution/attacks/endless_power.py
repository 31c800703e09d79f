# Tries to run for ever inside one multiplication.
# Allowed: time_limit
print(len(str(9**9**9)))
