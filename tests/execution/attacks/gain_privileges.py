# Tries to become root, and to unshare, mount, chroot and attach to other processes.
# Allowed: ok
import ctypes
import os

CLONE_NEWUSER = 0x10000000
libc = ctypes.CDLL(None)
for change in (
    lambda: os.setuid(0),
    lambda: os.setgid(0),
    lambda: os.setgroups([0]),
    lambda: os.chroot("/"),
    lambda: os.unshare(CLONE_NEWUSER),
):
    try:
        change()
    except OSError:
        continue
    print("ESCAPED")
for name, result in {
    "ptrace": libc.ptrace(16, libc.getppid(), None, None),
    "unshare": libc.unshare(CLONE_NEWUSER),
    "mount": libc.mount(b"tmpfs", b"/", b"tmpfs", 0, None),
    "umount": libc.umount2(b"/", 2),
    "no_new_privs": libc.prctl(38, 0, 0, 0, 0, 0),
    "dumpable": libc.prctl(4, 1, 0, 0, 0, 0),
}.items():
    if result >= 0:
        print("ESCAPED", name)
