# Tries to use all memory and to go on after the error, holding what it has.
# Allowed: ok | memory_limit | time_limit
hoard = []
for size in (2**24, 2**16, 2**10):
    try:
        while True:
            hoard.append(bytearray(size))
    except MemoryError:
        pass
