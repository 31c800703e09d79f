# Tries to read more of the project than the jail needs: tests, settings, history, the corpus.
# Allowed: unsupported
import os
import sys

package = next(module.__path__[0] for name, module in sys.modules.items() if name == "tracepile")
root = os.path.dirname(package)
for name in ("pyproject.toml", "tracepile.toml", ".git/HEAD", "tests/conftest.py", "lake", ".venv/pyvenv.cfg", "README.md"):
    for start in (root, package + "/..", package + "/execution/../.."):
        try:
            print("ESCAPED", os.listdir(f"{start}/{name}") if name == "lake" else open(f"{start}/{name}").read(10))
        except OSError:
            pass
try:
    open(package + "/escaped.txt", "w")
    print("ESCAPED")
except OSError:
    pass
