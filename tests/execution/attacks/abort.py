# Tries to end the process with SIGABRT.
# Allowed: killed
import os

os.abort()
