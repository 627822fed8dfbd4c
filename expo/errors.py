"""What the domain says when it cannot do what was asked. Codes and facts, never a status."""

from typing import Any

from django.utils.functional import Promise


class DomainError(Exception):
    """`code` is stable and for programs, `message` is for people, facts say what it was about."""

    code = "domain_error"
    message: str | Promise = "This cannot be done."

    def __init__(self, message: str = "", **facts: Any) -> None:
        self.message = message or str(self.message)
        self.facts = facts
        super().__init__(self.message)


class Conflict(DomainError):
    """Somebody else was first, or the state no longer allows it."""

    code = "conflict"


class Refused(DomainError):
    """The request is understood and breaks a rule."""

    code = "refused"
