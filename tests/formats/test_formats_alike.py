"""One logical report in every format: the same claims and the same findings, whoever wrote the file."""

from collections import Counter
from pathlib import Path

import logical
import pytest
from tinypdf import pdf

from checker.api import check, load_rules
from checker.claims import Claim
from checker.finding import Report
from checker.readers import read_bytes

DATA = Path(__file__).with_name("data")
MADE = {
    "text": ("report.txt", logical.text),
    "markdown": ("report.md", logical.markdown),
    "html": ("report.html", logical.html),
    "word": ("report.docx", logical.word),
    "pdf": ("report.pdf", lambda: pdf(*logical.pdf_pages())),
}
STORED = sorted(path for path in DATA.glob("report.*"))
IN_TABLES = {
    ("column-total", "72198"),
    ("share-column", "12.9"),
    ("row-total", "60.2"),
    ("column-total", "394.1"),
}
EXPECTED = IN_TABLES | {("parts-sum-to-total", "1222.62亿元"), ("natural-growth-rate", "4.55‰")}


@pytest.fixture(scope="module")
def reference() -> Report:
    return checked("report.md", logical.markdown())


def checked(name: str, data: bytes) -> Report:
    return check(read_bytes(data, name), load_rules())


def claims(report: Report, *, in_tables: bool = False) -> Counter[tuple[str, ...]]:
    """Return what is claimed, without where; a sheet shows a number as its format says, so the digits are the same."""
    return Counter(
        (claim.kind.value, str(claim.metric), str(claim.quantifier), _ink(claim), claim.measure.unit_text)
        for claim in report.claims
        if not in_tables or "in_table" in claim.traits
    )


def _ink(claim: Claim) -> str:
    return "".join(claim.measure.written.split())


def findings(report: Report) -> Counter[tuple[str, str]]:
    text = report.document.text
    return Counter((finding.rule, "".join(finding.at.span.of(text).split())) for finding in report.findings)


def test_the_reference_finds_what_was_planted(reference: Report) -> None:
    assert set(findings(reference)) == EXPECTED
    assert len(claims(reference, in_tables=True)) > 60


@pytest.mark.parametrize("form", MADE)
def test_made_by_us_and_by_libraries(form: str, reference: Report) -> None:
    name, make = MADE[form]
    report = checked(name, make())
    assert claims(report) == claims(reference)
    assert findings(report) == findings(reference)


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.name)
def test_made_by_an_office_suite(path: Path, reference: Report) -> None:
    report = checked(path.name, path.read_bytes())
    in_tables = path.suffix in (".xlsx", ".xls", ".ods")
    assert claims(report, in_tables=True) == claims(reference, in_tables=True)
    assert set(findings(report)) == (IN_TABLES if in_tables else EXPECTED)
    if not in_tables:
        assert claims(report) == claims(reference)


def test_workbook(reference: Report) -> None:
    report = checked("report.xlsx", logical.workbook())
    assert claims(report, in_tables=True) == claims(reference, in_tables=True)
    assert set(findings(report)) == IN_TABLES


def test_comma_separated(reference: Report) -> None:
    apart = [checked("table.csv", logical.comma_separated(grid)) for grid in logical.TABLES]
    assert sum((claims(report, in_tables=True) for report in apart), Counter()) == claims(reference, in_tables=True)


@pytest.mark.parametrize("name", ["report.docx", "report.html", "report.pdf"])
def test_places_have_the_same_address_in_every_format(name: str, reference: Report) -> None:
    report = checked(name, (DATA / name).read_bytes())
    addresses = {finding.rule: report.document.address(finding.at.span) for finding in report.findings}
    assert addresses["share-column"] == "table2!R5C3"
    assert addresses["row-total"] == "table3!R6C5"
    assert addresses["parts-sum-to-total"].startswith("block")
    assert addresses == {finding.rule: reference.document.address(finding.at.span) for finding in reference.findings}
