"""Pieces of a page: drawn from words, and again only where those have changed."""

import pytest
from django.utils import translation

from expo.pages import pieces

PIECE = "expo/pages/test_piece.html"


@pytest.fixture(autouse=True)
def template(settings):
    """One that says a word in the reader's language, and what it is told."""
    words = "{% load i18n %}{% translate 'Korean' %}: {{ word }}"
    loader = ("django.template.loaders.locmem.Loader", {PIECE: words})
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [loader]},
        }
    ]
    pieces.forget()
    yield
    pieces.forget()


def test_the_same_words_are_drawn_once():
    assert pieces.drawn(PIECE, word="booth") is pieces.drawn(PIECE, word="booth")


def test_other_words_are_drawn_anew():
    assert pieces.drawn(PIECE, word="booth") != pieces.drawn(PIECE, word="hall")


def test_each_language_has_its_own():
    with translation.override("en"):
        english = pieces.drawn(PIECE, word="A-1")
    with translation.override("ko"):
        korean = pieces.drawn(PIECE, word="A-1")

    assert (english, korean) == ("Korean: A-1", "한국어: A-1")


def test_what_a_reader_may_have_written_is_escaped():
    assert pieces.drawn(PIECE, word="<b>").endswith("&lt;b&gt;")


def test_a_row_of_a_table_of_which_only_the_key_counts_is_refused():
    with pytest.raises(TypeError, match="unhashable"):
        pieces.drawn(PIECE, word=["a list may change"])


def test_whoever_writes_templates_sees_them_at_once(settings):
    settings.DEBUG = True

    assert pieces.drawn(PIECE, word="booth") is not pieces.drawn(PIECE, word="booth")
