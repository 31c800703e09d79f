# Tries to change what its neighbours compute through registries: copying, abstract classes, dispatch.
# Allowed: ok
import collections.abc
import copy
import copyreg
import numbers

for kind in (list, dict, set, tuple, str, int):
    copy._deepcopy_dispatch[kind] = lambda value, memo: "ESCAPED"
    copyreg.dispatch_table[kind] = lambda value: (str, ("ESCAPED",))
    for abstract in (collections.abc.Hashable, collections.abc.Sequence, numbers.Number, collections.abc.Mapping):
        abstract.register(kind)
