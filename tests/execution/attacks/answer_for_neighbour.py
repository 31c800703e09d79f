# Tries to take the next job out of the channel and to answer it, with its secret, in the place of its neighbour.
# Allowed: tampered
import json
import os
import struct

try:
    raise ValueError
except ValueError as error:
    frame = error.__traceback__.tb_frame
while frame.f_code.co_name != "_answer":
    frame = frame.f_back


def reply(nonce, returned):
    output = {"returned": returned, "returned_type": "int", "stdout": "", "exception": None, "arguments": []}
    body = json.dumps({"status": "ok", "reason": "", "output": output, "payload": None}).encode()
    os.write(3, struct.pack("!16sI", nonce, len(body)) + body)


def receive(size):
    body = b""
    while len(body) < size:
        body += os.read(3, size - len(body))
    return body


reply(frame.f_locals["nonce"], None)
while True:
    size, _, nonce = struct.unpack("!II16s", receive(24))
    receive(size)
    reply(nonce, "'ESCAPED'")
