# Tries to use all memory bit by bit.
# Allowed: memory_limit
hoard = []
while True:
    hoard.append(bytearray(2**20))
