"""The access log: who saw whose personal data, when, where, from which address, and why.

Everybody but the people themselves is in it, organisers and the privacy officer included. How it
is read and how long it is kept: `docs/access-log.md`."""

from expo.looks.entries import Caller, caller, saw
from expo.looks.places import PLACES, word_of

__all__ = ["PLACES", "Caller", "caller", "saw", "word_of"]
