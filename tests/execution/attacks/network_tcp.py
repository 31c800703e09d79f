# Tries to reach a server on the host over TCP.
# Allowed: unsupported
import json
import socket

host = json.loads(input())
connection = socket.create_connection(("127.0.0.1", host["port"]), timeout=1)
connection.sendall(b"out")
print("ESCAPED")
