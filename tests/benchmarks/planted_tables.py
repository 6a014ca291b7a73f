"""Plant errors in the tables of real documents and measure how many are caught.

    python tests/benchmarks/planted_tables.py FOLDER... [--tables N] [--each K] [--seed N] [--show]

The tables with the most cells that a relation binds are taken, at most `--most` a document. In `--each` of the bound
cells of each, one at a time, an error is planted: two digits swapped, one digit wrong, the point shifted. *Caught* is
what raises a finding that was not there before; *placed* is caught with the planted cell among its places. Findings
before planting are listed: each must be true.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from checker.api import check, load_rules
from checker.errors import DocumentError
from checker.finding import Finding, Outcome, Report
from checker.readers import SUFFIXES, read
from checker.rules.model import Rule
from checker.source import Document, Span, Table

KINDS = ("swap", "digit", "point")
FEWEST_BOUND = 10


def table_documents(document: Document) -> Iterator[Document]:
    """Yield a document for each table, with the pages that go on under the same caption."""
    pages: dict[str, list[Table]] = {}
    for number, table in enumerate(document.tables()):
        caption = table.caption.of(document.text) if table.caption else ""
        pages.setdefault(caption or str(number), []).append(table)
    for tables in pages.values():
        yield replace(document, blocks=tuple(tables))


def bound(report: Report) -> list[Span]:
    """Return the places of the claims that some relation was held against and that agree."""
    held = {span for verdict in report.verdicts if verdict.outcome is Outcome.HOLDS for span in verdict.members}
    broken = {span for verdict in report.verdicts if verdict.outcome is Outcome.BROKEN for span in verdict.members}
    return sorted(claim.span for claim in report.claims if claim.span in held - broken)


def planted(written: str, kind: str, rng: random.Random) -> str | None:
    """Return the ink with one error of `kind` and the same length, None if it has no room for it."""
    digits = [place for place, sign in enumerate(written) if sign.isdigit()]
    if kind == "digit":
        place = rng.choice(digits)
        return _with(written, {place: rng.choice([sign for sign in "123456789" if sign != written[place]])})
    if kind == "swap":
        pairs = [(one, two) for one in digits for two in digits if one < two and written[one] != written[two]]
        if not pairs:
            return None
        one, two = rng.choice(pairs)
        return _with(written, {one: written[two], two: written[one]})
    at = written.find(".")
    if at < 1 or "," in written or at + 2 > len(written) or not written[at - 1].isdigit():
        return None
    shift = rng.choice([-1, 1]) if at > 1 and written[at - 2].isdigit() and at + 2 < len(written) else 0
    if not shift or not written[at + shift].isdigit():
        return None
    moved = _with(written, {at: written[at + shift], at + shift: "."})
    return moved if moved.strip("0.") != written.strip("0.") else None


def _with(written: str, changes: dict[int, str]) -> str:
    return "".join(changes.get(place, sign) for place, sign in enumerate(written))


def keys(findings: Sequence[Finding]) -> set[tuple[str, Span]]:
    """Return what a finding is known by, before and after planting."""
    return {(finding.rule, finding.at.span) for finding in findings}


def tables_of(
    folders: Sequence[Path], rules: Sequence[Rule], most: int
) -> Iterator[tuple[Document, list[Span], Report]]:
    """Yield the tables with enough bound cells, with these cells and the report before planting."""
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES):
        try:
            document = read(path)
        except DocumentError:
            continue
        found = []
        for alone in table_documents(document):
            report = check(alone, rules)
            cells = bound(report)
            if len(cells) >= FEWEST_BOUND:
                found.append((alone, cells, report))
        found.sort(key=lambda one: -len(one[1]))
        yield from found[:most]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--tables", type=int, default=40)
    parser.add_argument("--most", type=int, default=2)
    parser.add_argument("--each", type=int, default=15)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    rng = random.Random(given.seed)
    rules = [rule for rule in load_rules() if rule.family == "tables"]
    total: Counter[str] = Counter()
    for number, (document, cells, report) in enumerate(tables_of(given.folders, rules, given.most)):
        if number >= given.tables:
            break
        counts: Counter[str] = Counter()
        for span in rng.sample(cells, min(given.each, len(cells))):
            kind = rng.choice(KINDS)
            ink = planted(span.of(document.text), kind, rng)
            if ink is None or ink == span.of(document.text):
                continue
            text = document.text[: span.start] + ink + document.text[span.end :]
            after = check(replace(document, text=text), rules)
            new = [one for one in after.findings if (one.rule, one.at.span) not in keys(report.findings)]
            placed = any(span in (one.at.span, *(other.span for other in one.because)) for one in new)
            counts += Counter(
                {"planted": 1, f"{kind} planted": 1, "caught": bool(new), f"{kind} caught": bool(new), "placed": placed}
            )
            if given.show and not new:
                print(f"    missed {kind}: {span.of(document.text)} written {ink}")
        caption = next(iter(document.tables())).caption
        name = caption.of(document.text)[:20] if caption else ""
        figures = " ".join(f"{what} {counts[what]:3d}" for what in ("planted", "caught", "placed"))
        path = Path(document.path).name[:26]
        print(f"{path:26s} {name:20s} bound {len(cells):4d} {figures} before {len(report.findings)}")
        total += counts
        total["before"] += len(report.findings)
    print({name: total[name] for name in sorted(total)})
    of = max(1, total["planted"])
    print(f"caught {total['caught'] / of:.1%}, placed {total['placed'] / of:.1%}, before planting {total['before']}")


if __name__ == "__main__":
    main()
