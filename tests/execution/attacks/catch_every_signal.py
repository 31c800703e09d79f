# Tries to outlive its time by ignoring every signal that can be ignored.
# Allowed: time_limit
import signal

for number in signal.valid_signals():
    try:
        signal.signal(number, lambda *_: None)
    except (OSError, ValueError):
        pass
while True:
    pass
