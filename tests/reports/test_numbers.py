from fractions import Fraction

import pytest

from checker.quantity import Interval
from checker.reports.numbers import bounds, decimal, grouped


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0", "0"),
        ("14103200", "14103200"),
        ("-61/10", "-6.1"),
        ("1/1000", "0.001"),
        ("-1/8", "-0.125"),
        ("100000000000000000000", "100000000000000000000"),
        ("1/3", "0.333333333333"),
        ("2/3", "0.666666666667"),
        ("100000000/3", "33333333.3333"),
        ("1/3000000", "0.000000333333333333"),
        ("10000000000000000000000/7", "1428571428570000000000"),
    ],
)
def test_a_fraction_is_written_as_a_plain_decimal(value: str, written: str) -> None:
    assert decimal(Fraction(value)) == written


@pytest.mark.parametrize("value", ["0", "12.5", "-0.05", "123456789012345678.875"])
def test_a_finite_decimal_is_exact(value: str) -> None:
    assert Fraction(decimal(Fraction(value))) == Fraction(value)


def test_an_open_end_is_none() -> None:
    assert bounds(Interval(Fraction(1, 2), None)) == ["0.5", None]


@pytest.mark.parametrize(
    ("plain", "shown"), [("14103200", "14,103,200"), ("-1234.5", "-1,234.5"), ("999", "999"), ("-0.5", "-0.5")]
)
def test_whole_parts_are_grouped(plain: str, shown: str) -> None:
    assert grouped(plain) == shown
