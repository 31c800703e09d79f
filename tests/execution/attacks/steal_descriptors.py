# Tries to take files that other processes have open, and to signal them by descriptor.
# Allowed: ok
# Needs: calls

for process in (libc.getppid(), host["bystander"], host["outside"], 1):
    ask("pidfd_open", process, 0)
for descriptor in range(16):
    ask("pidfd_getfd", descriptor, 3, 0)
    ask("pidfd_send_signal", descriptor, 9, None, 0)
