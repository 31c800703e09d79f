# Tries to sleep for ever.
# Allowed: time_limit
import time

while True:
    time.sleep(1000)
