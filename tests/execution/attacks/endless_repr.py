# Tries to run for ever while its value is rendered.
# Allowed: exception Exception
class Endless:
    def __repr__(self):
        while True:
            pass


raise Exception(Endless())
