# Tries to run for ever when it is over, by objects that are born again whenever they are freed.
# Allowed: ok
class Phoenix:
    def __del__(self):
        Phoenix().__dict__.update(self.__dict__)
        Phoenix.ashes = self


bird = Phoenix()
bird.itself = bird
bird.again = Phoenix
