# Tries to slip past the filter with a call of the 32-bit interface, from machine code.
# Allowed: killed | ok
import ctypes
import json

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
if json.loads(input())["machine"] == "x86_64":  # mov eax, 20 (getpid of i386); int 0x80; ret
    code = bytes.fromhex("b814000000cd80c3")
    memory = libc.mmap(None, ctypes.c_size_t(4096), 7, 0x22, -1, ctypes.c_long(0))
    ctypes.memmove(memory, code, len(code))
    if ctypes.CFUNCTYPE(ctypes.c_int)(memory)() > 0:
        print("ESCAPED")
