# Tries to enter the namespaces of other processes.
# Allowed: ok
# Needs: calls
ask("setns", 0, 0)
for kind in ("mnt", "net", "pid", "user"):
    for process in (1, host["outside"]):
        if (opened := libc.syscall(host["calls"]["openat"], -100, f"/proc/{process}/ns/{kind}".encode(), 0)) >= 0:
            print("ESCAPED", kind, process, opened)
for descriptor in range(16):
    ask("setns", descriptor, 0x2000_0000)
