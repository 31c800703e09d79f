# Tries to run unseen by taking the trace function away.
# Allowed: tampered
# Mode: trace
import sys

sys.settrace(None)
sys.setprofile(None)
total = 0
for number in range(5):
    total += number
print(total)
