# Tries to find the secret of the host in its own memory, left over from the process it was made by.
# Allowed: ok
import ctypes
import json

host = json.loads(input())
needle = bytes(reversed(host["reversed"].encode()))
libc = ctypes.CDLL(None)
stack = ctypes.addressof(ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ").contents)
page = stack & ~0xFFF
if needle in ctypes.string_at(page, 4096):
    print("ESCAPED")
