# Tries to leave its neighbours without garbage collection, and its garbage with them.
# Allowed: ok
import gc

gc.disable()
gc.set_threshold(0)
gc.set_debug(gc.DEBUG_SAVEALL)
for _ in range(1000):
    ring = [bytearray(1000)]
    ring.append(ring)
gc.freeze()
