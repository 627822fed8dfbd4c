"""Listings: what exhibitors propose, and what organisers say to it.

Nothing here is shown to the public before it is approved. Every act locks the listing first, then
looks, then writes, in one transaction; the history tells who."""

from booths.moderation.decisions import (
    ChangeDecided,
    ChangeOutdated,
    Outcome,
    ReasonMissing,
    ReasonUnfit,
    Verdict,
    approve,
    decide,
    refuse,
)
from booths.moderation.drafts import Draft
from booths.moderation.proposing import SeenMissing, propose, withdraw, write_through
from booths.moderation.queues import Pile, piles, waiting

__all__ = [
    "ChangeDecided",
    "ChangeOutdated",
    "Draft",
    "Outcome",
    "Pile",
    "ReasonMissing",
    "ReasonUnfit",
    "SeenMissing",
    "Verdict",
    "approve",
    "decide",
    "piles",
    "propose",
    "refuse",
    "waiting",
    "withdraw",
    "write_through",
]
