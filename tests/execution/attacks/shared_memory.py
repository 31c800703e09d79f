# Tries to leave memory, semaphores and queues behind that others can find.
# Allowed: ok
# Needs: calls
import struct

IPC_CREAT = 0o1000
ask("shmget", 0x7ACE, 4096, IPC_CREAT | 0o666)
ask("semget", 0x7ACE, 1, IPC_CREAT | 0o666)
ask("msgget", 0x7ACE, IPC_CREAT | 0o666)
ask("mq_open", b"escaped", 0o102, 0o666, struct.pack("8q", 0, 1, 8, 0, 0, 0, 0, 0))
ask("shmat", 0, None, 0)
for folder in ("/dev/shm", "/dev/mqueue", "/run", "/var/tmp"):
    if libc.syscall(host["calls"]["openat"], -100, f"{folder}/escaped.txt".encode(), 0o102, 0o666) >= 0:
        print("ESCAPED", folder)
