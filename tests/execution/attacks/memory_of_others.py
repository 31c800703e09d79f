# Tries to read and write the memory of other processes.
# Allowed: ok
# Needs: calls
import struct

room = ctypes.create_string_buffer(64)
here = struct.pack("QQ", ctypes.addressof(room), 64)
for process in (libc.getpid(), libc.getppid(), host["bystander"], host["outside"], 1):
    ask("process_vm_readv", process, here, 1, here, 1, 0)
    ask("process_vm_writev", process, here, 1, here, 1, 0)
    ask("process_madvise", process, here, 1, 4, 0)
    ask("process_mrelease", process, 0)
    ask("move_pages", process, 1, here, None, None, 0)
