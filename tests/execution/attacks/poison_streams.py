# Tries to take the standard streams away from its neighbours.
# Allowed: ok | exception AttributeError | exception ValueError
import sys

sys.stdin = sys.stdout = sys.stderr = None
sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None
sys.excepthook = sys.displayhook = None
