# Tries to reach a server whose unix address is no file.
# Allowed: ok
# Needs: calls
import struct

for kind in (1, 2, 5):
    ask("socket", 1, kind, 0)
address = struct.pack("H", 1) + b"\0" + host["abstract"].encode()
for descriptor in range(16):  # also on whatever socket is open
    ask("connect", descriptor, address, len(address))
    ask("sendto", descriptor, b"out", 3, 0, address, len(address))
