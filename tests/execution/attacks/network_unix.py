# Tries to reach a server on the host over a unix socket.
# Allowed: unsupported
import json
import socket

host = json.loads(input())
connection = socket.socket(socket.AF_UNIX)
connection.connect(host["socket"])
print("ESCAPED")
