"""A tiny report for the reporters: two paragraphs, a table, two findings, one of each thing that a report can hold."""

import re
from collections.abc import Iterable
from fractions import Fraction

from checker.claims import Claim, Kind, Measure, Role, not_a_quantity
from checker.finding import Certainty, Evidence, Finding, Outcome, Report, Severity, Verdict, fingerprint
from checker.quantity import Hedge, Number
from checker.source import Block, Cell, Document, Span, Table
from checker.units import PURE, Unit

TEXT = """一、综合

全年全市地区生产总值10234.5亿元，其中第一产业512.3亿元，第二产业4120.0亿元，第三产业5512.1亿元。

地区生产总值\t10144.4
图1乱码345.39.3，约占三成至四成；超过20%
"""


def span(text: str, quoted: str, nth: int = 0) -> Span:
    """Return the span of the nth `quoted` in `text`."""
    start = [match.start() for match in re.finditer(re.escape(quoted), text)][nth]
    return Span(start, start + len(quoted))


def document(text: str = TEXT, path: str = "report.md", **others: object) -> Document:
    start = text.find("地区生产总值\t")
    blocks: list[Block | Table] = [Block("heading", Span(0, text.index("\n")), 1)] if "\n" in text else []
    if start >= 0:
        label = Cell(Span(start, start + 6), 0, 0, pointer="Sheet1!A2")
        value = Cell(Span(start + 7, start + 14), 0, 1, pointer="Sheet1!B2")
        blocks.append(Table(Span(start, start + 14), (label, value)))
    return Document(path, text, tuple(blocks), **{"format": "markdown", **others})  # type: ignore[arg-type]


def claim(text: str, quoted: str, kind: Kind, low: str, high: str = "", unit: str = "", **others: object) -> Claim:
    ends = Fraction(low), Fraction(high or low)
    number = Number(*ends, Fraction(1, 10), hedge=others.pop("hedge", Hedge.NONE))  # type: ignore[arg-type]
    measure = Measure(number, Unit(unit, (), Fraction(1)) if unit else PURE, unit, number.interval(), quoted)
    return Claim(span(text, quoted), kind, measure, **others)  # type: ignore[arg-type]


def finding(text: str, at: str, because: Iterable[tuple[str, str]] = (), **others: object) -> Finding:
    fields: dict[str, object] = {
        "rule": "parts-sum-to-total",
        "title": "分项之和应等于合计",
        "message": f"合计写作{at}",
        "severity": Severity.ERROR,
        "certainty": Certainty.CERTAIN,
        "at": Evidence(span(text, at), "合计"),
        "because": tuple(Evidence(span(text, quoted), says) for quoted, says in because),
    } | others
    fields.setdefault("fingerprint", fingerprint(str(fields["rule"]), at, 0))
    return Finding(**fields)  # type: ignore[arg-type]


PARTS = (("512.3亿元", "分项①"), ("4120.0亿元", "分项②"), ("5512.1亿元", "分项③"))


def report(path: str = "report.md", **others: object) -> Report:
    text = TEXT
    whole = claim(text, "10234.5亿元", Kind.LEVEL, "1023450000000", unit="元", metric="地区生产总值", scope="全市")
    parts = [claim(text, quoted, Kind.LEVEL, quoted[:-2], unit="元") for quoted, _ in PARTS]
    table = claim(text, "10144.4", Kind.LEVEL, "10144.4")
    tenths = claim(text, "三成至四成", Kind.SHARE, "3/10", "4/10", hedge=Hedge.ABOUT, role=Role.TARGET)
    over = claim(text, "20%", Kind.SHARE, "20", unit="percent", hedge=Hedge.OVER)
    arithmetic = "512.3 + 4120.0 + 5512.1 = 10144.4 ≠ 10234.5"
    total = finding(
        text,
        "10234.5亿元",
        [*PARTS, ("10144.4", "表中为 10144.4")],
        message="合计与分项之和不符：写作 10234.5 亿元，分项相加 10144.4 亿元",
        arithmetic=arithmetic,
        stated="10234.5亿元",
        computed="10144.4亿元",
        allowance="±0.20",
        repair="10144.4亿元",
    )
    damaged = finding(
        text, "345.39.3", rule="damaged-number", title="数字损坏", message="数字损坏 <b>&", severity=Severity.WARNING
    )
    members = (whole.span, *(part.span for part in parts))
    verdicts = (
        Verdict(
            "parts-sum-to-total",
            Outcome.BROKEN,
            members,
            arithmetic=arithmetic,
            says=("合计", "分项", "分项", "分项"),
        ),
        Verdict("restated-value", Outcome.HOLDS, (parts[0].span, table.span), arithmetic="10144.4 = 10144.4"),
        Verdict("share-of-whole", Outcome.NOT_CHECKED, (tenths.span,), reason="没有整体"),
    )
    return Report(
        document(path=path, **others),
        (whole, *parts, table, tenths, over),
        (not_a_quantity(span(text, "图1"), Kind.ORDINAL, "图1"),),
        (total, damaged),
        verdicts,
        unread=(span(text, "345.39.3"),),
    )
