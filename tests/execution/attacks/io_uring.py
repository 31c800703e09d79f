# Tries to have the kernel read, write and connect for it through io_uring, which filters do not see.
# Allowed: ok
# Needs: calls
parameters = ctypes.create_string_buffer(120)
ask("io_uring_setup", 8, parameters)
ask("io_uring_register", 3, 0, None, 0)
ask("io_uring_enter", 3, 1, 1, 1, None, 0)
ask("io_setup", 8, ctypes.byref(ctypes.c_ulong()))
