# Tries to leave a trace function and a profile function behind that stop whatever runs next.
# Allowed: tampered
import sys


def hook(frame, event, argument):
    if frame.f_code.co_filename != "<program>":
        raise ValueError("LATE")
    return hook


sys.setprofile(hook)
sys.settrace(hook)
