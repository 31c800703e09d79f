# Tries to leave wrong entries in caches that its neighbours look things up in.
# Allowed: ok
import linecache
import re
import sys

for key in ((str, "a", 0), (str, "a", re.UNICODE.value), (type(""), "a", 0)):
    re._cache[key] = re._cache2[key] = re.compile("b")
linecache.cache["<program>"] = (1, None, ["ESCAPED"], "<program>")
sys.intern("ESCAPED")
