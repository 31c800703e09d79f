# Tries to fill the memory of the process outside with one printed value.
# Allowed: output_limit | memory_limit
print("[" + "1, " * 5_000_000 + "]")
