# Tries to read the packages that are installed beside the interpreter.
# Allowed: unsupported | ok
import os
import sys

for folder in list(sys.path):
    packages = os.path.join(folder, "site-packages")
    if os.path.isdir(packages):
        for folder, _, names in os.walk(packages):
            for name in names:
                print("ESCAPED", open(os.path.join(folder, name), "rb").read(10))
