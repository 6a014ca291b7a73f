"""A tiny world for rules: claims from their ink, and groups of them, without any parsing."""

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from checker.claims import Claim, Fact, Group, Kind, Measure
from checker.finding import Certainty, Severity
from checker.quantity import Number
from checker.rules.model import Rule
from checker.source import Span
from checker.units import PURE, resolve

POWERS = {"": 1, "万": 10**4, "亿": 10**8}
INK = re.compile(r"(−?)(\d+)(?:\.(\d+))?([万亿]?)(.*)")


class World:
    """Lays claims one after another into a text, so that each has a span of its own."""

    def __init__(self) -> None:
        self.text = ""

    def claim(self, ink: str, **said: Any) -> Claim:
        """Return the claim that `ink` states; a leading − is a fall that words tell, not part of the ink."""
        match = INK.fullmatch(ink)
        assert match, ink
        fall, whole, decimals, power, unit_text = match.groups("")
        written = ink.removeprefix("−")
        span = Span(len(self.text), len(self.text) + len(written))
        self.text += f"{written}，"
        place = Fraction(POWERS[power], 10 ** len(decimals))
        number = Number(
            Fraction(f"{whole}.{decimals or 0}") * POWERS[power],
            Fraction(f"{whole}.{decimals or 0}") * POWERS[power],
            place,
        )
        unit = resolve(unit_text) if unit_text else PURE
        interval = number.interval(exact=unit.countable and not power and not decimals).scaled(unit.factor)
        measure = Measure(number, unit, unit_text, interval, written)
        return Claim(span, Kind.LEVEL, measure, direction=-1 if fall else 1, **said)

    def fact(self, subject: str, **fields: str) -> Fact:
        """Return a fact with a claim for each field."""
        start = len(self.text)
        claims = {name: self.claim(ink) for name, ink in fields.items()}
        return Fact(subject, Span(start, len(self.text)), claims)

    def group(self, kind: str = "sums", traits: str = "", **members: Any) -> Group:
        """Return a group; a member that is ink becomes a claim, a list becomes a tuple."""
        return Group(
            kind,
            Span(0, len(self.text)),
            {name: self._member(one) for name, one in members.items()},
            frozenset(traits.split()),
        )

    def breakdown(self, whole: str, *parts: str, traits: str = "exhaustive") -> Group:
        """Return a whole with its parts, each a level."""
        total = self.fact("总数", level=whole)
        return self.group(
            "breakdown", traits, whole=total, parts=tuple(self.fact("分项", level=part) for part in parts)
        )

    def _member(self, member: Any) -> Any:
        match member:
            case str() if INK.fullmatch(member):
                return self.claim(member)
            case list():
                return tuple(self._member(one) for one in member)
        return member


def rule(expect: str, **said: Any) -> Rule:
    """Return a rule with the least that a rule must have."""
    plain: Mapping[str, Any] = {
        "id": "test-rule",
        "title": {"zh": "标题", "en": "title"},
        "severity": Severity.ERROR,
        "certainty": Certainty.CERTAIN,
        "why": "因为",
        "match": "sums",
        "message": {"zh": "写作{stated}，算得{computed}", "en": "written {stated}, computed {computed}"},
        "examples": (),
        "path": Path("totals/test-rule.yaml"),
    }
    return Rule(**{**plain, "expect": expect, **said})
