# Tries to run other programs in every way Python knows.
# Allowed: unsupported
import os
import subprocess

attempts = (
    lambda: subprocess.run(["/bin/sh", "-c", "true"]),
    lambda: os.execv("/bin/sh", ["sh"]),
    lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "true"], {}),
    lambda: os.popen("true").close(),
    lambda: os.forkpty(),
)
for attempt in attempts:
    try:
        attempt()
    except OSError:
        continue
    print("ESCAPED")
if os.system("true") == 0:
    print("ESCAPED")
