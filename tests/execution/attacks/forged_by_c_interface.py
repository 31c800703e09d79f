# Tries to be given the frames of what runs it by the interpreter's C interface, and to lie in every form.
# Allowed: tampered
# Mode: trace
# Forges: 7
# Needs: lies
seven = next(iter({7: 0}))
exec(LIE.replace('== "trace"', 'in ("trace", "witness")') + """
import ctypes
for library in (ctypes.pythonapi, ctypes.CDLL(None)):
    try:
        library.PyEval_GetFrame.restype = ctypes.py_object
        lie(library.PyEval_GetFrame())
    except BaseException:
        pass
""", {})
print("done")
