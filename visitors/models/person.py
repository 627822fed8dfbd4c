from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from expo.rules import Rule
from visitors.models.history import before_each_change

WORDS = models.Func(
    *("name", "name_en", "organisation", "email", "phone"),
    function="visitors_words_of_a_person",
    output_field=models.TextField(),
)
"""All that a person is looked up by, in small letters, each between spaces; of the telephone the
digits alone. It is kept nowhere but in the index."""


class PersonQuerySet(models.QuerySet["Person"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def with_words(self) -> Self:
        return self.annotate(words=WORDS)


@pghistory.track(
    *before_each_change(), fields=["id", "edition", "erased_at"], model_name="PersonEvent"
)
class Person(models.Model):
    """One human at one edition. The only home of personal data of visitors; all else holds ids."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="people", verbose_name=_("edition")
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    name_en = models.CharField(_("name in Latin letters"), max_length=100, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    job_title = models.CharField(_("job title"), max_length=80, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("ISO 3166 code; empty: unknown.")
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("ko", _("Korean")), ("en", _("English"))],
        default="ko",
    )
    erased_at = models.DateTimeField(_("personal data destroyed"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index("edition", Lower("email"), name="visitors_person_by_mail"),
            GinIndex(OpClass(WORDS, name="gin_trgm_ops"), name="visitors_person_by_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(name="", name_en="", email="", phone="", organisation="", job_title=""),
                name="visitors_an_erased_person_has_no_personal_data",
                violation_error_message=_("An erased person keeps no personal data."),
            )
        ]
        triggers = [
            Rule(
                "visitors_who_is_erased_stays_erased",
                _("The personal data of this person has been destroyed."),
                broken_if="OLD.erased_at IS NOT NULL AND NEW.erased_at IS NULL",
                operation=pgtrigger.Update,
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def called(self) -> str:
        """The name, in Latin letters where no other was told; "" for nobody or erased."""
        return self.name or self.name_en


class MergeQuerySet(models.QuerySet["Merge"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def standing(self) -> Self:
        return self.filter(undone_at=None)


@pghistory.track()
class Merge(models.Model):
    """Two registrations that are one human. Both tickets stay valid; figures count one."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="merges", verbose_name=_("edition")
    )
    kept = models.ForeignKey(
        Person, models.PROTECT, related_name="absorbed", verbose_name=_("person kept")
    )
    merged = models.ForeignKey(
        Person, models.PROTECT, related_name="merges", verbose_name=_("person merged")
    )
    merged_at = models.DateTimeField(_("merged"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("merged by"),
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at=None),
                name="visitors_a_person_is_merged_into_one_other",
                violation_error_message=_("This person has already been merged."),
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("merged")),
                name="visitors_nobody_is_merged_with_himself",
                violation_error_message=_("A person cannot be merged with itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"
