"""The organisers' door to the fair itself: editions, halls, programme, accounts and their roles."""

from expo.admin import accounts, editions, halls, roles, sessions

__all__ = ["accounts", "editions", "halls", "roles", "sessions"]
