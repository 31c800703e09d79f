# Tries to end the process with an instruction that does not exist.
# Allowed: killed
import ctypes
import json

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
code = bytes.fromhex("0f0b" if json.loads(input())["machine"] == "x86_64" else "00000000")
memory = libc.mmap(None, ctypes.c_size_t(4096), 7, 0x22, -1, ctypes.c_long(0))
ctypes.memmove(memory, code, len(code))
ctypes.CFUNCTYPE(None)(memory)()
