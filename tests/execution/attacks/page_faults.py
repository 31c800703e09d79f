# Tries to answer its own page faults, with which races in the kernel are won.
# Allowed: ok
# Needs: calls
for flags in (0, 1, 0x80000, 0x800):  # UFFD_USER_MODE_ONLY, O_CLOEXEC, O_NONBLOCK
    ask("userfaultfd", flags)
