"""Why nobody is registered, at the desk or in advance."""

from django.utils.translation import gettext_lazy as _

from expo.errors import Conflict, Refused


class ConsentMissing(Refused):
    code = "consent_missing"
    message = _("Nothing personal is kept without the consent to the collection notice.")


class RegisteredDifferently(Conflict):
    """Facts: the `registration` that was made with this id."""

    code = "registered_differently"
    message = _("Somebody else was registered under this id. A new registration takes a new id.")
