# Tries to run for ever and to swallow whatever would end it.
# Allowed: time_limit
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
