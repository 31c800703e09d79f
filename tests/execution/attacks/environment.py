# Tries to read the environment of the process outside.
# Allowed: unsupported
import os

try:
    raw = open("/proc/self/environ").read()
except OSError:
    raw = ""
if "SECRET" in str(os.environ) + raw or "HOME" in os.environ:
    print("ESCAPED")
