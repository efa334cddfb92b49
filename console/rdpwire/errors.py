"""What is wrong with bytes from the other side."""


class BadBytes(Exception):
    """The other side sent something that cannot be read, or ended in the middle of it."""


class CutOff(BadBytes):
    """The other side ended in the middle of something."""
