"""Search that knows how Korean is typed: one contract, on the server and in the browser."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from booths import hangul, searches
from tests import contracts
from tests.booths.keyboard import composed

VECTORS = json.loads((Path(contracts.__file__).with_name("search_vectors.json")).read_text("utf-8"))

any_syllable = st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣"))
any_name = st.text(any_syllable, min_size=1, max_size=8)
any_letter = st.one_of(
    any_syllable,
    st.sampled_from(hangul.LEADS + hangul.VOWELS + hangul.TAILS),
    st.sampled_from("가나각값닭달다과고 AbZé\u0301ﾎＳ㈜(1-韓\U00020000\u1112\u1161\u11ab\ufeff"),
)
any_text = st.text(any_letter, max_size=12)

alike = settings(
    max_examples=300,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def named(vector):
    return vector["name"]


def spans(found):
    return None if found is None else [list(span) for span in found]


@pytest.mark.parametrize("vector", VECTORS["matches"], ids=named)
def test_a_query_stands_in_a_text_where_the_vectors_say(vector, searching):
    found = searches.matches(vector["query"], vector["text"])
    said = searching.ask("matches", query=vector["query"], text=vector["text"])

    assert spans(found) == vector["spans"]
    assert said == vector["spans"]


@pytest.mark.parametrize("vector", VECTORS["ranks"], ids=named)
def test_a_row_answers_a_query_as_well_as_the_vectors_say(vector, searching):
    said = searching.ask("rank", query=vector["query"], groups=vector["groups"])

    assert searches.rank(vector["query"], vector["groups"]) == vector["rank"]
    assert said == vector["rank"]


@pytest.mark.parametrize("vector", VECTORS["orders"], ids=named)
def test_rows_come_in_the_order_of_the_vectors(vector, searching):
    rows = vector["rows"]
    found = searches.found(vector["query"], range(len(rows)), rows.__getitem__)
    said = searching.ask("order", query=vector["query"], rows=rows)

    assert found == vector["order"]
    assert said == vector["order"]


@alike
@given(any_name, st.data())
@example("다람", None)
@example("값싼", None)
def test_whatever_is_typed_of_a_name_finds_it(name, data):
    keys = "".join(hangul.typed(syllable) for syllable in name)
    ends = range(1, len(keys) + 1)

    for end in ends if data is None else [data.draw(st.sampled_from(ends))]:
        query = composed(keys[:end])
        assert searches.matches(query, name), f"{query} does not find {name}"
        assert searches.matches(keys[:end], name), f"{keys[:end]} does not find {name}"


@alike
@given(any_name, st.data())
def test_initials_find_what_they_begin(name, data):
    first = data.draw(st.integers(0, len(name) - 1))
    leads = "".join(hangul.typed(syllable)[0] for syllable in name[first:])

    alone = len(leads) == 1 and first > 0
    assert bool(searches.matches(leads, name)) or alone


@alike
@given(any_text, any_text)
def test_however_a_text_is_encoded_it_is_found_alike(query, text):
    for form in ("NFC", "NFD"):
        shaped = unicodedata.normalize(form, query), unicodedata.normalize(form, text)
        assert bool(searches.matches(*shaped)) == bool(searches.matches(query, text))


@alike
@given(any_text, any_text)
def test_browsers_and_server_find_alike(searching, query, text):
    found = searches.matches(query, text)

    assert searching.ask("matches", query=query, text=text) == spans(found)


@alike
@given(any_text, st.lists(st.lists(any_text, max_size=2), max_size=4))
def test_browsers_and_server_rank_alike(searching, query, groups):
    said = searching.ask("rank", query=query, groups=groups)

    assert said == searches.rank(query, groups)


def test_a_query_is_read_up_to_a_length_that_nobody_types():
    assert searches.matches("가" * 10_000, "가" * 80) == [(0, 80)]
