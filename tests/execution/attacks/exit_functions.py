# Tries to run when everything is over, by every door for last words.
# Allowed: tampered
import atexit
import os
import threading
import weakref


def last(*_):
    os.write(3, b"ESCAPED" * 100)


atexit.register(last)
atexit.unregister(last)
threading._register_atexit(last)
weakref.finalize(threading, last)
threading._shutdown = last
os._exit = last
