# Tries the old way out of a changed root: change it again, then climb.
# Allowed: unsupported
# Needs: calls
import os

ask("chroot", b"/")
ask("mkdir", b"/x", 0o777)
ask("mkdirat", -100, b"x", 0o777)
ask("fchdir", 3)
ask("chdir", b"../../../../../../..")
for climb in (lambda: os.chroot("."), lambda: os.chdir("../../../.."), lambda: os.fchdir(3)):
    try:
        climb()
    except OSError:
        continue
    print("ESCAPED")
if {"etc", "root", "home"} & set(os.listdir(os.getcwd()) if os.access("/etc", os.R_OK) else ()):
    print("ESCAPED")
