import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from expo.rules import Rule
from visitors.models.history import before_each_change
from visitors.models.registration import Registration

# What an invented crowd agreed to nobody has read.
AGREED_TEXT_CHANGES = """
    (NEW.edition_id, NEW.kind, NEW.version, NEW.language, NEW.purpose, NEW.items, NEW.period,
     NEW.refusal)
    IS DISTINCT FROM
    (OLD.edition_id, OLD.kind, OLD.version, OLD.language, OLD.purpose, OLD.items, OLD.period,
     OLD.refusal)
    AND EXISTS (SELECT FROM visitors_consent WHERE text_id = OLD.id)
    AND NOT EXISTS (SELECT FROM visitors_simulatedcrowd WHERE edition_id = OLD.edition_id)
"""


class ConsentKind(models.TextChoices):
    COLLECTION = "collection", _("Collection of required items")
    OPTIONAL = "optional", _("Collection of optional items")
    MARKETING = "marketing", _("Marketing")
    THIRD_PARTY = "third_party", _("Provision to a third party")


@pghistory.track()
class ConsentText(models.Model):
    """The four-part notice of one consent, in one language and version. Never changed once used."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="consent_texts", verbose_name=_("edition")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ConsentKind)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(
        _("language"), max_length=2, choices=[("ko", _("Korean")), ("en", _("English"))]
    )
    purpose = models.TextField(_("purpose"))
    items = models.TextField(_("items"))
    period = models.TextField(_("retention period"))
    refusal = models.TextField(_("the right to refuse, and what follows"))

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "version", "language"],
                name="visitors_a_consent_text_stands_once",
                violation_error_message=_("This version of the text exists already."),
            )
        ]
        triggers = [
            Rule(
                "visitors_an_agreed_text_stays_as_it_was_read",
                _("People have agreed to this text: write another version of it."),
                broken_if=AGREED_TEXT_CHANGES,
                operation=pgtrigger.Update,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version} ({self.language})"


@pghistory.track(*before_each_change())
class Consent(models.Model):
    """What a person agreed to: which text, when, and when it was withdrawn."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="consents", verbose_name=_("edition")
    )
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="consents", verbose_name=_("registration")
    )
    text = models.ForeignKey(
        ConsentText, models.PROTECT, related_name="consents", verbose_name=_("text")
    )
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "text"],
                condition=Q(withdrawn_at=None),
                name="visitors_a_consent_stands_once",
                violation_error_message=_("This consent has already been given."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="visitors_a_consent_is_withdrawn_after_it_was_given",
                violation_error_message=_("A consent is withdrawn after it was given."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)
