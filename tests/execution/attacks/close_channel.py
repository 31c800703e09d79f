# Tries to close every descriptor and to go on unseen.
# Allowed: tampered
import os

os.closerange(0, 64)
while True:
    pass
