"""Where personal data of others is seen: each place has a code, which is kept, and words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACES: dict[str, Promise | str] = {
    "desk.search": _("Desk: search"),
    "desk.card": _("Desk: card"),
    "desk.merge": _("Desk: merging"),
    "desk.walk_in": _("Desk: who may be the same person"),
    "desk.group": _("Desk: group"),
    "desk.badge": _("Desk: badge"),
    "desk.badge_run": _("Desk: badge run"),
    "gate.search": _("Scanner: search by name"),
    "admin.person": _("Administration: visitors"),
    "admin.registration": _("Administration: registrations"),
    "admin.ticket": _("Administration: tickets"),
    "admin.reservation": _("Administration: reservations"),
    "admin.consent": _("Administration: consents"),
    "admin.merge": _("Administration: merges"),
    "admin.account": _("Administration: accounts"),
    "admin.role": _("Administration: roles"),
    "admin.member": _("Administration: members of exhibitors"),
    "admin.mail": _("Administration: mails"),
    "admin.order": _("Administration: service orders"),
    "admin.approval": _("Administration: approvals"),
    "admin.mailing": _("Administration: writing to many"),
    "admin.session_reservations": _("Administration: seats of a session"),
    "portal.members": _("Portal: members"),
    "portal.passes": _("Portal: passes"),
    "portal.orders": _("Portal: orders"),
    "portal.leads": _("Portal: leads"),
    "privacy.access_log": _("Privacy: access log"),
    "privacy.permissions": _("Privacy: permissions log"),
    "privacy.person": _("Privacy: a person who asks"),
}
"""Whoever shows personal data at a new place names it here, or `saw` refuses it."""


def word_of(code: str) -> str:
    return str(PLACES.get(code, code))
