# Tries to open the secret by every path that might lead around the root: /proc, dot-dots, folders held open.
# Allowed: ok
# Needs: calls
import os.path

AT_FDCWD, O_DIRECTORY, O_PATH = -100, 0o200000, 0o10000000
secret = host["secret"]
paths = [secret, "//" + secret, *("/proc/" + start + secret for start in ("self/root", "1/root", "self/cwd"))]
paths += ["../" * depth + secret[1:] for depth in range(1, 12)]
paths += [f"/proc/{host['outside']}/root{secret}", f"/proc/{host['bystander']}/cwd", "/proc/self/exe", "/proc/version"]
openat = host["calls"]["openat"]
folders = [AT_FDCWD]
for folder in ("/", os.path.dirname(os.path.__file__)):
    for flags in (O_DIRECTORY, O_PATH):
        folders.append(libc.syscall(openat, AT_FDCWD, folder.encode(), flags))
for folder in folders:
    for path in paths:
        if (opened := libc.syscall(openat, folder, path.encode(), 0)) >= 0:
            print("ESCAPED", path, opened)
for path in paths:
    ask("open", path.encode(), 0)
