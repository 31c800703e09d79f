# Tries to multiply without end.
# Allowed: unsupported
import os

while True:
    os.fork()
    print("ESCAPED")
