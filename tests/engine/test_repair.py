"""Proposals: the one small slip that explains a wrong number, else the value in its own style, else nothing."""

from dataclasses import replace
from fractions import Fraction

import pytest
from groups import World

from checker.quantity import Hedge, Interval
from checker.repair import DIGIT, MAGNITUDE, POINT, SIGN, SWAP, likeliest, propose, reach, slips


def interval(low: str, high: str) -> Interval:
    return Interval(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("ink", "low", "high", "proposed"),
    [
        # two digits swapped
        ("121.06%", "1.1205", "1.1207", "112.06%"),
        ("10.78个百分点", "10.86", "10.88", "10.87个百分点"),
        # the point moved
        ("7.046亿元", "7.04e9", "7.05e9", "70.46亿元"),
        ("4500人", "450", "450", "450.0人"),
        # 万 for 亿, and lost
        ("70.46万元", "7.04e9", "7.05e9", "70.46亿元"),
        ("3528元", "35280000", "35280000", "3528万元"),
        # one digit
        ("10.4%", "0.1535", "0.1545", "15.4%"),
        ("13.0%", "0.1495", "0.1505", "15.0%"),
        # several slips of a kind would do: the value, as precise as the report writes
        ("17.2%", "0.110", "0.124", "11.7%"),
        ("95.00亿元", "7.046e9", "7.046e9", "70.46亿元"),
        # a fall stays a fall; a rise that should be one is not a matter of digits
        ("−9.3%", "-0.084", "-0.083", "8.3%"),
        ("8.3%", "-0.084", "-0.083", ""),
    ],
)
def test_proposals(ink: str, low: str, high: str, proposed: str) -> None:
    assert propose(World().claim(ink), interval(low, high)) == proposed


def test_nothing_is_proposed_for_what_has_no_bounds() -> None:
    assert propose(World().claim("7件"), Interval(None, None)) == ""


@pytest.mark.parametrize(
    ("kind", "ink", "slipped"),
    [
        (SWAP, "12.3%", {"21.3%", "13.2%", "32.1%"}),
        (SWAP, "11%", set()),
        (POINT, "12.3%", {"0.123%", "1.23%", "123%", "1230%"}),
        (POINT, "5%", {"0.05%", "0.5%", "50%", "500%"}),
        (MAGNITUDE, "5%", set()),
        (SIGN, "−5%", {"5%"}),
        (DIGIT, "5", {"0", "1", "2", "3", "4", "6", "7", "8", "9"}),
    ],
)
def test_slips(kind: int, ink: str, slipped: set[str]) -> None:
    found = [slip for slip in slips(World().claim(ink)) if slip.kind == kind]
    assert {slip.claim.measure.written for slip in found} == slipped


def test_a_slip_is_worth_what_it_says() -> None:
    claim = World().claim("1.20亿元")
    values = {slip.claim.measure.written: slip.claim.interval.middle for slip in slips(claim)}
    assert values["2.10亿元"] == 210_000_000
    assert values["12.0亿元"] == 1_200_000_000
    assert values["1.20万元"] == 12_000


def test_hedged_numbers_have_no_slips() -> None:
    claim = World().claim("50%")
    number = replace(claim.measure.number, hedge=Hedge.ABOUT)
    assert not list(slips(replace(claim, measure=replace(claim.measure, number=number))))


def test_likelier_kinds_come_first_and_must_be_alone() -> None:
    found = list(slips(World().claim("12.3%")))
    assert likeliest(slip for slip in found if slip.claim.measure.written in ("21.3%", "1.23%")) == "21.3%"
    assert likeliest(slip for slip in found if slip.kind == SWAP) == ""
    assert likeliest(slip for slip in found if slip.kind == SWAP or slip.claim.measure.written == "1.23%") == "1.23%"
    assert likeliest(()) == ""


@pytest.mark.parametrize(
    ("ink", "inside", "outside"),
    [("12.5%", "99.9%", "100.1%"), ("470亿元", "999亿元", "1001亿元"), ("9件", "1件", "11件")],
)
def test_digits_reach_so_far(ink: str, inside: str, outside: str) -> None:
    world = World()
    wide = reach(world.claim(ink)).interval
    assert wide.meets(world.claim(inside).interval)
    assert not wide.meets(world.claim(outside).interval)
