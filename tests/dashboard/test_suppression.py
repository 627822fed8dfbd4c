"""Small numbers of people stay unsaid: an attacker who tries everything finds none of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expo.dashboard.open_data.suppression import SMALL, Numbers, hidden

MOST = 12
"""Numbers below it are those that the attacker tries. What he finds possible, is."""


def table(rows):
    """A table with its sums: of rows, of columns, and of all."""
    height, width = len(rows), len(rows[0])
    values = {f"{y}{x}": rows[y][x] for y in range(height) for x in range(width)}
    values |= {f"row{y}": sum(rows[y]) for y in range(height)}
    values |= {f"column{x}": sum(row[x] for row in rows) for x in range(width)}
    values["all"] = sum(map(sum, rows))
    sums = [{f"{y}{x}": 1 for x in range(width)} | {f"row{y}": -1} for y in range(height)]
    sums += [{f"{y}{x}": 1 for y in range(height)} | {f"column{x}": -1} for x in range(width)]
    sums.append({f"row{y}": 1 for y in range(height)} | {"all": -1})
    return Numbers(values, sums)


def imagined(numbers, left_out):
    """Every set of numbers that agrees with what is published, by brute force."""
    wholes = {name for terms in numbers.sums for name in terms if terms[name] < 0}
    parts = sorted(numbers.values.keys() - wholes)
    published = {
        name: value
        for name, value in numbers.values.items()
        if name not in left_out | numbers.unsaid
    }
    yield from guesses(numbers, published, parts, {})


def guesses(numbers, published, parts, told):
    """One part after the other; what contradicts a published number is not followed further."""
    told = worked_out(numbers, told)
    if any(value < 0 or published.get(name, value) != value for name, value in told.items()):
        return
    missing = [name for name in parts if name not in told]
    if not missing:
        if all(sum(terms[name] * told[name] for name in terms) == 0 for terms in numbers.sums):
            yield told
        return
    name = missing[0]
    for value in [published[name]] if name in published else range(MOST):
        yield from guesses(numbers, published, parts, told | {name: value})


def worked_out(numbers, told):
    """With what follows from a sum of which one number is missing; −1 where none fits."""
    told = dict(told)
    for terms in [*numbers.sums, *numbers.sums]:
        missing = [name for name in terms if name not in told]
        if len(missing) == 1:
            rest = -sum(terms[name] * told[name] for name in terms if name in told)
            value, left = divmod(rest, terms[missing[0]])
            told[missing[0]] = -1 if left else value
    return told


def attack(numbers):
    """For every number that is left out the values which an attacker must think possible."""
    left_out = hidden(numbers)
    worlds = list(imagined(numbers, left_out))
    return {name: {world[name] for world in worlds} for name in left_out}


def assert_nothing_is_given_away(numbers):
    for name, possible in attack(numbers).items():
        assert len(possible) > 1, name
        if numbers.is_small(name):
            assert max(possible) >= SMALL, name


# What stays unsaid


@pytest.mark.parametrize("value", [0, 5, 6, 30_000])
def test_nobody_and_five_or_more_are_said(value):
    assert hidden(Numbers({"a": value})) == set()


@pytest.mark.parametrize("value", [1, 2, 3, 4])
def test_fewer_than_five_are_not(value):
    assert hidden(Numbers({"a": value, "b": 9})) == {"a"}


def test_the_smallest_beside_it_is_left_out_too_so_that_the_sum_tells_nothing():
    numbers = Numbers({"a": 2, "b": 70, "c": 8, "all": 80}, [{"a": 1, "b": 1, "c": 1, "all": -1}])

    assert hidden(numbers) == {"a", "c"}


def test_two_that_are_small_together_need_a_third():
    numbers = Numbers({"a": 1, "b": 1, "c": 30, "all": 32}, [{"a": 1, "b": 1, "c": 1, "all": -1}])

    assert hidden(numbers) == {"a", "b", "c"}


def test_enough_small_ones_protect_each_other():
    names = ["a", "b", "c", "d"]
    numbers = Numbers(
        dict.fromkeys(names, 3) | {"all": 12}, [dict.fromkeys(names, 1) | {"all": -1}]
    )

    assert hidden(numbers) == set(names)


def test_a_difference_that_nobody_publishes_is_not_given_away_either():
    """100 seats and 98 that came: two did not."""
    numbers = Numbers(
        {"reserved": 100, "came": 98, "stayed away": 2},
        [{"came": 1, "stayed away": 1, "reserved": -1}],
        unsaid=frozenset({"stayed away"}),
    )

    assert hidden(numbers) == {"came"}


def test_visits_and_persons_do_not_give_away_who_came_again():
    """Three came on two days. Persons by days sum to the visitors, further days to the repeats."""
    numbers = Numbers(
        {"once": 9, "twice": 3, "visits": 15, "visitors": 12, "repeat": 3},
        [
            {"once": 1, "twice": 1, "visitors": -1},
            {"twice": 1, "repeat": -1},
            {"visitors": 1, "repeat": 1, "visits": -1},
        ],
    )

    assert len(hidden(numbers)) == 4
    assert_nothing_is_given_away(numbers)


def test_the_great_figures_of_a_fair_are_told_though_few_came_on_all_days():
    persons = {"once": 25_000, "twice": 4_000, "thrice": 3}
    numbers = Numbers(
        persons | {"visitors": 29_003, "repeat": 4_006, "visits": 33_009},
        [
            dict.fromkeys(persons, 1) | {"visitors": -1},
            {"twice": 1, "thrice": 2, "repeat": -1},
            {"visitors": 1, "repeat": 1, "visits": -1},
        ],
    )

    assert hidden(numbers) == set(persons)


def test_that_one_number_is_at_most_another_is_known_to_the_attacker():
    """At most four visitors came again, since only four visits are more than persons."""
    at_most = [{"a": 1, "spare": 1, "most": -1}]
    values = {"a": 2, "b": 50, "both": 52, "most": 4, "spare": 2}
    numbers = Numbers(
        values,
        [*at_most, {"a": 1, "b": 1, "both": -1}],
        unsaid=frozenset({"spare"}),
        spare=frozenset({"spare"}),
    )

    assert hidden(numbers) == {"a", "b", "most"}


def test_the_order_in_which_numbers_come_does_not_matter():
    numbers = table([[1, 9, 20], [30, 7, 8]])
    other = Numbers(
        dict(reversed(numbers.values.items())),
        [dict(reversed(terms.items())) for terms in reversed(numbers.sums)],
    )

    assert hidden(numbers) == hidden(other)


def test_a_fair_of_sixty_quiet_days_is_done_in_no_time():
    days = [[1 + (day + hour) % 7 for hour in range(10)] for day in range(60)]

    assert hidden(table(days))


# The attacker


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2))
def test_no_table_with_its_sums_gives_a_small_number_away(rows):
    assert_nothing_is_given_away(table(rows))


@settings(max_examples=25)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=3))
def test_no_row_with_its_sum_does(parts):
    names = [f"p{number}" for number in range(len(parts))]
    values = dict(zip(names, parts, strict=True)) | {"all": sum(parts)}

    assert_nothing_is_given_away(Numbers(values, [dict.fromkeys(names, 1) | {"all": -1}]))


@settings(max_examples=25)
@given(st.lists(st.integers(0, 6), min_size=3, max_size=3))
def test_neither_do_persons_by_days_with_visits_and_visitors(histogram):
    names = ["once", "twice", "thrice"]
    visitors = sum(histogram)
    visits = sum(times * persons for times, persons in enumerate(histogram, 1))
    values = dict(zip(names, histogram, strict=True))
    values |= {"visits": visits, "visitors": visitors, "repeat": visits - visitors}
    sums = [
        dict.fromkeys(names, 1) | {"visitors": -1},
        {"twice": 1, "thrice": 2, "repeat": -1},
        {"visitors": 1, "repeat": 1, "visits": -1},
    ]

    assert_nothing_is_given_away(Numbers(values, sums))


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=2))
def test_neither_do_first_and_repeat_visits_of_the_days(days):
    values, sums = {"visits": 0, "visitors": 0, "repeat": 0}, []
    for number, (first, again) in enumerate(days):
        values |= {f"first{number}": first, f"again{number}": again}
        values[f"day{number}"] = first + again
        sums.append({f"first{number}": 1, f"again{number}": 1, f"day{number}": -1})
        values["visits"] += first + again
        values["visitors"] += first
        values["repeat"] += again
    for part, whole in (("first", "visitors"), ("again", "repeat"), ("day", "visits")):
        sums.append({f"{part}{number}": 1 for number in range(len(days))} | {whole: -1})

    assert_nothing_is_given_away(Numbers(values, sums))
