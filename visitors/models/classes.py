"""The words for the classes of a ticket, as people read them."""

from django.utils.translation import gettext_lazy as _

from visitors.classes import TicketClass

CLASSES = [
    (TicketClass.VISITOR.value, _("Visitor")),
    (TicketClass.EXHIBITOR.value, _("Exhibitor")),
    (TicketClass.MEDIA.value, _("Media")),
    (TicketClass.STAFF.value, _("Staff")),
    (TicketClass.SERVICE.value, _("Service")),
    (TicketClass.SPEAKER.value, _("Speaker")),
    (TicketClass.GROUP.value, _("Group")),
]
CLASS_NAMES = [name for name, _label in CLASSES]


def every_class() -> list[str]:
    return list(CLASS_NAMES)
