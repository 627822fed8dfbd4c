import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from expo.words import Bilingual
from visitors.models.classes import CLASS_NAMES, CLASSES


@pghistory.track()
class RegistrationOffer(models.Model):
    """A class that visitors may register for by themselves, and on what terms.

    An edition without offers registers visitors and groups, nobody else."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="registration_offers", verbose_name=_("edition")
    )
    ticket_class = models.CharField(_("class"), max_length=10, choices=CLASSES)
    needs_approval = models.BooleanField(_("needs approval"), default=False)
    closes_at = models.DateTimeField(
        _("closes"), null=True, blank=True, help_text=_("Empty: together with registration.")
    )
    note_ko = models.CharField(_("note (Korean)"), max_length=300, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)

    note = Bilingual("note")

    class Meta:
        verbose_name = _("class to register for")
        verbose_name_plural = _("classes to register for")
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "ticket_class"],
                name="visitors_a_class_is_offered_once",
                violation_error_message=_("This class is offered already."),
            ),
            models.CheckConstraint(
                condition=Q(ticket_class__in=CLASS_NAMES),
                name="visitors_an_offer_has_a_known_class",
                violation_error_message=_("This is not a class of ticket."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_ticket_class_display()
