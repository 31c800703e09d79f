# Tries to read a file of the host that everybody may read.
# Allowed: unsupported
import json

host = json.loads(input())
print("ESCAPED", open(host["secret"]).read())
