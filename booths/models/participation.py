from typing import Any, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from booths.models.exhibitor import Exhibitor
from booths.models.space import Space
from expo.models import Edition
from expo.rules import Rule, SameEdition

MAIN = "booths_participation WHERE id = NEW.main_id"
IS_NO_MAIN_NOW = "(NEW.role <> 'main' OR NEW.withdrawn_at IS NOT NULL)"


class ParticipationRole(models.TextChoices):
    MAIN = "main", _("Main exhibitor")
    CO = "co", _("Co-exhibitor")
    REPRESENTED = "represented", _("Represented company")


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def of(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def mains(self) -> Self:
        return self.filter(role=ParticipationRole.MAIN)

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def of_sector(self, sector: str) -> Self:
        return self.filter(exhibitor__sector=sector)

    def of_kind(self, kind: str) -> Self:
        return self.filter(exhibitor__kind=kind)

    def in_role(self, role: str) -> Self:
        return self.filter(role=role)

    def by_name(self) -> Self:
        return self.order_by("exhibitor__name_ko", "exhibitor__code")

    def on_spaces(self, spaces: models.QuerySet[Any]) -> Self:
        """Those that stand on one of the spaces, their own or that of their main."""
        own = Q(assignments__released_at=None, assignments__space__in=spaces)
        hosts = Q(main__assignments__released_at=None, main__assignments__space__in=spaces)
        return self.filter(own | hosts).distinct()

    def unplaced(self) -> Self:
        """Those that no space is given to."""
        placed = models.Q(assignments__isnull=False, assignments__released_at=None)
        return self.exclude(pk__in=self.model._base_manager.filter(placed).values("pk"))

    def counted(self) -> Self:
        """Those that count as exhibitors: a represented company is listed, never counted."""
        return self.exclude(role=ParticipationRole.REPRESENTED)


@pghistory.track()
class Participation(models.Model):
    """How an exhibitor takes part: with a space of its own, on somebody's, or only represented."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="participations", verbose_name=_("edition")
    )
    exhibitor = models.ForeignKey(
        Exhibitor, models.PROTECT, related_name="participations", verbose_name=_("exhibitor")
    )
    role = models.CharField(_("role"), max_length=12, choices=ParticipationRole)
    main = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="guests",
        verbose_name=_("on the space of"),
        limit_choices_to={"role": ParticipationRole.MAIN},
    )
    withdrawn_at = models.DateTimeField(
        pgettext_lazy("participation", "withdrawn"), null=True, blank=True
    )
    pass_quota = models.PositiveSmallIntegerField(_("staff passes, at most"), default=6)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["exhibitor__name_ko"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "exhibitor"],
                condition=Q(withdrawn_at=None),
                name="booths_an_exhibitor_takes_part_once_in_an_edition",
                violation_error_message=_("This exhibitor already takes part."),
            ),
            models.CheckConstraint(
                condition=Q(role=ParticipationRole.MAIN, main=None)
                | Q(
                    role__in=[ParticipationRole.CO, ParticipationRole.REPRESENTED],
                    main__isnull=False,
                ),
                name="booths_co_and_represented_exhibitors_name_their_main",
                violation_error_code="main_missing",
                violation_error_message=_(
                    "A co-exhibitor or represented company names the main exhibitor it stands "
                    "with; a main exhibitor names none."
                ),
            ),
            models.UniqueConstraint(
                fields=["id", "edition"],
                name="booths_a_participation_is_of_one_edition",
                violation_error_message=_("A participation stays in its edition."),
            ),
            SameEdition(
                key="exhibitor",
                name="booths_who_takes_part_is_an_exhibitor_of_the_edition",
                violation_error_message=_("The exhibitor belongs to another edition."),
            ),
            SameEdition(
                key="main",
                name="booths_a_main_is_of_the_same_edition",
                violation_error_message=_("The main exhibitor belongs to another edition."),
            ),
        ]
        triggers = [
            Rule(
                "booths_who_is_named_as_main_is_one",
                _("The exhibitor named as main does not take part as one."),
                hold=MAIN,
                broken_if=f"""NEW.main_id IS NOT NULL AND NEW.withdrawn_at IS NULL AND EXISTS (
                    SELECT FROM {MAIN} AND (role <> 'main' OR withdrawn_at IS NOT NULL))""",
            ),
            Rule(
                "booths_who_holds_spaces_stays_a_main",
                _("The exhibitor still holds spaces."),
                broken_if=f"""{IS_NO_MAIN_NOW} AND EXISTS (
                    SELECT FROM booths_assignment
                    WHERE participation_id = NEW.id AND released_at IS NULL)""",
                operation=pgtrigger.Update,
            ),
            Rule(
                "booths_who_has_guests_stays_a_main",
                _("Co-exhibitors or represented companies still stand with this exhibitor."),
                broken_if=f"""{IS_NO_MAIN_NOW} AND EXISTS (
                    SELECT FROM booths_participation
                    WHERE main_id = NEW.id AND withdrawn_at IS NULL)""",
                operation=pgtrigger.Update,
            ),
            Rule(
                "booths_who_was_given_a_space_keeps_its_edition",
                _("An exhibitor that was given a space stays in its edition."),
                broken_if="""NEW.edition_id <> OLD.edition_id AND EXISTS (
                    SELECT FROM booths_assignment WHERE participation_id = NEW.id)""",
                operation=pgtrigger.UpdateOf("edition_id"),  # type: ignore[no-untyped-call]  # the library's
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exhibitor} ({self.get_role_display()})"

    def stands_on(self) -> list[Space]:
        """The spaces where visitors find it, its own or those of its main."""
        holder = self.main or self
        standing = (a for a in holder.assignments.all() if a.released_at is None)
        return list(dict.fromkeys(assignment.space for assignment in standing))


class MemberRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")


class MemberQuerySet(models.QuerySet["Member"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def owners(self) -> Self:
        return self.filter(role=MemberRole.OWNER)


@pghistory.track()
class Member(models.Model):
    """An account that works for an exhibitor: owners invite others, editors write."""

    exhibitor = models.ForeignKey(
        Exhibitor, models.CASCADE, related_name="members", verbose_name=_("exhibitor")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("account"),
    )
    role = models.CharField(_("role"), max_length=8, choices=MemberRole)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                fields=["exhibitor", "account"],
                condition=Q(ended_at=None),
                name="booths_an_account_is_a_member_once",
                violation_error_message=_("The account is already a member."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=MemberRole.values),
                name="booths_member_has_a_known_role",
                violation_error_message=_("This is not a member's role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.exhibitor}"
