# Tries to hold memory that the machine cannot take back: locked, huge, shared.
# Allowed: ok
# Needs: calls
ask("mlock", 0x10000, 4096)
ask("mlock2", 0x10000, 4096, 1)
ask("mlockall", 7)
ask("remap_file_pages", 0x10000, 4096, 0, 0, 0)
ask("mbind", 0, 4096, 0, None, 0, 0)
libc.mmap.restype = ctypes.c_void_p
MAP_SHARED, MAP_PRIVATE, MAP_ANONYMOUS, MAP_LOCKED, MAP_POPULATE, MAP_HUGETLB = 1, 2, 0x20, 0x2000, 0x8000, 0x40000
for flags in (MAP_SHARED, MAP_PRIVATE):
    for more in (MAP_LOCKED, MAP_POPULATE, MAP_HUGETLB, MAP_LOCKED | MAP_HUGETLB):
        size = ctypes.c_size_t(2**30)
        if libc.mmap(None, size, 3, flags | MAP_ANONYMOUS | more, -1, ctypes.c_long(0)) != ctypes.c_void_p(-1).value:
            print("ESCAPED", flags, more)
