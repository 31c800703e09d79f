# Tries to shadow what its neighbours call, among the builtins that every module sees.
# Allowed: tampered
import builtins

for module in (builtins, __builtins__):
    scope = module if isinstance(module, dict) else vars(module)
    scope.update(len=lambda _: 13, sorted=lambda *_, **__: [13], range=lambda *_: (13,), max=None, print=None)
    scope.update(Exception=ValueError, StopIteration=KeyError, __build_class__=None, super=None, isinstance=None)
