# Tries to wait for ever on a lock that it holds itself, which takes no processor time.
# Allowed: time_limit
import threading

lock = threading.Lock()
lock.acquire()
lock.acquire()
