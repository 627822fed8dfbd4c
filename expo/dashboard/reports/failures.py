"""Why a report came to nothing: the code that its row keeps, and the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Failure(TextChoices):
    FONTS_MISSING = (
        "fonts_missing",
        _("The fonts of reports are missing on the server. Run “make setup” there."),
    )
    NOT_STORED = (
        "not_stored",
        _("The file could not be stored. Is there room on the server's disk? Order it again then."),
    )
    LOST = "lost", _("The file is no longer where it was stored. Order the report again.")
    NO_SHOW_DAYS = "no_show_days", _("The edition lost its show days before the report was made.")
    CONTRADICTORY_RULES = (
        "contradictory_rules",
        _("The rules of the edition contradict each other: nothing can be counted."),
    )
    AS_OF_TOO_EARLY = (
        "as_of_too_early",
        _("The show days were moved: the edition had not begun at the moment asked for."),
    )
    AS_OF_IN_THE_FUTURE = (
        "as_of_in_the_future",
        _("The fair's clock was set back: the moment asked for has not come yet."),
    )
    BROKEN = (
        "broken",
        _("The report could not be made. The server's log says why; order it again then."),
    )
