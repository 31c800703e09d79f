# Tries to have signals sent into whatever runs after it: alarms and timers.
# Allowed: ok
# Needs: calls
import signal
import struct

for kind in (0, 1, 2):
    ask("setitimer", kind, struct.pack("4q", 0, 1, 0, 1), None)
ask("alarm", 1)
ask("timer_create", 0, None, ctypes.byref(ctypes.c_int()))
ask("timerfd_create", 0, 0)
signal.alarm(1)  # tells of no failure
for kind in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
    try:
        signal.setitimer(kind, 0.01, 0.01)
        print("ESCAPED")
    except OSError:
        pass
