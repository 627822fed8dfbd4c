"""The organisers' door to the fair itself: editions, halls, programme, accounts and their roles."""

from expo.admin import accounts, editions, halls, incidents, mails, roles, sessions

__all__ = ["accounts", "editions", "halls", "incidents", "mails", "roles", "sessions"]
