# Tries to ask the kernel from machine code of its own, with no library in between.
# Allowed: ok
# Needs: calls
import struct

libc.mmap.restype = ctypes.c_void_p
memory = libc.mmap(None, ctypes.c_size_t(4096), 7, 0x22, -1, ctypes.c_long(0))
if memory == ctypes.c_void_p(-1).value:  # no memory that may be both written and run
    raise SystemExit
for name in ("socket", "execve", "ptrace", "unshare", "clone", "bpf"):
    number = host["calls"][name]
    if host["machine"] == "x86_64":  # mov eax, number; xor edi, edi; xor esi, esi; xor edx, edx; syscall; ret
        code = b"\xb8" + struct.pack("<I", number) + bytes.fromhex("31ff31f631d20f05c3")
    else:  # movz x8, number; mov x0, xzr; mov x1, xzr; mov x2, xzr; svc 0; ret
        words = (0xD2800008 | number << 5, 0xAA1F03E0, 0xAA1F03E1, 0xAA1F03E2, 0xD4000001, 0xD65F03C0)
        code = struct.pack("<6I", *words)
    ctypes.memmove(memory, code, len(code))
    if (result := ctypes.CFUNCTYPE(ctypes.c_long)(memory)()) != -errno.EPERM:
        print("ESCAPED", name, result)
