"""Business registration numbers (사업자등록번호): ten digits, the last of which checks the others.

The library knows their form (tax office, kind of business, serial number) and not the check digit.
"""

from stdnum.exceptions import InvalidChecksum
from stdnum.kr import brn

WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def digits(number: str) -> str:
    """The digits alone, as two spellings of one number are compared; raises nothing."""
    return str(brn.compact(number))


def written(number: str) -> str:
    """As offices write it: 123-45-67891. Raises stdnum's ValidationError for what is none."""
    checked = brn.validate(number)
    if int(checked[-1]) != _check_digit(checked):
        raise InvalidChecksum
    return str(brn.format(checked))


def _check_digit(number: str) -> int:
    """The ninth digit weighs five, and the tens of that product count once more."""
    values = [int(digit) * weight for digit, weight in zip(number[:9], WEIGHTS, strict=True)]
    return -(sum(values) + values[-1] // 10) % 10
