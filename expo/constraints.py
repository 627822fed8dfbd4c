"""What a broken rule of the database says of itself: constraints are named and carry sentences."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from expo import rules
from expo.errors import DomainError


def sentence(error: IntegrityError, *models: type[Model]) -> str:
    """The sentence of the constraint or rule that was broken, of these models' before others'."""
    broken = _broken(error)
    if broken in rules.SENTENCES:
        return str(rules.SENTENCES[broken])
    for model in (*models, *apps.get_models()):
        for constraint in model._meta.constraints:
            if constraint.name == broken:
                return str(constraint.get_violation_error_message())
    return _("Somebody else changed this at the same time. Look again, then repeat what you did.")


def refusal(error: IntegrityError | DomainError, *models: type[Model]) -> str:
    """What to tell the person whose act the database or the domain refused."""
    return str(error.message) if isinstance(error, DomainError) else sentence(error, *models)


@contextmanager
def checked_at_the_end(constraint: str) -> Iterator[None]:
    """Let a deferrable constraint be broken for the while, inside a transaction.

    Raises IntegrityError on leaving if it still is. A failure within is its own."""
    name = connection.ops.quote_name(constraint)
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {name} DEFERRED")
        yield
        cursor.execute(f"SET CONSTRAINTS {name} IMMEDIATE")


@contextmanager
def refused_as(refusals: Mapping[str, type[DomainError]]) -> Iterator[None]:
    """Whole or not at all; a constraint that breaks is told as the error under its name."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        refusal = refusals.get(_broken(error) or "")
        if refusal is None:
            raise
        raise refusal from error


def _broken(error: IntegrityError) -> str | None:
    """The name of the constraint."""
    name: str | None = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return name
