# Tries to slip past the filter with a call of the x32 interface.
# Allowed: killed | ok
import ctypes

libc = ctypes.CDLL(None)
if libc.syscall(0x40000000 | 39) >= 0:
    print("ESCAPED")
