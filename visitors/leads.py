"""Leads: which exhibitors may know a visitor, by his own consent to each, and until he takes it
back. Nothing is copied: an exhibitor reads the data where it stands."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Edition
from visitors.models import ConsentKind, ConsentText, Lead, Registration

ITEMS = ("name", "organisation", "job_title", "email", "phone")
"""What of a person an exhibitor reads, as far as it is known: no more than the notice names."""


class OtherNotice(Refused):
    code = "other_notice"
    message = _("This notice is about something else.")


def given(registration: Registration) -> list[Lead]:
    """To whom he agreed, the newest first, those he took back among them."""
    rows = Lead.objects.filter(registration=registration).select_related("text")
    return list(rows.order_by("-given_at", "-pk"))


def known_to(edition: Edition, exhibitor: int) -> "QuerySet[Lead]":
    """The visitors whom the exhibitor may know now, the newest first, each with his person."""
    rows = Lead.objects.standing().filter(edition=edition, exhibitor=exhibitor)
    living = rows.filter(registration__person__erased_at=None)
    return living.select_related("registration__person").order_by("-given_at", "-pk")


@transaction.atomic
def give(
    registration: Registration, exhibitors: Sequence[int], text: ConsentText, *, at: datetime
) -> list[Lead]:
    """Let these exhibitors know the visitor, by a row for each; who does already is passed over.

    Raises OtherNotice."""
    if text.kind != ConsentKind.THIRD_PARTY or text.edition_id != registration.edition_id:
        raise OtherNotice
    Registration.objects.select_for_update(of=["self"]).get(pk=registration.pk)
    rows = Lead.objects.standing().filter(registration=registration)
    known = set(rows.values_list("exhibitor", flat=True))
    return Lead.objects.bulk_create(
        Lead(
            edition_id=registration.edition_id,
            registration=registration,
            exhibitor=exhibitor,
            text=text,
            given_at=at,
        )
        for exhibitor in dict.fromkeys(exhibitors)
        if exhibitor not in known
    )


def withdraw(lead: Lead, *, at: datetime) -> Lead:
    """Take it back: the exhibitor reads nothing of him any more. Again changes nothing."""
    moment = Greatest(F("given_at"), Value(at))
    Lead.objects.filter(pk=lead.pk, withdrawn_at=None).update(withdrawn_at=moment)
    lead.refresh_from_db(fields=["withdrawn_at"])
    return lead
