"""The errors a user of TracePile may meet. Each message says what is wrong, where, and what to do."""


class TracePileError(Exception):
    """Base of every error that TracePile raises on purpose."""


class InvalidCallError(TracePileError):
    """A case's call is not `function(literal, ...)`."""


class InvalidProgramError(TracePileError):
    """A program's code does not compile, or its entry point is not in it."""


class IsolationError(TracePileError):
    """This machine offers no isolation that is safe enough to run programs in."""
