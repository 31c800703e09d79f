# Tries to crash the interpreter by reading address 0.
# Allowed: killed
import ctypes

ctypes.string_at(0)
