# Tries to take the processor for itself and from others.
# Allowed: ok
# Needs: calls

for process in (0, libc.getppid(), host["bystander"], host["outside"]):
    for policy in (1, 2, 3, 5, 6):
        ask("sched_setscheduler", process, policy, ctypes.byref(ctypes.c_int(1)))
    ask("setpriority", 0, process, -20)
    ask("setpriority", 0, process, 19)
    ask("sched_setaffinity", process, 8, (1).to_bytes(8, "little"))
    ask("ioprio_set", 1, process, 1 << 13)
ask("membarrier", 1, 0, 0)
