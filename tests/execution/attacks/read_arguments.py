# Tries to read the command line and the first environment of its process, by Python and by memory.
# Allowed: ok
import ctypes
import sys

libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
environment = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
entries, index = [], 0
while environment and environment[index]:
    entries.append(environment[index].decode())
    index += 1
names = {entry.partition("=")[0] for entry in entries}
if libc.getenv(b"SECRET") or libc.getenv(b"HOME") or names - {"PYTHONHASHSEED", "LC_ALL", "TZ", "LD_LIBRARY_PATH"}:
    print("ESCAPED", names)
if sys.argv != ["main.py"] or "SECRET" in str(sys.orig_argv) or "SECRET" in str(sys._xoptions):
    print("ESCAPED", sys.argv)
