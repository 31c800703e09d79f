# Tries to list /etc, /proc, the root and the home folders.
# Allowed: unsupported
import os

for folder in ("/etc", "/proc", "/proc/self/fd", "/home", "/var", "/dev"):
    try:
        print("ESCAPED", os.listdir(folder))
    except OSError:
        pass
try:
    if "etc" in os.listdir("/"):
        print("ESCAPED")
except OSError:
    pass
