# Tries to answer in the place of the jail, on every descriptor.
# Allowed: tampered
import json
import os
import struct

reply = json.dumps(
    {
        "status": "ok",
        "reason": "",
        "output": {"returned": "'ESCAPED'", "returned_type": "str", "stdout": "", "exception": None, "arguments": []},
        "payload": None,
    }
).encode()
for descriptor in range(64):
    for frame in (struct.pack("!I", len(reply)) + reply, b"\0" * 16 + struct.pack("!I", len(reply)) + reply):
        try:
            os.write(descriptor, frame)
        except OSError:
            pass
