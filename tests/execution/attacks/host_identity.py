# Tries to find out which machine it is on: its name, its devices, its memory, its load.
# Allowed: ok
# Needs: calls
room = ctypes.create_string_buffer(1024)
ask("uname", room)
ask("sysinfo", room)
ask("getcpu", room, room, None)
ask("statfs", b"/", room)
ask("sched_getaffinity", 0, 128, room)
ask("getgroups", 0, None)
ask("getxattr", host["secret"].encode(), b"user.x", room, 8)
ask("getsockname", 3, room, room)
