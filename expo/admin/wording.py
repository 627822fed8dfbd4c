"""Words of the theme that it brings no Korean for: named here, so that our catalogue has them."""

from django.utils.translation import gettext_noop as _

WORDS = [
    _(" By %(filter_title)s "),
    _("Add row"),
    _("Apply Filters"),
    _("Dark"),
    _("Date"),
    _("Expand row"),
    _("General"),
    _("Go back"),
    _("Light"),
    _("Loading more results..."),
    _("More actions"),
    _("Next"),
    _("No results found"),
    _("Previous"),
    _("Reset filters"),
    _("Run"),
    _("Select action"),
    _("Select action to run"),
    _("Select all rows"),
    _("Select record"),
    _("Select value"),
    _("System"),
    _("This item will be deleted."),
    _("This page yielded into no results. Create a new item or reset your filters."),
    _("Type to search"),
]
