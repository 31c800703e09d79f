# Tries to link to the secret and to rename it.
# Allowed: unsupported
import json
import os

host = json.loads(input())
for link in (os.link, os.symlink, os.rename, os.replace):
    for source, target in (
        (host["secret"], "escaped.txt"),
        (host["secret"], host["folder"] + "/escaped.txt"),
        (host["folder"], host["folder"] + ".escaped"),
        (os.__file__, host["folder"] + "/escaped.txt"),
    ):
        try:
            link(source, target)
        except OSError:
            continue
        print("ESCAPED", link, target)
