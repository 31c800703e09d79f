# Tries to have the standard library fetch the frames of what runs it.
# Allowed: tampered
# Mode: trace
# Forges: 7
# Needs: lies
seven = 3 + 4
exec(LIE + """
import inspect
import sys
import traceback
for info in inspect.stack(0):
    lie(info.frame)
for frame, line in traceback.walk_stack(None):
    lie(frame)
for frame in sys._current_frames().values():
    lie(frame)
""", {})
print("done")
