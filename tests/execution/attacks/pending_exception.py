# Tries to have an exception raised in whatever runs after it.
# Allowed: tampered
import _thread
import ctypes
import threading

api = ctypes.pythonapi
api.PyThreadState_SetAsyncExc.argtypes = [ctypes.c_ulong, ctypes.py_object]


class Last:
    def __del__(self):
        api.PyThreadState_SetAsyncExc(threading.get_ident(), ValueError)
        _thread.interrupt_main()


last = Last()
