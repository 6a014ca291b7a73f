import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.baseline import Entry, create, load, prune, without_known
from checker.errors import ConfigurationError
from checker.finding import Certainty, Evidence, Finding, Report, Severity, fingerprint
from checker.schemas import schema
from checker.source import Document, Span


def report(path: Path, words: str) -> Report:
    """Return a report with a finding at each word of `words`, equals told apart by their ordinal."""
    findings, at, seen = [], 0, []
    for word in words.split():
        at = words.index(word, at)
        mark = fingerprint("rule", word, seen.count(word))
        seen.append(word)
        place = Evidence(Span(at, at + len(word)))
        findings.append(Finding("rule", "", "", Severity.ERROR, Certainty.CERTAIN, place, fingerprint=mark))
        at += len(word)
    return Report(Document(str(path), words, ()), (), (), tuple(findings), ())


def texts(reports: list[Report]) -> list[str]:
    return [finding.at.span.of(each.document.text) for each in reports for finding in each.findings]


@pytest.mark.parametrize(
    ("before", "after", "fresh", "stale"),
    [
        ("9人 8人", "9人 8人", [], []),
        ("9人 8人", "多写一句 8人 9人", ["多写一句"], []),
        ("9人", "9人 9人", ["9人"], []),
        ("9人 9人", "9人", [], ["9人"]),
        ("9人 8人", "7人", ["7人"], ["9人", "8人"]),
        ("9人", "", [], ["9人"]),
        ("", "9人", ["9人"], []),
    ],
)
def test_what_is_known_stays_quiet_and_what_is_gone_is_stale(
    before: str, after: str, fresh: list[str], stale: list[str], tmp_path: Path
) -> None:
    create([report(tmp_path / "报告.md", before)], tmp_path / "known.json")
    left, gone = without_known([report(tmp_path / "报告.md", after)], load(tmp_path / "known.json"))
    assert texts(left) == fresh
    assert sorted(entry.text for entry in gone) == sorted(stale)


def test_entries_survive_the_way_from_docx_to_pdf(tmp_path: Path) -> None:
    create([report(tmp_path / "报告.docx", "9人")], tmp_path / "known.json")
    left, stale = without_known([report(tmp_path / "报告.pdf", "9人")], load(tmp_path / "known.json"))
    assert (texts(left), stale) == ([], [])


def test_the_same_text_in_another_document_is_not_known(tmp_path: Path) -> None:
    create([report(tmp_path / "一.md", "9人")], tmp_path / "known.json")
    left, _ = without_known([report(tmp_path / "二.md", "9人")], load(tmp_path / "known.json"))
    assert texts(left) == ["9人"]


@pytest.mark.parametrize(("exists", "stale"), [(True, 0), (False, 1)])
def test_documents_not_checked_now_keep_their_entries_while_they_exist(
    exists: bool, stale: int, tmp_path: Path
) -> None:
    create([report(tmp_path / "其他[1].md", "9人")], tmp_path / "known.json")
    if exists:
        (tmp_path / "其他[1].md").write_text("9人", "utf-8")
    _, gone = without_known([report(tmp_path / "报告.md", "")], load(tmp_path / "known.json"))
    assert len(gone) == stale


def test_prune_takes_out_what_is_stale_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    create([report(tmp_path / "报告.md", "9人 9人 8人")], path)
    _, stale = without_known([report(tmp_path / "报告.md", "9人")], load(path))
    prune(path, stale)
    assert [entry.text for entry in load(path).entries] == ["9人"]
    assert without_known([report(tmp_path / "报告.md", "9人")], load(path)) == (
        [report(tmp_path / "报告.md", "9人").__class__(Document(str(tmp_path / "报告.md"), "9人", ()), (), (), (), ())],
        [],
    )


def test_counts_add_up_where_one_fingerprint_occurs_in_two_formats(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    both = [report(tmp_path / f"报告.{suffix}", "9人") for suffix in ("docx", "pdf")]
    assert create(both, path) == (Entry("报告", fingerprint("rule", "9人", 0), "rule", "9人", 2),)
    assert texts(without_known(both, load(path))[0]) == []


def test_the_file_is_sorted_and_as_its_schema_says(tmp_path: Path) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    create([report(tmp_path / "乙.md", "9人 8人"), report(tmp_path / "甲.md", "7人")], first)
    create([report(tmp_path / "甲.md", "7人"), report(tmp_path / "乙.md", "9人 8人")], second)
    assert first.read_bytes() == second.read_bytes()
    Draft202012Validator(schema("baseline")).validate(json.loads(first.read_text("utf-8")))


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"findings": [{"rule": 1}]}'])
def test_what_is_no_baseline_is_an_error_with_its_place(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "known.json").write_text(content, "utf-8")
    with pytest.raises(ConfigurationError, match=r"known\.json: "):
        load(tmp_path / "known.json")
