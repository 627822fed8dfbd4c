"""What a factory numbers its rows by: from the beginning in each test, whatever ran before it."""

from collections.abc import Iterator
from typing import Any

import factory
from factory.django import DjangoModelFactory

Factory = type[DjangoModelFactory[Any]]


def begin_anew() -> None:
    for made in _below(DjangoModelFactory):
        made.reset_sequence(force=True)
        for declared in made._meta.base_declarations.values():
            if isinstance(declared, factory.Iterator):
                declared.reset()


def _below(parent: Factory) -> Iterator[Factory]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)
