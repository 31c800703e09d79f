# Tries to open the secret through openat2 and its flags for resolving paths.
# Allowed: ok
# Needs: calls
import struct

for resolve in (0, 0x01, 0x02, 0x04, 0x08, 0x10, 0x20):  # NO_XDEV, NO_MAGICLINKS, NO_SYMLINKS, BENEATH, IN_ROOT, CACHED
    how = struct.pack("QQQ", 0, 0, resolve)
    ask("openat2", -100, host["secret"].encode(), how, len(how))
    ask("openat2", -100, f"/proc/{host['outside']}/root{host['secret']}".encode(), how, len(how))
