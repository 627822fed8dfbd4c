"""What was told, as it is read once more before the last button."""

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from visitors import countries
from visitors.pages.registration.consent_form import ConsentForm
from visitors.pages.registration.writing import ASKED, Step, Writing

Text = str | Promise


class Line(NamedTuple):
    label: Text
    said: list[str]


class Part(NamedTuple):
    """One step and the lines under it; `nothing` is said where there are none."""

    step: Step
    lines: list[Line]
    nothing: str = ""


def of(writing: Writing) -> list[Part]:
    """All of what is right, step by step."""
    lines = {"who": _who(writing), "consents": _consents(writing), "optional": _optional(writing)}
    return [Part(step, list(lines[step.name]), _nothing(writing, step)) for step in ASKED]


def _who(writing: Writing) -> Iterator[Line]:
    form = writing.forms["who"]
    yield Line(_("Class"), [str(writing.offer.label)])
    for name in form.fields:
        said = form.cleaned_data.get(name)
        if said and not _is_the_other_way(form.cleaned_data, name):
            yield Line(str(form.fields[name].label), _words(form.fields[name], said))


def _is_the_other_way(said: dict[str, Any], name: str) -> bool:
    """Of a group's two ways the one that was not chosen may have been filled in before."""
    chosen = {"together": "heads", "names": "companions"}.get(said.get("way", ""))
    return chosen is not None and name in {"heads", "companions"} - {chosen}


def _words(field: Any, said: Any) -> list[str]:
    if isinstance(said, list):
        return [details.name for details in said]
    choices = dict(getattr(field, "choices", ()))
    return [str(choices.get(said, said))]


def _consents(writing: Writing) -> Iterator[Line]:
    form = cast("ConsentForm", writing.forms["consents"])
    for title, is_given in form.answers():
        yield Line(title, [_("I agree") if is_given else _("I do not agree")])


def _optional(writing: Writing) -> Iterator[Line]:
    if not writing.may_tell_more:
        return
    form = writing.forms["optional"]
    for name, said in form.cleaned_data.items():
        if said:
            shown = countries.name(said, writing.language) if name == "country" else said
            yield Line(str(form.fields[name].label), [shown])


def _nothing(writing: Writing, step: Step) -> str:
    if step.name != "optional":
        return ""
    if writing.may_tell_more:
        return _("Nothing told.")
    return _("Nothing: you did not agree to optional items.")
