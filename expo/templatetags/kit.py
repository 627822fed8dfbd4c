"""Form fields as the design kit draws them, with their errors tied to them."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

UNSTYLED = {"checkbox", "radio", "file", "hidden"}
STYLES = {"select": "krds-form-select"}


@register.filter
def drawn(field: BoundField) -> SafeString:
    """The field's control. Django itself names its error and its hint (`aria-describedby`).

    No placeholder: it would repeat the label, in a colour too pale to read."""
    kind = getattr(field.field.widget, "input_type", "text")
    style = {} if kind in UNSTYLED else {"class": STYLES.get(kind, "krds-input")}
    return field.as_widget(attrs={"placeholder": False, **style})
