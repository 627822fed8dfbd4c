"""What mails about accounts say."""

from django.utils.translation import gettext as _

from expo import invitations, mails
from expo.mails import Said
from expo.models import Account, Mail, Role


@mails.composer("role")
def role(mail: Mail) -> Said:
    """To whoever was given a role: which, and how to begin."""
    given = Role.objects.held().select_related("account", "edition").filter(pk=mail.facts["role"])
    held = given.first()
    if held is None or not held.account.is_active:
        raise mails.NotNeeded
    words = {"role": held.get_kind_display(), "edition": held.edition.name}
    return Said(
        subject=_("%(edition)s: you are invited to work with us") % words,
        paragraphs=[
            invitations.greeting(held.account),
            _("You have been given the role “%(role)s” at %(edition)s.") % words,
        ],
        link=invitations.way_in(held.account),
        notes=invitations.notes(held.account),
    )


@mails.composer("password")
def password(mail: Mail) -> Said:
    """To whoever forgot his password."""
    account = _active(mail)
    return Said(
        subject=_("Choose a new password"),
        paragraphs=[
            invitations.greeting(account),
            _("You, or somebody who typed your mail address, asked for a new password."),
        ],
        link=invitations.way_back_in(account),
        notes=[
            _("The link can be used once, within 3 days."),
            _("If it was not you, you need not do anything: your password stays as it is."),
        ],
    )


@mails.composer("fresh_link")
def fresh_link(mail: Mail) -> Said:
    """To whoever asked for another link in place of one that had run out."""
    account = _active(mail)
    return Said(
        subject=_("Your new link"),
        paragraphs=[
            invitations.greeting(account),
            _("You asked for a new link to begin your work."),
        ],
        link=invitations.way_in(account),
        notes=invitations.notes(account),
    )


def _active(mail: Mail) -> Account:
    account = Account.objects.filter(pk=mail.facts["account"], is_active=True).first()
    if account is None:
        raise mails.NotNeeded
    return account
