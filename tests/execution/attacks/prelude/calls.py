import ctypes
import errno
import json

host = json.loads(input())
libc = ctypes.CDLL(None, use_errno=True)


def ask(name, *arguments):
    """Ask the kernel by number; it must be turned away before the kernel's own code looks at the arguments."""
    if name not in host["calls"]:  # this kind of machine has no such call
        return
    words = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(host["calls"][name]), *words)
    if result != -1 or ctypes.get_errno() != errno.EPERM:
        print("ESCAPED", name, result, errno.errorcode.get(ctypes.get_errno()))


