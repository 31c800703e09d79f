# Tries to start threads without end.
# Allowed: unsupported
import threading

while True:
    threading.Thread(target=print, args=("ESCAPED",)).start()
