"""What a broken rule of the database says of itself: constraints are named and carry sentences."""

from django.db import IntegrityError
from django.db.models import Model
from django.utils.translation import gettext as _

from expo.errors import DomainError


def sentence(error: IntegrityError, *models: type[Model]) -> str:
    """The sentence of the constraint that was broken, looked for among the models' constraints."""
    broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in models:
        for constraint in model._meta.constraints:
            if constraint.name == broken:
                return str(constraint.get_violation_error_message())
    return _("Somebody else changed this at the same time. Look again, then repeat what you did.")


def refusal(error: IntegrityError | DomainError, *models: type[Model]) -> str:
    """What to tell the person whose act the database or the domain refused."""
    return str(error.message) if isinstance(error, DomainError) else sentence(error, *models)
