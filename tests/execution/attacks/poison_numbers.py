# Tries to change the value of small numbers in memory, for everybody who counts after it.
# Allowed: ok | unsupported
import ctypes
import sys

digit = sys.getsizeof(1) - sys.int_info.sizeof_digit
for number in (5, 6, 48):
    ctypes.c_uint32.from_address(id(number) + digit).value = 13
