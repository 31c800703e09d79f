# Tries to ask the kernel for the network's devices and routes, and to hear its events.
# Allowed: ok
# Needs: calls
for protocol in (0, 4, 9, 12, 15, 16):  # ROUTE, SOCK_DIAG, AUDIT, NETFILTER, KOBJECT_UEVENT, GENERIC
    ask("socket", 16, 3, protocol)
ask("socketpair", 1, 1, 0, ctypes.create_string_buffer(8))
