# Tries to load a program into the kernel (bpf).
# Allowed: ok
# Needs: calls
import struct

instructions = ctypes.create_string_buffer(struct.pack("BBhi", 0xB7, 0, 0, 0) + struct.pack("BBhi", 0x95, 0, 0, 0))
licence = ctypes.create_string_buffer(b"GPL")
load = struct.pack("IIQQ", 1, 2, ctypes.addressof(instructions), ctypes.addressof(licence)) + bytes(104)
ask("bpf", 5, load, len(load))
ask("bpf", 0, struct.pack("IIII", 2, 4, 4, 1) + bytes(112), 128)
