# Tries to take the jobs of its neighbours out of the channel.
# Allowed: time_limit
import os

for descriptor in range(3, 64):
    try:
        os.read(descriptor, 2**20)
    except OSError:
        pass
