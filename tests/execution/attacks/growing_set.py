# Tries to use all memory inside one call that takes from a source without end.
# Allowed: memory_limit
import itertools

set(itertools.count())
