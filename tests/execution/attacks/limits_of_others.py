# Tries to lower the limits of the process outside and to raise its own, by number.
# Allowed: ok
# Needs: calls
import struct

for process in (0, host["outside"], host["bystander"], 1):
    for kind in range(16):
        ask("prlimit64", process, kind, struct.pack("QQ", 0, 0), None)
ask("setrlimit", 9, struct.pack("QQ", 2**64 - 1, 2**64 - 1))
