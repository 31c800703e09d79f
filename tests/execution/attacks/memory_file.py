# Tries to run a program that lies in memory alone.
# Allowed: ok
# Needs: calls
ask("memfd_create", b"x", 1)
ask("memfd_secret", 0)
ask("execveat", 0, b"", None, None, 0x1000)
ask("execve", b"/proc/self/fd/0", None, None)
ask("uselib", b"/bin/sh")
