"""Chance that can be repeated: one seed, and dice of its own for every topic.

A topic that throws more often than before does not disturb the others.
"""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


def dice_for(seed: int, topic: str) -> Random:
    return Random(f"{seed}/{topic}")


def minutes(dice: Random, least: float, most: float) -> timedelta:
    """A span between so many minutes, in whole milliseconds, as a scanner's clock tells them."""
    return timedelta(milliseconds=round(dice.uniform(least, most) * 60_000))


def seconds(dice: Random, least: float, most: float) -> timedelta:
    return timedelta(milliseconds=round(dice.uniform(least, most) * 1000))


def some(dice: Random, things: Sequence[Thing], number: int) -> list[Thing]:
    """That many of the things, or all where there are fewer."""
    return dice.sample(things, min(number, len(things)))


def one_in(rate: int, of: int) -> int:
    """One in `rate`, and at least one where there is anybody at all."""
    return max(1, of // rate) if of else 0
