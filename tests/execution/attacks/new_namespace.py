# Tries to make namespaces of its own, in which it would be root, and processes in every way there is.
# Allowed: ok
# Needs: calls
import struct

SIGCHLD = 17
for flag in (0x80, 0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
    ask("unshare", flag)
    ask("clone", flag | SIGCHLD, 0, 0, 0, 0)
    ask("clone3", struct.pack("11Q", flag, 0, 0, 0, SIGCHLD, 0, 0, 0, 0, 0, 0), 88)
ask("fork")
ask("vfork")
