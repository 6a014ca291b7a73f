"""Measure what the reader leaves unread: the share of written numerals that no claim and no named non-claim covers.

    python tests/benchmarks/unread.py FOLDER [--suffix .txt] [--show N] [--seed N]

A numeral is a run of digits, as it stands, inside a block or a cell. It is *read* when a claim covers it, *named* when
a date, name, ordinal or identifier covers it, *bare* when it was found but nothing says what it counts, *unread*
otherwise. `--show` prints so many of the bare and unread ones, drawn with a fixed seed, with what stands around them.
"""

import argparse
import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from checker.api import claims
from checker.claims import NOT_QUANTITIES, Claim, Kind
from checker.errors import DocumentError
from checker.readers import read
from checker.source import Document, Span

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
FATES = ("read", "named", "bare", "unread")


def numerals(document: Document) -> Iterator[Span]:
    """Yield the runs of digits that stand in a block or in a cell of a table, not in its label cells."""
    for block in document.prose():
        yield from _found(document, block.span)
    for table in document.tables():
        for cell in table.cells:
            if cell.row >= table.header_rows and cell.column >= table.stub_columns:
                yield from _found(document, cell.span)


def _found(document: Document, span: Span) -> Iterator[Span]:
    return (Span(*match.span()) for match in _DIGITS.finditer(document.normal, span.start, span.end))


def judged(document: Document) -> Iterator[tuple[Span, str]]:
    """Yield each numeral with what became of it: read, named, bare or unread."""
    known = claims(document)
    starts = [claim.span.start for claim in known]
    for numeral in numerals(document):
        index = bisect_right(starts, numeral.start) - 1
        yield numeral, _fate(known[max(0, index - 1) : index + 1], numeral)


def _fate(near: Sequence[Claim], numeral: Span) -> str:
    kinds = [claim.kind for claim in near if claim.span.covers(numeral)]
    if not kinds:
        return "unread"
    if kinds[-1] is Kind.NUMBER:
        return "bare"
    return "named" if kinds[-1] in NOT_QUANTITIES else "read"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--suffix", default=".txt")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    total: Counter[str] = Counter()
    left: list[str] = []
    for path in sorted(given.folder.rglob(f"*{given.suffix}")):
        try:
            document = read(path)
        except DocumentError as problem:
            print(f"{path.name}: {problem}")
            continue
        fates: Counter[str] = Counter()
        for numeral, fate in judged(document):
            fates[fate] += 1
            if fate in ("bare", "unread"):
                around = document.text[max(0, numeral.start - 20) : numeral.end + 16].replace("\n", "⏎")
                left.append(f"{fate:6s} {numeral.of(document.text)!r:14s} {around}   [{path.name}]")
        print(f"{path.name:60.60s} {_line(fates)}")
        total += fates
    print(f"{'all':60s} {_line(total)}")
    for line in random.Random(given.seed).sample(left, min(given.show, len(left))):
        print(line)


def _line(fates: Counter[str]) -> str:
    whole = max(1, fates.total())
    shares = "  ".join(f"{fate} {fates[fate]:6d} ({fates[fate] / whole:6.2%})" for fate in FATES)
    return f"{fates.total():7d} numerals  {shares}"


if __name__ == "__main__":
    main()
