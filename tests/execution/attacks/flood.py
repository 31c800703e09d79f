# Tries to fill the memory of the process outside through every descriptor but the standard ones.
# Allowed: tampered
import os

while True:
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"x" * 2**16)
        except OSError:
            pass
