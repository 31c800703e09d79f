# Tries to write a file on the host, next to the secret, in /tmp and here.
# Allowed: unsupported
import json
import os

host = json.loads(input())
for folder in (host["folder"], "/tmp", "/dev/shm", ".", os.path.dirname(os.__file__)):
    for mode in ("w", "a", "x", "r+"):
        try:
            open(os.path.join(folder, "escaped.txt"), mode)
        except OSError:
            continue
        print("ESCAPED", folder, mode)
for change in (os.unlink, os.rmdir, os.mkdir, os.mkfifo):
    try:
        change(host["secret"])
    except OSError:
        continue
    print("ESCAPED", change)
