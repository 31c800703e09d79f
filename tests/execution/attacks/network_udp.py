# Tries to send a datagram to the host.
# Allowed: unsupported
import json
import socket

host = json.loads(input())
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"out", ("127.0.0.1", host["port"]))
print("ESCAPED")
