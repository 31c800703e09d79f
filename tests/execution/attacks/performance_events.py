# Tries to watch the processor's events, also those of the process outside.
# Allowed: ok
# Needs: calls
import struct

attributes = struct.pack("IIQ", 1, 128, 1) + bytes(112)  # a software event: the processor's clock
for process in (0, host["outside"], -1):
    ask("perf_event_open", attributes, process, 0 if process == -1 else -1, -1, 0)
