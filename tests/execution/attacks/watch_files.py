# Tries to be told what is done to files of the host.
# Allowed: ok
# Needs: calls
ask("inotify_init1", 0)
ask("inotify_init")
ask("inotify_add_watch", 3, host["folder"].encode(), 0xFFF)
ask("fanotify_init", 0, 0)
ask("fanotify_mark", 3, 1, 0, 2, -100, host["folder"].encode())
ask("epoll_create1", 0)
