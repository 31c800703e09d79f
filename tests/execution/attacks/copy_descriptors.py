# Tries to copy, pass on, splice and reconfigure the descriptors that it has.
# Allowed: ok
# Needs: calls
import struct

room = ctypes.create_string_buffer(64)
for descriptor in range(8):
    ask("dup", descriptor)
    ask("dup2", descriptor, 9)
    ask("dup3", descriptor, 9, 0)
    ask("fcntl", descriptor, 1, 0)
    ask("fcntl", descriptor, 4, 0o4000)
    ask("sendfile", descriptor, descriptor, None, 64)
    ask("splice", descriptor, None, descriptor, None, 64, 0)
    ask("tee", descriptor, descriptor, 64, 0)
    ask("sendmsg", descriptor, struct.pack("7Q", 0, 0, 0, 0, 0, 0, 0), 0)
    ask("recvmsg", descriptor, struct.pack("7Q", 0, 0, 0, 0, 0, 0, 0), 0)
    ask("shutdown", descriptor, 2)
    ask("setsockopt", descriptor, 1, 16, room, 4)
    ask("flock", descriptor, 2)
    ask("ftruncate", descriptor, 0)
    ask("fsync", descriptor)
    ask("pwrite64", descriptor, b"x", 1, 0)
ask("pipe2", room, 0)
ask("eventfd2", 0, 0)
ask("close_range", 0, 64, 0)
