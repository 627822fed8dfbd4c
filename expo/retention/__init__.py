"""Retention: what personal data the system holds, why, on what basis, how long, and what ends it.

Every app registers its rules in its module `retention`; `sweep` destroys what is due, batch by
batch, each with its certificate in the same transaction."""

from expo.retention import house  # noqa: F401  # registers the fair's own rules
from expo.retention.registry import Batch, Rule, find, of, register, rules

__all__ = ["Batch", "Rule", "find", "of", "register", "rules"]
