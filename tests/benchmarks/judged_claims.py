"""Measure how many claims are read as a person judged them: value and unit, metric, period and role.

    python tests/benchmarks/judged_claims.py CORPUS [--show]

CORPUS is a folder of the reports that tests/claims/judged.csv names; they are published elsewhere and are not part of
this project. Each row is one number, drawn at random and judged by eye: its document, where it stands in
Document.text, its ink, and what a statistician would say of it. Several answers that are as good stand between bars
(全市收入|收入); an empty field was not judged, `-` is what the text leaves unsaid. A row whose kind is `none` is ink
that is no quantity: it is right when no claim is made of it.

A place is looked for by its ink, nearest to where it was judged, so that a reader that keeps more or fewer signs moves
no judgement. Ends with 1 where a share is under its target, with 2 where a document is missing.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from checker.api import claims
from checker.claims import NOT_QUANTITIES, Claim
from checker.readers import read
from checker.reports.claims import claim_record
from checker.source import Document

JUDGED = Path(__file__).resolve().parent.parent / "claims" / "judged.csv"
TARGETS = {"value": 0.99, "metric": 0.90, "period": 0.93, "role": 0.93}
NO_CLAIM = "none"
UNSAID = "-"
_NEAR = 4000
"""How far from its place a number may have moved, in code points."""

Row = Mapping[str, str]


def rows() -> list[dict[str, str]]:
    """Return the judged sample."""
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_as(document: Document, read_claims: Sequence[Claim], row: Row) -> dict[str, str] | None:
    """Return the fields of the claim that stands where a row was judged, None where no quantity is read there."""
    place, ink = int(row["offset"]), row["text"]
    same = [claim for claim in read_claims if claim.measure.written == ink and claim.kind not in NOT_QUANTITIES]
    nearest = min(same, key=lambda claim: abs(claim.span.start - place), default=None)
    near = 0 if row["kind"] == NO_CLAIM else _NEAR
    if nearest is None or abs(nearest.span.start - place) > near:
        return None
    record = claim_record(document, nearest)
    value = record["value"] if record["value"] is not None else f"{record['low']}..{record['high']}"
    said = {field: record[field] or UNSAID for field in ("metric", "period", "role")}
    return {"value": f"{value} {record['unit_text']}".rstrip(), **said}


def judge(row: Row, found: Mapping[str, str] | None) -> dict[str, bool]:
    """Return for each field that was judged whether it is read so."""
    if row["kind"] == NO_CLAIM:
        return {"value": found is None}
    if found is None:
        return {"value": False}
    return {field: found[field] in row[field].split("|") for field in TARGETS if row[field]}


def shares(verdicts: Iterable[Mapping[str, bool]]) -> dict[str, tuple[int, int]]:
    """Return for each field how many are right, of how many."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for verdict in verdicts:
        of.update(verdict.keys())
        right.update(field for field, good in verdict.items() if good)
    return {field: (right[field], of[field]) for field in TARGETS}


def under_target(found: Mapping[str, tuple[int, int]]) -> list[str]:
    """Return the fields whose share of right ones is less than what is asked."""
    return [field for field, (right, of) in found.items() if right < TARGETS[field] * of]


def _measured(corpus: Path, *, show: bool) -> list[dict[str, bool]]:
    verdicts = []
    documents: dict[str, tuple[Document, Sequence[Claim]]] = {}
    for row in rows():
        name = row["document"]
        if name not in documents:
            document = read(corpus / name)
            documents = {name: (document, claims(document))}
        found = read_as(*documents[name], row)
        verdict = judge(row, found)
        verdicts.append(verdict)
        if show and not all(verdict.values()):
            wrong = [field for field, good in verdict.items() if not good]
            got = {field: found[field] if found else None for field in wrong}
            print(f"{name}:{row['offset']} {row['text']}: wanted {[row[field] for field in wrong]}, got {got}")
    return verdicts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is read otherwise than judged")
    given = parser.parse_args()
    missing = sorted({row["document"] for row in rows() if not (given.corpus / row["document"]).is_file()})
    if missing:
        print(f"{len(missing)} of the judged documents are not in {given.corpus}, the first of them {missing[0]}")
        return 2
    found = shares(_measured(given.corpus, show=given.show))
    for field, (right, of) in found.items():
        print(f"{field:8s} {right:4d} of {of:4d} right  {right / max(1, of):7.2%}  (target {TARGETS[field]:.0%})")
    return 1 if under_target(found) else 0


if __name__ == "__main__":
    sys.exit(main())
