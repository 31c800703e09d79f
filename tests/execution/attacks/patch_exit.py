# Tries to outlive its batch by taking away the function that ends the process.
# Allowed: ok
import os
import sys

os._exit = sys.exit = lambda *_: None
