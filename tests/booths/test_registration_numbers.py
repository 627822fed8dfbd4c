import pytest
from django.core.exceptions import ValidationError
from stdnum.exceptions import ValidationError as StdnumError

from booths import registration_numbers
from booths.models.exhibitor import check_registration_number

RIGHT = ["116-82-00276", "134-86-72683"]


@pytest.mark.parametrize("number", RIGHT)
def test_a_right_number_is_right_however_it_is_typed(number):
    for typed in (number, number.replace("-", ""), number.replace("-", " ")):
        assert registration_numbers.written(typed) == number


@pytest.mark.parametrize("number", RIGHT)
def test_every_single_wrong_digit_is_found_at_the_end(number):
    for wrong in set("0123456789") - {number[-1]}:
        with pytest.raises(StdnumError):
            registration_numbers.written(number[:-1] + wrong)


@pytest.mark.parametrize(
    "typed", ["", "12345", "116-82-0027", "number", "１１６-82-00276x", "900101-1234567"]
)
def test_what_has_another_form_is_none(typed):
    with pytest.raises(StdnumError):
        registration_numbers.written(typed)


def test_an_exhibitor_is_not_given_a_number_whose_check_digit_is_wrong():
    with pytest.raises(ValidationError, match="116-82-00277"):
        check_registration_number("116-82-00277")
