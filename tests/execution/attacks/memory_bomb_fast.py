# Tries to use all memory at once.
# Allowed: memory_limit
print(len("a" * 10**13))
