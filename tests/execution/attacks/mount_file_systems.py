# Tries to mount what it wants to see, in the old way and the new.
# Allowed: ok
# Needs: calls
for kind in (b"proc", b"sysfs", b"tmpfs", b"devtmpfs", b"overlay", b"cgroup2"):
    ask("mount", kind, b"/", kind, 0, None)
    ask("fsopen", kind, 0)
ask("open_tree", -100, b"/", 1)
ask("move_mount", -100, b"/", -100, b"/", 0)
ask("fspick", -100, b"/", 0)
ask("fsmount", 3, 0, 0)
ask("mount_setattr", -100, b"/", 0, bytes(32), 32)
ask("umount2", b"/", 2)
ask("pivot_root", b"/", b"/")
