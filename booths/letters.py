"""What mails to exhibitors say."""

import re

from django.urls import reverse
from django.utils.translation import gettext as _

from booths import mailings, members
from booths.listings.fields import label
from booths.models import ChangeState, ListingChange, Member
from booths.moderation import letters as decisions
from expo import invitations, mails
from expo.mails import Link, Said
from expo.models import Account, Mail


@mails.composer(members.KIND)
def membership(mail: Mail) -> Said:
    """To whoever was made a member: by whom, for which exhibitor, and how to begin."""
    rows = Member.objects.standing().select_related("account", "exhibitor__edition")
    member = rows.filter(pk=mail.facts["member"], account__is_active=True).first()
    if member is None:
        raise mails.NotNeeded
    by = Account.objects.get(pk=mail.facts["by"])
    words = {
        "by": by,
        "exhibitor": member.exhibitor.name,
        "edition": member.exhibitor.edition.name,
        "role": member.get_role_display(),
    }
    return Said(
        subject=_("%(exhibitor)s: you are invited to the portal of %(edition)s") % words,
        paragraphs=[
            invitations.greeting(member.account),
            _("%(by)s invites you to work for %(exhibitor)s at %(edition)s, as: %(role)s.") % words,
            _(
                "In the portal you keep the exhibitor's listing, say whether its booth is "
                "running, order services and issue staff passes."
            ),
        ],
        link=invitations.way_in(member.account),
        notes=invitations.notes(member.account),
    )


@mails.composer(mailings.KIND)
def mailing(mail: Mail) -> Said:
    """What an organiser wrote to many."""
    sent = mail.mailing
    if sent is None:
        raise mails.NotNeeded
    return _from_organisers(mail, str(sent.subject), str(sent.text))


@mails.composer(mailings.TEST)
def mailing_test(mail: Mail) -> Said:
    """The same before it is sent: for a preview, or to whoever writes it."""
    return _from_organisers(mail, mail.facts["subject"], mail.facts["text"])


@mails.composer(decisions.KIND)
def listing_decided(mail: Mail) -> Said:
    """To a member: which proposals are live now, and which were sent back, and why."""
    rows = ListingChange.objects.filter(pk__in=mail.facts["changes"]).order_by("pk")
    decided = list(rows.select_related("listing__participation__exhibitor"))
    if not decided:
        raise mails.NotNeeded
    exhibitor = decided[0].listing.participation.exhibitor
    return Said(
        subject=_("%(exhibitor)s: your proposals for the listing are decided")
        % {"exhibitor": exhibitor.name},
        paragraphs=[_verdict(change) for change in decided],
        link=Link(
            _("Open the listing"), mails.link(reverse("portal_listing", args=[exhibitor.uuid]))
        ),
    )


def _verdict(change: ListingChange) -> str:
    words = {"field": label(change.field), "reason": change.reason}
    if change.state == ChangeState.APPROVED:
        return _("%(field)s: approved, and live now.") % words
    return _("%(field)s: sent back, because: %(reason)s") % words


def _from_organisers(mail: Mail, subject: str, text: str) -> Said:
    edition = mail.edition.name if mail.edition else ""
    return Said(
        subject=subject,
        paragraphs=[part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()],
        link=Link(_("Open the portal"), mails.link(reverse("portal"))),
        notes=[
            _("You receive this mail because you work for an exhibitor of %(edition)s.")
            % {"edition": edition}
        ],
    )
