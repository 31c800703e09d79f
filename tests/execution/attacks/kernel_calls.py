# Tries to call the rarer parts of the kernel by number, where exploits live.
# Allowed: ok
import ctypes
import json

NUMBERS = {
    "x86_64": {
        "bpf": 321,
        "keyctl": 250,
        "memfd_create": 319,
        "open": 2,
        "perf_event_open": 298,
        "process_vm_readv": 310,
        "socket": 41,
        "userfaultfd": 323,
    },
    "aarch64": {
        "bpf": 280,
        "keyctl": 219,
        "memfd_create": 279,
        "perf_event_open": 241,
        "process_vm_readv": 270,
        "socket": 198,
        "userfaultfd": 282,
    },
}
EVERYWHERE = {"clone3": 435, "io_uring_setup": 425, "openat2": 437, "pidfd_getfd": 438, "pidfd_open": 434}
machine = json.loads(input())["machine"]
libc = ctypes.CDLL(None)
for name, number in (NUMBERS[machine] | EVERYWHERE).items():
    if libc.syscall(number, 0, 0, 0, 0, 0, 0) >= 0:
        print("ESCAPED", name)
