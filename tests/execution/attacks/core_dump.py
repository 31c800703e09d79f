# Tries to leave an image of its memory on the disk by crashing.
# Allowed: killed
import ctypes
import resource

libc = ctypes.CDLL(None)
libc.prctl(4, 1, 0, 0, 0)
for limit in (resource.RLIM_INFINITY, 2**20):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
        print("ESCAPED")
    except (OSError, ValueError):
        pass
ctypes.memset(8, 0, 1)
