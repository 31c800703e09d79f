# Tries to pose as a child that could not be confined.
# Allowed: tampered
import os
import struct

frame = b"tracepile ready." + struct.pack("!I", 4) + b"oops"
for descriptor in range(64):
    try:
        os.write(descriptor, frame)
    except OSError:
        pass
