# Tries to have its neighbours import what it likes.
# Allowed: ok
import builtins
import importlib
import sys
import types


class Finder:
    def find_spec(self, name, path=None, target=None):
        raise ValueError("ESCAPED")


for name in ("fractions", "bisect", "string"):
    sys.modules[name] = types.ModuleType(name)
sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, lambda path: Finder())
sys.path_importer_cache.clear()
builtins.__import__ = lambda *_: types.ModuleType("ESCAPED")
importlib.import_module = lambda *_: types.ModuleType("ESCAPED")
