# Tries to send a whole and correct reply, with the secret of its job, in every way that it may be watched.
# Allowed: tampered
# Mode: trace
# Forges: 7
import json
import os
import struct

try:
    raise ValueError
except ValueError as error:
    frame = error.__traceback__.tb_frame
while frame.f_code.co_name != "_answer":
    frame = frame.f_back
output = {"returned": None, "returned_type": None, "stdout": "done\n", "exception": None, "arguments": []}
changes = [["seven", None, "1313", "bound", None]]
events = [
    ["call", 1, -1, 0, 0, [], None, "", ""],
    ["line", 5, 0, 0, 0, changes, None, "done\n", ""],
    ["return", 5, 0, 0, 0, [], "None", "", ""],
]
payload = {"frames": [["<module>", -1, 0, 1]], "events": events}
body = json.dumps({"status": "ok", "reason": "", "output": output, "payload": payload}).encode()
os.write(3, struct.pack("!16sI", frame.f_locals["nonce"], len(body)) + body)
seven = 3 + 4
print("done")
