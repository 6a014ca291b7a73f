"""The report as one page that works from disk: the document on the left, on the right what each number is tied to.

Everything is in the file, and nothing is loaded from elsewhere. Text, findings and sums are plain HTML: the page
reads and prints without its script. Text of the report is escaped, and a content security policy lets only the page's
own script run. html.page is the page around what is made here, html.css its style, html.js its script.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from checker.finding import Evidence, Finding, Outcome, Report, Severity, Verdict
from checker.reports import OWN, Failure, Style
from checker.reports.frames import numbered
from checker.reports.marked import Marked, escaped
from checker.reports.places import where
from checker.reports.reading import ends, reading
from checker.reports.refusals import said_by_reader
from checker.reports.summary import coverage
from checker.reports.wording import say
from checker.source import Span

_WORDS = ("accept", "accepted", "write_reason", "ties", *Severity)
_SAID = ("all_of_them", "export", "file", "findings", "keys", "pick", "rule", "section", "severity")
_STATES = ("broken", "kept", "holds", "not_checked", "untied", "unread", "place")
"""What a number may be; where several are true of it, the first."""


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return the page."""
    page, css, script = (
        files("checker.reports").joinpath(f"html.{part}").read_text("utf-8") for part in ("page", "css", "js")
    )
    known: dict[str, _View] = {}
    cited = _cited(reports)
    views = [
        _View(number, report, style.lang, cited.get(report.document.path, frozenset()), known)
        for number, report in enumerate(reports)
    ]
    known |= {view.path: view for view in views}
    words = {key: say(style.lang, key) for key in (*_WORDS, *_STATES)}
    contents = {
        "own": OWN,
        "lang": "zh-CN" if style.lang == "zh" else "en",
        "title": escaped(f"{say(style.lang, 'title')} · {', '.join(report.document.path for report in reports)}"),
        "style": css,
        "script": script,
        "policy": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "summary": _summary(reports, failures, style.lang),
        "failures": "".join(f"<p class=failure>{escaped(each.path)}: {escaped(each.message)}</p>" for each in failures),
        "documents": "".join(view.document() for view in views),
        "findings": "".join(view.findings() for view in views),
        "data": _embedded({"words": words, "documents": [view.data() for view in views]}),
    } | {f"say {key}": escaped(say(style.lang, key)) for key in _SAID}
    return re.sub(r"<!--([\w ]+)-->", lambda match: contents[match[1]], page)


def _summary(reports: Sequence[Report], failures: Sequence[Failure], lang: str) -> str:
    """Return what was found, a chip for each severity, and how much could be checked."""
    found = [finding.severity for report in reports for finding in report.findings]
    counts = [(severity.value, f"{say(lang, severity)} {found.count(severity)}") for severity in Severity]
    shown = [
        (each, text) if severity in found else ("", text)
        for (each, text), severity in zip(counts, Severity, strict=True)
    ]
    shown += [("error", f"{say(lang, 'not_checked')} {len(failures)}")] if failures else []
    shown = shown if found or failures else [("clean", say(lang, "clean", documents=len(reports)))]
    chips = "".join(f'<p class="chip {each}">{escaped(text)}</p>' for each, text in shown)
    return f"{chips}<p class=coverage>{escaped(coverage(reports, lang))}</p>"


def _cited(reports: Sequence[Report]) -> Mapping[str, frozenset[Span]]:
    """Return the places of each document, by its path, that findings about others name as evidence."""
    places: dict[str, set[Span]] = {}
    for finding in (finding for report in reports for finding in report.findings):
        for each in finding.because:
            if each.document:
                places.setdefault(each.document.path, set()).add(each.span)
    return {path: frozenset(spans) for path, spans in places.items()}


def _embedded(data: Any) -> str:
    """Return JSON that no text of the report can break out of."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


class _View:
    """One report on the page: every place that is talked about has a number, by which text, findings and data meet.

    `cited` are places that findings about other documents name; `views` are all of the page, by path.
    """

    def __init__(
        self, number: int, report: Report, lang: str, cited: frozenset[Span], views: Mapping[str, "_View"]
    ) -> None:
        self.path = report.document.path
        self._number, self._report, self._lang, self._views = number, report, lang, views
        self._flagged = frozenset(finding.at.span for finding in report.findings) | cited
        self._claims = {claim.span: claim for claim in (*report.names, *report.claims)}
        told = [each for finding in report.findings for each in (finding.at, *finding.because)]
        evidence = [*(each.span for each in told if each.document is None), *sorted(cited)]
        members = [span for verdict in report.verdicts for span in verdict.members]
        self._spans = sorted({*(claim.span for claim in report.claims), *evidence, *members, *report.unread})
        self._numbers = {span: index for index, span in enumerate(self._spans)}
        self._states = self._state_of_each(evidence)
        self._targets = frozenset(self._numbers[span] for span in evidence)

    def _state_of_each(self, evidence: Sequence[Span]) -> list[str]:
        states: dict[Span, set[str]] = {span: set() for span in self._spans}
        for verdict in self._report.verdicts:
            for span in verdict.members:
                states[span].add(self._state(verdict))
        for finding in self._report.findings:
            states[finding.at.span].add("broken")
        for span in self._report.unread:
            states[span].add("unread")
        for claim in self._report.claims:
            states[claim.span].add("untied")
        return [next((state for state in _STATES if state in states[span]), "place") for span in self._spans]

    def _state(self, verdict: Verdict) -> str:
        """Return what came of a verdict; what is broken and no finding any more is one that its authors keep."""
        kept = verdict.outcome is Outcome.BROKEN and not self._flagged.intersection(verdict.members[:1])
        return "kept" if kept else verdict.outcome.value

    def document(self) -> str:
        """Return the document with its numbers marked."""
        document = self._report.document
        marked = Marked(document, self._spans, self._classes(), self._targets, f"d{self._number}n")
        notes = (said_by_reader(note, self._lang) for note in document.unread)
        unread = "".join(f"<p class=failure>{escaped(note)}</p>" for note in notes)
        strip = self._strip()
        return f"<article class=document><h1>{escaped(document.path)}</h1>{strip}{unread}{marked.html()}</article>"

    def _classes(self) -> list[str]:
        """Return how each place looks: by its state, what is underlined by its severity, a stretch not at all."""
        severities = {self._numbers[finding.at.span]: finding.severity.value for finding in self._report.findings}
        return [
            f"{state} at {severities[number]}" if number in severities else "stretch" if self._quiet(number) else state
            for number, state in enumerate(self._states)
        ]

    def _quiet(self, number: int) -> bool:
        """Tell whether a place is a stretch of text that a rule looked at as a whole: no number of its own."""
        quiet = self._states[number] in {Outcome.HOLDS, Outcome.NOT_CHECKED}
        return quiet and number not in self._targets and self._spans[number] not in self._claims

    def _strip(self) -> str:
        """Return the coverage as a bar: how many of the numbers are in which state."""
        told = [state for number, state in enumerate(self._states) if not self._quiet(number)]
        counts = {state: told.count(state) for state in _STATES if state != "place"}
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
            "file": document.path,
            "mark": finding.fingerprint,
        }
        attributes = "".join(f' data-{key}="{escaped(str(value))}"' for key, value in data.items())
        graded = f"{say(self._lang, finding.severity)} · {say(self._lang, finding.certainty)}"
        badge = f'<span class="badge {finding.severity}">{escaped(graded)}</span>'
        pairs = [("allowance", finding.allowance if finding.arithmetic else ""), ("repair", finding.repair)]
        told = "".join(f"<dt>{escaped(say(self._lang, name))}<dd>{escaped(text)}" for name, text in pairs if text)
        labels = numbered([each.says for each in finding.because])
        because = "".join(
            f"<li><span>{escaped(label)}</span> {self._link(each)}"
            for each, label in zip(finding.because, labels, strict=True)
        )
        return (
            f'<article class="finding {finding.severity}"{attributes}>'
            f"<h3>{badge} {self._link(finding.at)} <code>{escaped(finding.rule)}</code></h3>"
            f"<p>{escaped(finding.message)}</p>"
            + (f"<p class=sum>{escaped(finding.arithmetic)}</p>" if finding.arithmetic else "")
            + (f"<ul>{because}</ul>" if because else "")
            + (f"<dl>{told}</dl>" if told else "")
            + f"<footer><span class=where>{escaped(where(document, finding.at.span, self._lang))}</span>"
            "</footer></article>"
        )

    def _link(self, evidence: Evidence) -> str:
        text = " ".join(evidence.quoted(self._report.document).split())
        shown = escaped(text if len(text) <= 40 else text[:39] + "…") or "¶"
        document, number = self._address(evidence)
        elsewhere = f" ({escaped(where(evidence.document, evidence.span, self._lang))})" if evidence.document else ""
        return f'<a href="#d{document}n{number}" data-n="{number}" data-doc="{document}">{shown}</a>{elsewhere}'

    def _address(self, evidence: Evidence) -> tuple[int, int]:
        """Return the numbers of the document and of the place that evidence is in."""
        view = self._views[evidence.document.path] if evidence.document else self
        return view._number, view._numbers[evidence.span]

    def data(self) -> dict[str, Any]:
        """Return what the inspector shows of each place, and every verdict with its members."""
        found = {(finding.rule, finding.at.span): finding for finding in self._report.findings}
        verdicts = [
            self._verdict(verdict, found.get((verdict.rule, verdict.members[0])) if verdict.members else None)
            for verdict in self._report.verdicts
        ]
        return {"path": self._report.document.path, "places": [*map(self._place, self._spans)], "verdicts": verdicts}

    def _verdict(self, verdict: Verdict, finding: Finding | None) -> dict[str, Any]:
        data: dict[str, Any] = {
            "rule": verdict.rule,
            "state": self._state(verdict),
            "members": [self._numbers[span] for span in verdict.members],
            "says": numbered(verdict.says),
            "beyond": [
                [*self._address(each), each.says, each.document.path] for each in verdict.beyond if each.document
            ],
            "sum": verdict.arithmetic,
            "why": verdict.reason,
        }
        if finding and verdict.outcome is Outcome.BROKEN:
            sides = [("stated_as", finding.stated), ("computed_as", finding.computed), ("allowance", finding.allowance)]
            data["message"] = finding.message
            data["sides"] = [(say(self._lang, name), text) for name, text in sides if text]
        return data

    def _place(self, span: Span) -> dict[str, Any]:
        text, number = " ".join(span.of(self._report.document.text).split()), self._numbers[span]
        place: dict[str, Any] = {"text": text[:80], "state": self._states[number]}
        claim = self._claims.get(span)
        if claim:
            place |= {"ends": ends(claim), "read": list(reading(self._report.document, claim, self._lang))}
        return place | ({"quiet": True} if self._quiet(number) else {})
