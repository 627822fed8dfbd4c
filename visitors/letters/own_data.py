"""What is told to whoever changed his own data, or had them erased: so that he learns of it also
when it was somebody else who has his link."""

from django.utils.translation import gettext as _

from expo import mails
from expo.mails import Link, Said
from expo.models import Mail
from visitors import corrections, links
from visitors.models import Registration

mails.forget_once_sent("address_left", "erased")


@mails.composer("data_changed")
def data_changed(mail: Mail) -> Said:
    """To the address that stands now: which fields it was, and never what they say."""
    row = _registration(mail)
    return Said(
        subject=_("%(edition)s: your details were changed") % {"edition": row.edition.name},
        paragraphs=[
            _("This was changed on your ticket page: %(fields)s.") % {"fields": _fields(mail)},
            _("If it was you, you need not do anything."),
        ],
        link=Link(_("My details"), _address(row, mail), is_secret=True),
        notes=[_if_not_you()],
    )


@mails.composer("address_left")
def address_left(mail: Mail) -> Said:
    """To the address that is no longer his: without a link, as it may be somebody else's."""
    row = _registration(mail)
    return Said(
        subject=_("%(edition)s: another mail address") % {"edition": row.edition.name},
        paragraphs=[
            _(
                "A registration that had this mail address has another one now. From here on its "
                "mails go there, and this address has been erased."
            ),
        ],
        notes=[_if_not_you()],
    )


@mails.composer("erased")
def erased(mail: Mail) -> Said:
    """The last mail: what was done, and by which number it is certified."""
    if mail.edition is None:
        raise mails.NotNeeded
    numbers = ", ".join(f"{mail.edition.slug}-{each}" for each in mail.facts["certificates"])
    return Said(
        subject=_("%(edition)s: your data are erased") % {"edition": mail.edition.name},
        paragraphs=[
            _("As you asked, everything personal that was kept about you is destroyed."),
            _("What remains names nobody: numbers of the count, and that a code was scanned."),
            _("Certificate of destruction: %(numbers)s") % {"numbers": numbers},
            _("This mail was the last one, and your address is erased with its sending."),
        ],
    )


def _registration(mail: Mail) -> Registration:
    """Raises NotNeeded for whoever is erased meanwhile."""
    rows = Registration.objects.select_related("edition", "person")
    living = rows.filter(uuid=mail.facts["registration"], person__erased_at=None)
    row = living.first()
    if row is None:
        raise mails.NotNeeded
    return row


def _fields(mail: Mail) -> str:
    return ", ".join(corrections.label_of(name) for name in mail.facts["fields"])


def _address(row: Registration, mail: Mail) -> str:
    return links.whole_address(row, mail.language, "ticket_details")


def _if_not_you() -> str:
    return _("If it was not you, write to the organisers: somebody else may have the link.")
