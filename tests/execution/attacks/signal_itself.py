# Tries to stop its process, and to end it by every signal there is.
# Allowed: ok
# Needs: calls
import signal

for number in range(1, signal.NSIG):
    if number in (signal.SIGSEGV, signal.SIGABRT):  # what these do is seen elsewhere
        continue
    ask("kill", libc.getpid(), number)
    ask("tgkill", libc.getpid(), libc.getpid(), number)
    ask("tkill", libc.getpid(), number)
    try:
        signal.raise_signal(number)
    except OSError:
        continue
    print("ESCAPED", number)
