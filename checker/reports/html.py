"""The report as one page that works from disk: the document on the left, on the right what each number is tied to.

Everything is in the file, and nothing is loaded from elsewhere. Text, findings and sums are plain HTML: the page
reads and prints without its script. Text of the report is escaped, and a content security policy lets only the page's
own script run. html.page is the page around what is made here, with its style and its script.
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from checker.claims import Claim
from checker.finding import Evidence, Finding, Report
from checker.reports import OWN, Failure, Style
from checker.reports.claims import claim_record, value_of
from checker.reports.marked import Marked, escaped
from checker.reports.numbers import bounds, decimal, grouped
from checker.reports.places import where
from checker.reports.refusals import said_by_reader
from checker.reports.summary import counts, coverage
from checker.reports.sums import details
from checker.reports.wording import say
from checker.source import Span

_WORDS = ("accept", "accepted", "all_of_them", "arithmetic", "export", "how_read", "reason", "stands_for", "ties")
_READ = ("kind", "metric", "period", "scope", "role", "base", "basis", "quantifier", "traits")
_STATES = ("broken", "holds", "not_checked", "untied", "unread", "place")
"""What a number may be; where several are true of it, the first."""


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return the page."""
    page = files("checker.reports").joinpath("html.page").read_text("utf-8")
    script = page.split("<script>", 1)[1].split("</script>", 1)[0]
    views = [_View(number, report, style.lang) for number, report in enumerate(reports)]
    words = {key: say(style.lang, key) for key in (*_WORDS, *_STATES, *_READ)}
    lines = [counts(reports, failures, style.lang), coverage(reports, style.lang)]
    contents = {
        "own": OWN,
        "lang": "zh-CN" if style.lang == "zh" else "en",
        "title": escaped(", ".join(report.document.path for report in reports)),
        "policy": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "summary": "".join(f"<p>{escaped(line)}</p>" for line in lines),
        "failures": "".join(f"<p class=failure>{escaped(each.path)}: {escaped(each.message)}</p>" for each in failures),
        "documents": "".join(view.document() for view in views),
        "findings": "".join(view.findings() for view in views),
        "data": _embedded({"words": words, "documents": [view.data() for view in views]}),
    } | {f"say {key}": escaped(say(style.lang, key)) for key in ("keys", "pick", "findings", "export", "all_of_them")}
    return re.sub(r"<!--([\w ]+)-->", lambda match: contents[match[1]], page)


def _embedded(data: Any) -> str:
    """Return JSON that no text of the report can break out of."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


class _View:
    """One report on the page: every place that is talked about has a number, by which text, findings and data meet."""

    def __init__(self, number: int, report: Report, lang: str) -> None:
        self._number, self._report, self._lang = number, report, lang
        self._claims = {claim.span: claim for claim in (*report.names, *report.claims)}
        evidence = [each.span for finding in report.findings for each in (finding.at, *finding.because)]
        members = [span for verdict in report.verdicts for span in verdict.members]
        self._spans = sorted({*(claim.span for claim in report.claims), *evidence, *members, *report.unread})
        self._numbers = {span: index for index, span in enumerate(self._spans)}
        self._states = self._state_of_each(evidence)
        self._targets = frozenset(self._numbers[span] for span in evidence)

    def _state_of_each(self, evidence: Sequence[Span]) -> list[str]:
        states: dict[Span, set[str]] = {span: set() for span in self._spans}
        for verdict in self._report.verdicts:
            for span in verdict.members:
                states[span].add(verdict.outcome.value)
        for finding in self._report.findings:
            states[finding.at.span].add("broken")
        for span in self._report.unread:
            states[span].add("unread")
        for claim in self._report.claims:
            states[claim.span].add("untied")
        return [next((state for state in _STATES if state in states[span]), "place") for span in self._spans]

    def document(self) -> str:
        """Return the document with its numbers marked."""
        document = self._report.document
        claimed = {self._numbers[finding.at.span] for finding in self._report.findings}
        classes = [f"{state} at" if number in claimed else state for number, state in enumerate(self._states)]
        marked = Marked(document, self._spans, classes, self._targets, f"d{self._number}n")
        notes = "".join(f"<p class=failure>{escaped(said_by_reader(note, self._lang))}</p>" for note in document.unread)
        strip = self._strip()
        return f"<article class=document><h1>{escaped(document.path)}</h1>{strip}{notes}{marked.html()}</article>"

    def _strip(self) -> str:
        """Return the coverage as a bar: how many of the numbers are in which state."""
        counts = {state: self._states.count(state) for state in _STATES if state != "place"}
        parts = (
            f'<span class="{state}" style="flex-grow:{count}" title="{escaped(say(self._lang, state))} {count}"></span>'
            for state, count in counts.items()
            if count
        )
        legend = "".join(
            f'<label><b class="{state}">{escaped(say(self._lang, state))}</b> {count}</label>'
            for state, count in counts.items()
            if count
        )
        return f"<div class=strip>{''.join(parts)}</div><p class=legend>{legend}</p>"

    def findings(self) -> str:
        """Return the worklist, the worst first."""
        order = ("error", "warning", "info")
        ordered = sorted(self._report.findings, key=lambda finding: (order.index(finding.severity), finding.at.span))
        return "".join(map(self._finding, ordered))

    def _finding(self, finding: Finding) -> str:
        document = self._report.document
        location = document.locate(finding.at.span)
        data = {
            "doc": self._number,
            "at": self._numbers[finding.at.span],
            "severity": finding.severity,
            "rule": finding.rule,
            "section": location.trail[0] if location.trail else "",
            "mark": finding.fingerprint,
        }
        attributes = "".join(f' data-{key}="{escaped(str(value))}"' for key, value in data.items())
        sums = "".join(f"<dt>{escaped(name)}<dd>{escaped(text)}" for name, text in details(finding, self._lang))
        because = "".join(f"<li>{self._link(each)} {escaped(each.says)}" for each in finding.because)
        return (
            f'<article class="finding {finding.severity}"{attributes}>'
            f"<h3>{self._link(finding.at)} <code>{escaped(finding.rule)}</code></h3>"
            f"<p>{escaped(say(self._lang, finding.severity))} · {escaped(say(self._lang, finding.certainty))}: "
            f"{escaped(finding.message)}</p><dl>{sums}</dl><ul>{because}</ul>"
            f"<p class=where>{escaped(where(document, finding.at.span, self._lang))}</p></article>"
        )

    def _link(self, evidence: Evidence) -> str:
        text = " ".join(evidence.span.of(self._report.document.text).split())
        number = self._numbers[evidence.span]
        shown = escaped(text if len(text) <= 40 else text[:39] + "…") or "¶"
        return f'<a href="#d{self._number}n{number}" data-n="{number}" data-doc="{self._number}">{shown}</a>'

    def data(self) -> dict[str, Any]:
        """Return what the inspector shows of each place, and every verdict with its members."""
        verdicts = [
            {
                "rule": verdict.rule,
                "state": verdict.outcome.value,
                "members": [self._numbers[span] for span in verdict.members],
                "sum": verdict.arithmetic,
                "why": verdict.reason,
            }
            for verdict in self._report.verdicts
        ]
        return {"path": self._report.document.path, "places": [*map(self._place, self._spans)], "verdicts": verdicts}

    def _place(self, span: Span) -> dict[str, Any]:
        text = " ".join(span.of(self._report.document.text).split())
        place: dict[str, Any] = {"text": text[:80], "state": self._states[self._numbers[span]]}
        claim = self._claims.get(span)
        return place | (self._read(claim) if claim else {})

    def _read(self, claim: Claim) -> dict[str, Any]:
        """Return how a number was read, in the unit that it is written in."""
        record = claim_record(self._report.document, claim)
        value = value_of(record)
        if not value:
            return {"read": {"kind": record["kind"]}}
        read = {key: record[key] for key in _READ if record[key]}
        return {"value": f"{value} {record['unit_text']}".strip(), "ends": _ends(claim), "read": read}


def _ends(claim: Claim) -> str:
    """Return what a number stands for in the unit it is written in: ± where that is even, else both ends."""
    interval = claim.measure.interval.scaled(1 / claim.measure.unit.factor)
    if interval.low is not None and interval.high is not None:
        half = (interval.high - interval.low) / 2
        if interval.middle == claim.measure.number.low == claim.measure.number.high:
            return f"±{grouped(decimal(half))}" if half else ""
    low, high = bounds(interval)
    return f"[{grouped(low) if low else '-∞'}, {grouped(high) if high else '∞'}]"
