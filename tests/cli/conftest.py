"""A tiny checker behind the command line: it reads `a + b = c` in whole numbers and has one rule on trial beside it."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

from checker.claims import Claim, Kind, Measure, Phrase, not_a_quantity
from checker.errors import RuleError
from checker.finding import Certainty, Evidence, Finding, Outcome, Report, Severity, Verdict, fingerprint
from checker.quantity import Number
from checker.source import Document, Span
from checker.units import PURE

SUM = re.compile(r"(\d+)\+(\d+)=(\d+)")


@dataclass(frozen=True)
class Example:
    text: str
    passes: bool
    quote: str = ""
    note: str = ""


@dataclass(frozen=True)
class Rule:
    id: str
    title: dict[str, str]
    severity: Severity = Severity.ERROR
    certainty: Certainty = Certainty.CERTAIN
    why: str = "加数相加应等于和。\n"
    message: dict[str, str] = field(default_factory=dict)
    examples: tuple[Example, ...] = (Example("1+2=3", True, note="恰好相等"), Example("1+2=4", False, "4", "多一"))
    preview: bool = False
    source: str = "算术"
    path: Path = Path("sums/terms-sum.yaml")
    compares_documents: bool = False

    @property
    def family(self) -> str:
        return self.path.parent.name


RULES = (
    Rule("terms-sum", {"zh": "加数之和", "en": "terms add up"}),
    Rule("terms-order", {"zh": "加数的次序", "en": "in order"}, Severity.WARNING, path=Path("order/terms-order.yaml")),
    Rule("terms-small", {"zh": "加数不大", "en": "small"}, Severity.INFO, preview=True, path=Path("order/small.yaml")),
)


def _claim(match: re.Match[str], group: int) -> Claim:
    number = Number(Fraction(match[group]), Fraction(match[group]), Fraction(1))
    measure = Measure(number, PURE, "", number.interval(exact=True), match[group])
    return Claim(Span(*match.span(group)), Kind.COUNT, measure)


def claims(document: Document) -> tuple[Claim, ...]:
    found = [_claim(match, group) for match in SUM.finditer(document.text) for group in (1, 2, 3)]
    names = [not_a_quantity(Span(*each.span()), Kind.NAME, each[0]) for each in re.finditer(r"No\.\d+", document.text)]
    return tuple(sorted([*found, *names], key=lambda claim: claim.span))


def phrases(document: Document, line: int) -> list[tuple[Phrase, ...]]:
    return [(Phrase("sum", (("TERM", match[1]), ("TERM", match[2]))),) for match in SUM.finditer(document.text)]


def _finding(document: Document, rule: Rule, match: re.Match[str], lang: str) -> Finding:
    left, right, total = map(int, match.groups())
    return Finding(
        rule=rule.id,
        title=rule.title[lang],
        message=f"{left}+{right}≠{total}",
        severity=rule.severity,
        certainty=rule.certainty,
        at=Evidence(Span(*match.span(3)), "和"),
        because=(Evidence(Span(*match.span(1)), "加数①"), Evidence(Span(*match.span(2)), "加数②")),
        arithmetic=f"{left} + {right} = {left + right} ≠ {total}",
        stated=str(total),
        computed=str(left + right),
        repair=str(left + right),
        fingerprint=fingerprint(rule.id, match[3], 0),
    )


def check(document: Document, rules: tuple[Rule, ...], lang: str = "zh") -> Report:
    if "CRASH" in document.text:
        raise ZeroDivisionError("a bug")
    if "BROKEN" in document.text:
        raise RuleError("expected a value\n  ^", place="sums.yaml:3")
    findings, verdicts = [], []
    for match in SUM.finditer(document.text):
        left, right, total = map(int, match.groups())
        members = tuple(Span(*match.span(group)) for group in (1, 2, 3))
        broken_rules = {"terms-sum": left + right != total, "terms-order": left > right, "terms-small": left > 99}
        for rule in rules:
            broken = broken_rules[rule.id]
            verdicts.append(Verdict(rule.id, Outcome.BROKEN if broken else Outcome.HOLDS, members))
            findings += [_finding(document, rule, match, lang)] if broken else []
    read = claims(document)
    quantities = tuple(claim for claim in read if claim.kind is Kind.COUNT)
    names = tuple(claim for claim in read if claim.kind is Kind.NAME)
    crashed = ("terms-sum: crashed",) if "HALF" in document.text else ()
    return Report(document, quantities, names, tuple(findings), tuple(verdicts), failures=crashed)


def load_rules(extra: tuple[Path, ...] = ()) -> tuple[Rule, ...]:
    return RULES


def test_rules(rules: tuple[Rule, ...], lang: str = "zh") -> Iterator[tuple[Rule, Example, str | None]]:
    for rule in rules:
        for example in rule.examples:
            yield rule, example, None if rule.id != "terms-small" else "found nothing"


def install() -> ModuleType:
    module = ModuleType("checker.api")
    for name in ("claims", "check", "load_rules", "phrases", "test_rules"):
        setattr(module, name, globals()[name])
    sys.modules["checker.api"] = module
    return module


@pytest.fixture(autouse=True)
def tiny_checker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import checker
    from checker.run import known_rules

    monkeypatch.setitem(sys.modules, "checker.api", ModuleType("checker.api"))
    monkeypatch.setattr(checker, "api", install(), raising=False)
    known_rules.cache_clear()
    yield
    known_rules.cache_clear()
