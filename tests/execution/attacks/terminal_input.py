# Tries to type into the terminal of whoever started it, and to control devices.
# Allowed: ok
# Needs: calls
room = ctypes.create_string_buffer(b"x", 64)
for descriptor in range(16):
    for request in (0x5412, 0x5401, 0x5413, 0x540E, 0x541B, 0x5421, 0x4020940D):
        ask("ioctl", descriptor, request, room)
for path in (b"/dev/tty", b"/dev/console", b"/dev/mem", b"/dev/kmsg", b"/dev/sda", b"/dev/fuse", b"/dev/null"):
    for flags in (0, 2):
        if libc.syscall(host["calls"]["openat"], -100, path, flags) >= 0:
            print("ESCAPED", path, flags)
