"""Why a run came to nothing: the code that its row keeps, and the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Failure(TextChoices):
    CANCELLED = "cancelled", _("The run was cancelled before it was done.")
    FONTS_MISSING = (
        "fonts_missing",
        _("The fonts of badges are missing on the server. Run “make setup” there."),
    )
    KEY_UNREADABLE = (
        "key_unreadable",
        _("The signing key was encrypted with another SIGNING_KEYS_SECRET."),
    )
    NOTHING_TO_PRINT = (
        "nothing_to_print",
        _("All tickets of the run have been revoked since it was ordered."),
    )
    NOT_STORED = (
        "not_stored",
        _("The file could not be stored. Is there room on the server's disk? Order it again then."),
    )
    BROKEN = (
        "broken",
        _("The badges could not be drawn. The server's log says why; order them again then."),
    )
