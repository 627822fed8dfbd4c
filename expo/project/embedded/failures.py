"""The one error of this package."""


class CannotStart(Exception):
    """An engine cannot start. The message is one sentence for the person at the terminal."""
