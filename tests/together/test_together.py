"""Files of one publication, held against one another from the command line to every report."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from jsonschema import Draft202012Validator

from checker.cli import main
from checker.config import Configuration, discover, load
from checker.run import enabled_rules
from checker.schemas import schema

RULE = "same-fact-across-documents"
REPORT, TABLES = "公报.docx", "附表.xlsx"
TEXT = (
    "初步核算，全年全市地区生产总值1222.62亿元，比上年增长5.6%。全年粮食产量189.37万吨，增长1.2%。"
    "全年社会消费品零售总额456.78亿元，增长4.4%。"
)
Told = Callable[..., tuple[int, str]]


def write_report(text: str = TEXT, path: str = REPORT) -> None:
    document = docx.Document()
    document.add_heading("2025年青川市国民经济和社会发展统计公报", 1)
    document.add_paragraph(text)
    document.save(path)


def write_tables(sales: float, path: str = TABLES) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "附表"
    for row in (
        ["2025年主要指标"],
        ["单位：亿元"],
        ["指标", "2025年", "比上年增长（%）"],
        ["地区生产总值", 1222.62, 5.6],
        ["一般公共预算收入", 102.56, 5.15],
        ["社会消费品零售总额", sales, 4.4],
    ):
        sheet.append(row)
    book.save(path)


@pytest.fixture(autouse=True)
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    write_report()
    write_tables(456.87)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def run(*arguments: str) -> tuple[int, str]:
        discover.cache_clear()
        load.cache_clear()
        code = main([*arguments, "--lang", "en"])
        return code, capsys.readouterr().out

    return run


def findings(told: Told, *arguments: str) -> dict[str, list[dict[str, object]]]:
    content = json.loads(told("check", *(arguments or ("--together", REPORT, TABLES)), "--format", "json")[1])
    Draft202012Validator(schema("report")).validate(content)
    return {document["path"]: document["findings"] for document in content["documents"]}


# ---------------------------------------------------------------- what is found
def test_a_number_of_the_text_and_one_of_the_tables_differ(told: Told) -> None:
    code, shown = told("check", "--together", REPORT, TABLES, "--format", "full")
    assert code == 1
    assert (
        "error[same-fact-across-documents] “社会消费品零售总额” reads 456.87 here and 456.78亿元 in 公报.docx" in shown
    )
    assert "--> 附表.xlsx · 附表!B6" in shown
    assert re.search(r"::: 公报\.docx · .*paragraph 1\n.*\n +\| +-{10} the other document\n", shown)


def test_each_document_alone_has_nothing_to_find(told: Told) -> None:
    assert told("check", REPORT, TABLES)[0] == 0


def test_the_settings_may_say_so(told: Told) -> None:
    Path("checker.toml").write_text("together = true\n", "utf-8")
    assert told("check", REPORT, TABLES)[0] == 1


def test_documents_whose_settings_do_not_say_so_take_no_part(told: Told) -> None:
    Path("one").mkdir()
    Path("one/checker.toml").write_text("together = true\n", "utf-8")
    write_tables(456.87, f"one/{TABLES}")
    assert told("check", REPORT, f"one/{TABLES}")[0] == 0


@pytest.mark.parametrize("order", [(REPORT, TABLES), (TABLES, REPORT)])
def test_a_finding_belongs_to_the_later_document_and_names_the_other(told: Told, order: tuple[str, str]) -> None:
    found = findings(told, "--together", *order)
    assert not found[order[0]]
    [finding] = found[order[1]]
    [evidence] = finding["because"]  # type: ignore[misc]
    assert finding["rule"] == RULE
    assert (evidence["document"], evidence["text"] in ("456.78亿元", "456.87")) == (order[0], True)
    assert finding["at"]["document"] is None  # type: ignore[index]


def test_what_agrees_vouches_for_both(told: Told) -> None:
    write_tables(456.78)
    alone, both = (told("check", *flags, REPORT, TABLES) for flags in ((), ("--together",)))
    assert (alone[0], both[0]) == (0, 0)
    assert [int(re.search(r"tied (\d+)", shown)[1]) for _, shown in (alone, both)] == [2, 8]  # type: ignore[index]


def test_rounding_agrees(told: Told) -> None:
    write_tables(456.8)
    assert told("check", "--together", REPORT, TABLES)[0] == 0


def test_what_no_slip_explains_is_left_alone(told: Told) -> None:
    write_tables(512.3)
    assert told("check", "--together", REPORT, TABLES)[0] == 0


def test_places_that_are_alike_in_both_texts_are_told_apart(told: Told) -> None:
    for name, sales in (("a.md", "456.78"), ("b.md", "456.87")):
        Path(name).write_text(f"2025年，社会消费品零售总额{sales}亿元，增长4.4%。\n", "utf-8")
    [finding] = findings(told, "--together", "a.md", "b.md")["b.md"]
    [evidence] = finding["because"]  # type: ignore[misc]
    assert (finding["at"]["text"], evidence["text"]) == ("456.87亿元", "456.78亿元")  # type: ignore[index]


def test_of_three_each_is_held_against_the_first_that_states_the_fact(told: Told) -> None:
    for name, sales in (("a.md", "456.78"), ("b.md", "456.87"), ("c.md", "456.78")):
        Path(name).write_text(f"2025年，社会消费品零售总额{sales}亿元，增长4.4%。\n", "utf-8")
    found = findings(told, "--together", "a.md", "b.md", "c.md")
    assert [len(found[name]) for name in ("a.md", "b.md", "c.md")] == [0, 1, 0]


def test_two_publications_in_one_run_raise_nothing(told: Told) -> None:
    for name, numbers in (("a.md", ("1222.62", "456.78", "88.30")), ("b.md", ("1222.26", "465.78", "83.80"))):
        gdp, sales, income = numbers
        text = f"2025年，地区生产总值{gdp}亿元，社会消费品零售总额{sales}亿元，一般公共预算收入{income}亿元。\n"
        Path(name).write_text(text, "utf-8")
    assert told("check", "--together", "a.md", "b.md")[0] == 0


# ---------------------------------------------------------------- cache, processes, failures
def test_the_cache_knows_nothing_of_the_others(told: Told) -> None:
    for _ in range(2):
        assert told("check", "--together", REPORT, TABLES)[0] == 1
    write_report(TEXT.replace("456.78", "456.87"))
    assert told("check", "--together", REPORT, TABLES)[0] == 0
    assert told("check", REPORT, TABLES)[0] == 0
    write_report()
    assert told("check", "--together", REPORT, TABLES)[0] == 1


def test_several_processes_find_the_same(told: Told) -> None:
    shown = [told("check", "--together", "--no-cache", REPORT, TABLES, *jobs) for jobs in ((), ("--jobs", "2"))]
    assert shown[0] == shown[1]
    assert shown[0][0] == 1


def test_a_document_that_cannot_be_read_keeps_no_others_from_it(told: Told) -> None:
    Path("空.docx").write_bytes(b"")
    code, shown = told("check", "--together", "空.docx", REPORT, TABLES)
    assert code == 2
    assert RULE in shown


# ---------------------------------------------------------------- keeping a finding
def _mark(told: Told) -> str:
    [finding] = findings(told)[TABLES]
    return str(finding["fingerprint"])


def test_it_is_kept_beside_the_document(told: Told) -> None:
    line = f"{_mark(told)} {RULE} 公报用初步数\n"
    Path(f"{TABLES}.checker-ignore").write_text(line, "utf-8")
    assert told("check", "--together", REPORT, TABLES)[0] == 0
    code, shown = told("check", TABLES)
    assert (code, "unused" in shown) == (0, False), "what only a run together can use is not unused in another"


def test_what_keeps_nothing_is_told(told: Told) -> None:
    line = f"{_mark(told)} {RULE} 公报用初步数\n"
    Path(f"{TABLES}.checker-ignore").write_text(line, "utf-8")
    write_tables(456.78)
    assert "unused-suppression" in told("check", "--together", REPORT, TABLES)[1]


def test_a_baseline_knows_it(told: Told) -> None:
    assert told("baseline", "create", "--together", REPORT, TABLES)[0] == 0
    assert told("baseline", "check", "--together", REPORT, TABLES)[0] == 0
    assert told("baseline", "check", REPORT, TABLES)[0] == 1, "an entry that is not found any more"


def test_the_rule_can_be_left_out_for_one_of_them(told: Told) -> None:
    Path("checker.toml").write_text(f'together = true\n[per-file-ignores]\n"*.xlsx" = ["{RULE}"]\n', "utf-8")
    assert told("check", REPORT, TABLES)[0] == 0


def test_who_looks_at_one_document_has_no_such_rule() -> None:
    assert RULE not in enabled_rules(Configuration(), TABLES)
    assert RULE in enabled_rules(Configuration(), TABLES, together=True)


# ---------------------------------------------------------------- reports
@pytest.mark.parametrize("form", ["concise", "github", "gitlab", "markdown", "junit", "html"])
def test_it_names_the_other_document(told: Told, form: str) -> None:
    assert "公报.docx" in told("check", "--together", TABLES, REPORT, "--format", form)[1].replace("\\", "")
    assert "456.78亿元 in 公报.docx" in told("check", "--together", REPORT, TABLES, "--format", form)[1].replace(
        "\\", ""
    )


def test_sarif_and_rdjson_lead_to_the_other_file(told: Told) -> None:
    for name, sales in (("a.md", "456.78"), ("b.md", "456.87")):
        Path(name).write_text(f"2025年，社会消费品零售总额{sales}亿元，增长4.4%。\n", "utf-8")
    run = json.loads(told("check", "--together", "a.md", "b.md", "--format", "sarif")[1])["runs"][0]
    [result] = run["results"]
    [related] = result["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "a.md"
    assert related["physicalLocation"]["region"]["snippet"]["text"] == "456.78亿元"
    [diagnostic] = json.loads(told("check", "--together", "a.md", "b.md", "--format", "rdjson")[1])["diagnostics"]
    assert diagnostic["related_locations"][0]["location"]["path"] == "a.md"


def test_the_page_links_from_one_document_to_the_other(told: Told) -> None:
    page = told("check", "--together", REPORT, TABLES, "--format", "html")[1]
    link = re.search(r'<li><span>the other document</span> <a href="#(d0n\d+)"[^>]*>456\.78亿元</a>', page)
    assert link
    assert f'id="{link[1]}"' in page
    data = json.loads(re.search(r'id="?data"?[^>]*>(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    for number, document in enumerate(data["documents"]):
        [verdict] = [one for one in document["verdicts"] if one["rule"] == RULE and one["state"] == "broken"]
        [(other, place, _, path)] = verdict["beyond"]
        assert other == 1 - number
        assert path == data["documents"][other]["path"]
        assert data["documents"][other]["places"][place]["state"] == "broken"


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_review_copy_names_the_other_document(told: Told, form: str) -> None:
    order = (TABLES, REPORT) if form == "docx" else (REPORT, TABLES)
    told("check", "--together", *order, "--output", form)
    if form == "docx":
        notes = [comment.text for comment in docx.Document("公报.checked.docx").comments]
    else:
        sheet = openpyxl.load_workbook("附表.checked.xlsx").active
        notes = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]  # type: ignore[union-attr]
    assert len(notes) == 1
    assert f"{order[0]} ·" in notes[0]
