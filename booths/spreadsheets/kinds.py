from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Which rows a table holds."""

    SPACES = "spaces", _("Spaces")
    EXHIBITORS = "exhibitors", _("Exhibitors and how they take part")
    ASSIGNMENTS = "assignments", _("Assignments")
