# Tries to print in its neighbours' place, from objects that are freed only when those run.
# Allowed: ok
import weakref


class Late:
    def __del__(self):
        print("LATE")


def wait():
    try:
        yield
    finally:
        print("LATE")


for _ in range(50):
    late = Late()
    late.itself = late
    late.generator = wait()
    next(late.generator)
    weakref.finalize(late, print, "LATE")
    late.reference = weakref.ref(late, lambda _: print("LATE"))
del late
