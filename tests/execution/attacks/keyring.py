# Tries to read and add keys of the kernel's keyrings, which sessions share.
# Allowed: ok
# Needs: calls
for ring in (-1, -2, -3, -4, -5):
    ask("add_key", b"user", b"escaped", b"x", 1, ring)
    ask("keyctl", 0, ring, 1)
ask("request_key", b"user", b"escaped", None, -4)
