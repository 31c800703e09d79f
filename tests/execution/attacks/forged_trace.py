# Tries to answer in the place of the tracer, with the secret that its own process needs to answer.
# Allowed: tampered
import json
import os
import struct
import sys

frame = sys._getframe()
while frame.f_code.co_name != "_answer":
    frame = frame.f_back
output = {"returned": None, "returned_type": None, "stdout": "1\n", "exception": None, "arguments": []}
event = ["call", "seven", [], {}, 0, [], "1", 5, None]
payload = {"frames": [["f", -1, 0, 2]], "events": [event]}
body = json.dumps({"status": "ok", "reason": "", "output": output, "payload": payload}).encode()
os.write(3, struct.pack("!16sI", frame.f_locals["nonce"], len(body)) + body)
print(1)
