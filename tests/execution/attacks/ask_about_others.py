# Tries to compare itself with other processes, to queue signals for them and to wait for them.
# Allowed: ok
# Needs: calls

room = ctypes.create_string_buffer(256)
for process in (libc.getppid(), host["bystander"], host["outside"], 1):
    ask("kcmp", libc.getpid(), process, 0, 3, 3)
    ask("get_robust_list", process, room, room)
    ask("rt_sigqueueinfo", process, 9, room)
    ask("rt_tgsigqueueinfo", process, process, 9, room)
    ask("tgkill", process, process, 9)
    ask("tkill", process, 19)
    ask("getpgid", process)
    ask("wait4", process, None, 1, None)
    ask("waitid", 1, process, room, 5, None)
