# Tries to leave an audit hook behind, which nobody can take away, that forbids its neighbours everything.
# Allowed: ok
import sys


def forbid(event, arguments):
    if armed:
        raise ValueError("ESCAPED")


armed = []
sys.addaudithook(forbid)
armed.append(True)
