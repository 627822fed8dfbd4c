"""Korean first: whatever the program says in English is said in Korean as well."""

import re
from collections import defaultdict

import pytest

from expo.project import translations
from tests.project import messages

PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@pytest.mark.parametrize("app", messages.APPS)
def test_every_message_has_korean_words(app):
    assert sorted(messages.wanted(app) - messages.translated(app)) == []


@pytest.mark.parametrize("app", messages.APPS)
def test_no_translation_is_left_of_a_message_that_is_gone(app):
    assert sorted(messages.translated(app) - messages.wanted(app)) == []


@pytest.mark.parametrize("app", messages.APPS)
def test_a_translation_keeps_the_places_of_its_message(app):
    wrong = [
        entry.msgid
        for entry in messages.catalogue(app)
        for words in [entry.msgstr, *entry.msgstr_plural.values()]
        if not _places(words) <= _places(entry.msgid + entry.msgid_plural)
    ]

    assert wrong == []


def test_a_message_has_the_same_korean_words_in_every_app():
    """All catalogues are one when pages are shown: the first app's words would be everybody's."""
    said = defaultdict(set)
    for app in messages.APPS:
        for entry in messages.catalogue(app):
            said[entry.msgctxt, entry.msgid].add(entry.msgstr)

    assert [message for message, words in said.items() if len(words) > 1] == []


def _places(words):
    return set(PLACE.findall(words))


def test_messages_are_found_in_python_and_in_templates():
    found = {of_one: of_several for of_one, of_several, _context in messages.wanted("expo")}

    assert "Another edition already has this number." in found  # Python
    assert "Skip to the content" in found  # a template
    assert "D, j F" in found  # a template's filter
    assert "days" in found["It begins tomorrow, on %(day)s at %(time)s."]  # of several


def test_a_catalogue_is_compiled_once_and_again_when_it_has_changed(tmp_path):
    source = tmp_path / "app" / "locale" / "ko" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "yes"\nmsgstr "예"\n', encoding="utf-8")

    assert translations.compile_stale(tmp_path) == [source]
    assert translations.compile_stale(tmp_path) == []
    assert source.with_suffix(".mo").exists()
