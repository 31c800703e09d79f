# Tries to leave no memory to its neighbours, by hoarding where no module's contents are put back.
# Allowed: ok | memory_limit
import threading

threading.hoard = []
try:
    while True:
        threading.hoard.append(bytearray(2**20))
except MemoryError:
    for _ in range(4):
        threading.hoard.pop()
