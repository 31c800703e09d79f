# Tries to replace the filter of system calls, to be its judge, and to undo other promises of its process.
# Allowed: ok
# Needs: calls
import struct

allow = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0x7FFF0000))
program = struct.pack("HxxxxxxQ", 1, ctypes.addressof(allow))
for flags in (0, 1, 8, 16):  # none, TSYNC, NEW_LISTENER, TSYNC_ESRCH
    ask("seccomp", 1, flags, program)
ask("seccomp", 0, 0, None)
for option, value in ((22, 1), (22, 2), (1, 0), (4, 1), (36, 1), (38, 0), (23, 21), (47, 2), (26, 1), (28, 0), (59, 1)):
    ask("prctl", option, value, program, 0, 0)
ask("arch_prctl", 0x1002, 0)
ask("personality", 0x0040000)
ask("landlock_create_ruleset", None, 0, 1)
ask("rseq", None, 0, 0, 0)
ask("set_tid_address", program)
ask("restart_syscall")
