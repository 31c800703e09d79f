# Tries to run for ever while its value is rendered.
# Allowed: time_limit | value_limit
class Endless:
    def __repr__(self):
        while True:
            pass


raise Exception(Endless())
