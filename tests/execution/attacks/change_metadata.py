# Tries to change modes, owners, times, sizes and attributes of the secret, of its folder and of the library.
# Allowed: unsupported
import json
import os

host = json.loads(input())
for path in (host["secret"], host["folder"], os.__file__, "/"):
    for change in (
        lambda: os.chmod(path, 0o777),
        lambda: os.chown(path, os.getuid(), os.getgid()),
        lambda: os.utime(path, (0, 0)),
        lambda: os.truncate(path, 0),
        lambda: os.setxattr(path, "user.escaped", b"x"),
        lambda: os.mknod(path + ".escaped"),
        lambda: os.utime(3, (0, 0)),
        lambda: os.fchmod(3, 0),
    ):
        try:
            change()
        except OSError:
            continue
        print("ESCAPED", path)
