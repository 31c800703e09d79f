# Tries to sleep for ever by number, deaf to every signal.
# Allowed: time_limit
# Needs: calls
import signal
import struct

signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
libc.syscall(host["calls"]["clock_nanosleep"], 1, 0, struct.pack("qq", 10**9, 0), None)
libc.syscall(host["calls"]["futex"], struct.pack("i", 7), 0, 7, None)
