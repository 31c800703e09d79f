# Tries to open a file of the host by its handle, past every path (how containers were left once).
# Allowed: ok
# Needs: calls
import struct

mount, handle = ctypes.c_int(), ctypes.create_string_buffer(struct.pack("Ii", 128, 1) + bytes(128))
ask("name_to_handle_at", -100, host["secret"].encode(), handle, ctypes.byref(mount), 0)
for inode in (1, 2, 3):
    handle = ctypes.create_string_buffer(struct.pack("IiII", 8, 1, inode, 0))
    ask("open_by_handle_at", 0, handle, 0)
