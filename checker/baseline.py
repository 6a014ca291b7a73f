"""Findings that are known already, so that a project can begin to check before it has mended its past.

An entry is a fingerprint with a count, under the document's path without its suffix: it survives edits elsewhere in the
document, moved paragraphs, and the way from docx to pdf. The file is sorted, so that its changes read well in review.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NamedTuple

from checker.errors import ConfigurationError
from checker.finding import Finding, Report

FILE = "checker-baseline.json"
_MISSING = {
    "zh": "没有这个基线文件，用 checker baseline create 新建",
    "en": "no such baseline; make it with: checker baseline create",
}
_DAMAGED = {"zh": "不是基线文件", "en": "not a baseline"}


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding that is known: in which document, under which fingerprint, how often; rule and text are for readers."""

    document: str
    fingerprint: str
    rule: str
    text: str
    count: int = 1

    @property
    def key(self) -> tuple[str, str]:
        """What makes two findings the same."""
        return self.document, self.fingerprint


class Baseline(NamedTuple):
    """The entries of one file, and the folder that their documents are relative to."""

    home: Path
    entries: tuple[Entry, ...]


def create(reports: Iterable[Report], path: Path) -> tuple[Entry, ...]:
    """Write all findings of the reports to `path` as known, and return the entries."""
    home = path.absolute().parent
    counted: Counter[Entry] = Counter()
    for report in reports:
        counted.update(_entry(report, finding, home) for finding in report.findings)
    return _write(path, (replace(entry, count=count) for entry, count in counted.items()))


def load(path: Path, lang: str = "zh") -> Baseline:
    """Return the baseline that `path` holds.

    Raises:
        ConfigurationError: there is none, or it is not a baseline.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        return Baseline(path.absolute().parent, tuple(Entry(**entry) for entry in content["findings"]))
    except FileNotFoundError:
        raise ConfigurationError(_MISSING[lang], place=str(path)) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{_DAMAGED[lang]}: {error}", place=str(path)) from error


def without_known(reports: Iterable[Report], baseline: Baseline) -> tuple[list[Report], list[Entry]]:
    """Return the reports without known findings, and the entries that no longer occur, each with what is left of it.

    Entries of documents that are not among the reports are neither used nor stale, unless the document is gone.
    """
    left = Counter({entry.key: entry.count for entry in baseline.entries})
    fresh, seen = [], set()
    for report in reports:
        seen.add(_name(report.document.path, baseline.home))
        fresh.append(replace(report, findings=tuple(_unknown(report, left, baseline.home))))
    stale = [
        replace(entry, count=left[entry.key])
        for entry in baseline.entries
        if left[entry.key] > 0 and (entry.document in seen or _gone(baseline.home, entry))
    ]
    return fresh, stale


def prune(path: Path, stale: Sequence[Entry]) -> None:
    """Take the stale entries, as often as they are counted, out of the baseline at `path`."""
    out = {entry.key: entry.count for entry in stale}
    kept = (replace(entry, count=entry.count - out.get(entry.key, 0)) for entry in load(path).entries)
    _write(path, (entry for entry in kept if entry.count > 0))


def _unknown(report: Report, left: Counter[tuple[str, str]], home: Path) -> Iterable[Finding]:
    for finding in report.findings:
        key = _entry(report, finding, home).key
        if left[key] > 0:
            left[key] -= 1
        else:
            yield finding


def _entry(report: Report, finding: Finding, home: Path) -> Entry:
    text = " ".join(finding.at.span.of(report.document.text).split())
    return Entry(_name(report.document.path, home), finding.fingerprint, finding.rule, text)


def _name(path: str, home: Path) -> str:
    """Return the path of a document relative to the baseline, without its suffix, the same on every system."""
    place = Path(path).absolute().with_suffix("")
    return (place.relative_to(home) if place.is_relative_to(home) else place).as_posix()


def _gone(home: Path, entry: Entry) -> bool:
    place = home / entry.document
    return not any(place.parent.glob(f"{_literal(place.name)}.*"))


def _literal(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _write(path: Path, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    ordered = tuple(sorted(entries))
    content = {"version": 1, "findings": [asdict(entry) for entry in ordered]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8", errors="replace")
    return ordered
