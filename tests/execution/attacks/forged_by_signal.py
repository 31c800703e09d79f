# Tries to be given the frame of what runs it by a signal that it sends to itself without the kernel.
# Allowed: ok
# Mode: trace
# Forges: 7
# Needs: lies
seven = 3 + 4
exec(LIE + """
import _thread
import signal

try:
    signal.signal(signal.SIGINT, lambda number, frame: lie(frame))
except OSError:
    pass
_thread.interrupt_main()
""", {})
print("done")
