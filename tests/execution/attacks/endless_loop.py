# Tries to run for ever in Python.
# Allowed: time_limit
while True:
    pass
