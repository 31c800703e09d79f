# Tries to leave hooks behind that run while its neighbours do: tracing, profiling, displaying, collecting.
# Allowed: ok
import gc
import sys
import threading
import warnings


def hook(*_):
    raise ValueError("LATE")


threading.settrace(hook)
threading.setprofile(hook)
sys.excepthook = sys.unraisablehook = sys.displayhook = threading.excepthook = hook
sys.set_asyncgen_hooks(firstiter=hook, finalizer=hook)
sys.breakpointhook = hook
warnings.showwarning = hook
warnings.simplefilter("error")
gc.callbacks.append(hook)
gc.set_threshold(1)
