# Tries to end the process that neighbours share.
# Allowed: exited
import os

os._exit(0)
