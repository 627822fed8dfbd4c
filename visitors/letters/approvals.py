"""What is told to whoever registered for a class that needs an approval."""

from django.utils.translation import gettext as _

from expo import mails
from expo.mails import Link, Said
from expo.models import Mail
from visitors import links
from visitors.letters import wording
from visitors.models import Approval, Registration


@mails.composer("approval_waiting")
def approval_waiting(mail: Mail) -> Said:
    """At once: it has arrived, somebody looks at it, and where to see how it stands."""
    row = _registration(mail, Approval.WAITING)
    words = {"edition": row.edition.name, "class": row.get_ticket_class_display()}
    return Said(
        subject=_("%(edition)s: your registration waits for approval") % words,
        paragraphs=[
            wording.greeting(row),
            _("You have registered for %(edition)s, class %(class)s.") % words,
            _(
                "The organisers look at each registration of this class. As soon as it is approved "
                "you get your ticket by mail, and it stands behind this link."
            ),
            _("Your reservation number: %(number)s") % {"number": row.number},
        ],
        link=Link(_("See how it stands"), links.whole_address(row, mail.language), is_secret=True),
        notes=[_own_link()],
    )


@mails.composer("approval_refused")
def approval_refused(mail: Mail) -> Said:
    """Once it was decided: there is no ticket of this class, and why."""
    row = _registration(mail, Approval.REFUSED)
    words = {"edition": row.edition.name, "class": row.get_ticket_class_display()}
    return Said(
        subject=_("%(edition)s: your registration was not approved") % words,
        paragraphs=[
            wording.greeting(row),
            _("Your registration for %(edition)s, class %(class)s, was not approved.") % words,
            _("The reason: %(reason)s") % {"reason": row.refusal},
            _("You are welcome as a visitor: registering takes a minute."),
        ],
        link=Link(
            _("What is kept about me"), links.whole_address(row, mail.language), is_secret=True
        ),
        notes=[_own_link()],
    )


def _registration(mail: Mail, approval: Approval) -> Registration:
    """Raises NotNeeded once it stands otherwise, was cancelled, or its person erased."""
    rows = Registration.objects.standing().filter(approval=approval, person__erased_at=None)
    row = rows.select_related("edition", "person").filter(uuid=mail.facts["registration"]).first()
    if row is None:
        raise mails.NotNeeded
    return row


def _own_link() -> str:
    return _("The link is yours alone: whoever has it sees your registration.")
