"""What the ends of a range stand for: exact where things are counted, rounded where they are measured."""

from fractions import Fraction

import pytest

from checker.parsing.quantities import read_quantity


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3-5人", "3", "5"),
        ("三至五家", "3", "5"),
        ("3人", "3", "3"),
        ("30-50万人", "295000", "505000"),
        ("1.5-2人", "1", "5/2"),
        ("3-5吨", "2500", "5500"),
    ],
)
def test_the_ends_of_a_range_of_counted_things_are_exact(text: str, low: str, high: str) -> None:
    reading = read_quantity(text)
    assert reading is not None
    interval = reading.measure.interval
    assert (interval.low, interval.high) == (Fraction(low), Fraction(high))
