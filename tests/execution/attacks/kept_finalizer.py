# Tries to print in its neighbours' place, from objects that it hides where they are freed late.
# Allowed: ok
import collections
import threading


class Late:
    def __del__(self):
        print("LATE")


collections.kept = Late()
threading.kept = Late()
threading.local().kept = Late()
