# Tries to kill the parent, the process group, process 1, a bystander and everything.
# Allowed: unsupported
import json
import os
import signal

host = json.loads(input())
for target in (host["bystander"], host["outside"], os.getppid(), 1, 0, -1):
    for kind in (signal.SIGKILL, signal.SIGSTOP):
        try:
            os.kill(target, kind)
        except OSError:
            continue
        print("ESCAPED", target)
try:
    os.killpg(os.getpgrp(), signal.SIGKILL)
except OSError:
    pass
try:
    descriptor = os.pidfd_open(host["bystander"])
    signal.pidfd_send_signal(descriptor, signal.SIGKILL)
    print("ESCAPED")
except OSError:
    pass
