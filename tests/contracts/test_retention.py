"""Every field that can hold a word is either destroyed by a rule or known to hold nothing of
anybody. Whoever adds a field decides which."""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.utils import translation

from expo.admin.base import ExpoAdmin
from expo.retention import rules
from tests.contracts.impersonal import IMPERSONAL

WORDLESS = (
    models.AutoField,
    models.BooleanField,
    models.DateField,
    models.DateTimeField,
    models.DecimalField,
    models.DurationField,
    models.FloatField,
    models.ForeignKey,
    models.GeneratedField,
    models.IntegerField,
    models.TimeField,
    models.UUIDField,
)


def fields():
    """`app.Model.field` of all that can hold words; a history is told by what it is the history
    of."""
    for model in apps.get_models(include_auto_created=True):
        owner = getattr(model, "pgh_tracked_model", model)
        for field in model._meta.concrete_fields:
            if not (isinstance(field, WORDLESS) or field.name.startswith("pgh_")):
                yield f"{owner._meta.label}.{field.name}"


def in_rules():
    return {field for rule in rules() for field in rule.fields}


def is_impersonal(field):
    return field in IMPERSONAL or f"{field.rpartition('.')[0]}.*" in IMPERSONAL


def test_every_field_with_words_is_in_a_rule_or_impersonal():
    ruled = in_rules()

    assert sorted({f for f in fields() if f not in ruled and not is_impersonal(f)}) == []


def test_no_field_is_both():
    assert sorted(field for field in in_rules() if is_impersonal(field)) == []


def test_rules_and_exceptions_name_what_there_is():
    known = set(fields())
    models_known = {f"{field.rpartition('.')[0]}.*" for field in known}
    dead = [name for name in IMPERSONAL if name not in known | models_known]

    assert sorted(dead) == []
    assert sorted(in_rules() - known) == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_rule_says_everything_in_both_languages(language):
    with translation.override(language):
        for rule in rules():
            said = [rule.kind, rule.purpose, rule.basis, rule.period, rule.eraser]
            assert all(str(words).strip() for words in said), rule.code
            is_korean = [any("가" <= sign <= "힣" for sign in str(words)) for words in said]
            assert all(is_korean) if language == "ko" else not any(is_korean), rule.code


def test_a_rule_that_finds_rows_also_erases_them():
    assert [rule.code for rule in rules() if (rule.due is None) != (rule.erase is None)] == []


def test_the_administration_keeps_no_log_of_its_own_with_names_in_it():
    theirs = admin.site._registry.values()

    assert [type(one).__name__ for one in theirs if not isinstance(one, ExpoAdmin)] == []


# What is written about it

DOCUMENT = Path(__file__).parents[2] / "docs" / "privacy.md"


def table():
    """The rules as the document has them."""
    yield "| what | fields | what for | basis | how long | destroyed by |"
    yield "|---|---|---|---|---|---|"
    with translation.override("en"):
        for rule in rules():
            period = str(rule.period).replace("%(days)s", "N")
            fields = ", ".join(f"`{field}`" for field in rule.fields) or "none"
            words = (rule.kind, fields, rule.purpose, rule.basis, period, rule.eraser)
            yield f"| {' | '.join(str(word) for word in words)} |"


def test_the_document_has_the_rules_as_they_are():
    lines = DOCUMENT.read_text().splitlines()
    start = lines.index(next(table()))
    written = lines[start : lines.index("", start)]

    assert written == list(table())
