# Tries to change how its neighbours' texts are encoded and decoded.
# Allowed: ok
import codecs

for name in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape"):
    codecs.register_error(name, lambda error: ("ESCAPED", error.end))
codecs.register(lambda name: codecs.CodecInfo(lambda *_: (b"ESCAPED", 7), lambda *_: ("ESCAPED", 7), name=name))
