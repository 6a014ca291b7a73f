"""Review copies are made of real files, opened again by the library that wrote them, and read again by the checker."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from checker.cli import main
from checker.margins.alignment import Ink, find
from checker.source import Span

SENTENCE = "全县一般公共预算收入70.46亿元，其中税收收入52.96亿元、非税收入18.50亿元。"

TABLE = [("地区", "招生数（人）", "毕业生数（人）"), ("甲县", 120, 80), ("乙县", 203, 95), ("合计", 332, 175)]


def _word(path: Path) -> Path:
    word = docx.Document()
    word.add_heading("二、主要指标", 1)
    word.add_paragraph(SENTENCE)
    paragraph = word.add_paragraph("全年实现财政收入")
    paragraph.add_run("20").bold = True
    paragraph.add_run("0.5亿元，\t其中")
    paragraph.add_run("税收收入152.3").italic = True
    paragraph.add_run("亿元、非税收入58.2亿元。")
    table = word.add_table(len(TABLE), len(TABLE[0]))
    for row, texts in enumerate(TABLE):
        for column, text in enumerate(texts):
            table.cell(row, column).text = str(text)
    word.save(str(path))
    return path


def _text(word: WordDocument) -> str:
    return "\n".join(paragraph.text for paragraph in word.paragraphs)


def _commented(word: WordDocument) -> dict[str, str]:
    """Return what each comment is attached to and says, by the XML itself."""
    texts = {str(comment.comment_id): comment.text for comment in word.comments}
    held: dict[str, str] = dict.fromkeys(texts, "")
    open_comments: set[str] = set()
    for element in word.element.body.iter():
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        name = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        if tag == "commentRangeStart":
            open_comments.add(name)
        elif tag == "commentRangeEnd":
            open_comments.discard(name)
        elif tag == "t":
            for each in open_comments:
                held[each] += element.text or ""
    return {held[name]: texts[name] for name in texts}


def test_word_comments_cover_the_numbers_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = _word(tmp_path / "报告.docx")
    before = hashlib.sha256(original.read_bytes()).digest()
    assert main(["check", str(original), "--output", "docx", "--lang", "zh"]) == 1
    copy = tmp_path / "报告.checked.docx"
    assert f"{copy}: 3 处问题写成批注" in capsys.readouterr().err
    assert hashlib.sha256(original.read_bytes()).digest() == before
    word = docx.Document(str(copy))
    comments = _commented(word)
    assert set(comments) == {"70.46亿元", "200.5亿元", "332"}
    assert "算式: 52.96 + 18.50 = 71.46亿元 ≠ 70.46亿元（舍入最多 ±0.015亿元）" in comments["70.46亿元"]
    assert "依据: 分项① 52.96亿元; 分项② 18.50亿元" in comments["70.46亿元"]
    assert _text(word) == _text(docx.Document(str(original)))
    assert [run.text for run in word.paragraphs[2].runs if run.bold] == ["20"]
    assert [run.text for run in word.paragraphs[2].runs if run.italic] == ["税收收入152.3"]


def test_evidence_out_of_sight_leads_back_to_the_claim(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("一、总体情况", 1)
    word.add_paragraph("2023年全县社会消费品零售总额1222.62亿元。")
    word.add_heading("二、财政", 1)
    word.add_paragraph("2023年全县社会消费品零售总额1226.2亿元，市场活跃。")
    word.save(str(tmp_path / "a.docx"))
    main(["check", str(tmp_path / "a.docx"), "--output", "docx", "--lang", "zh", "--preview"])
    comments = _commented(docx.Document(str(tmp_path / "a.checked.docx")))
    assert set(comments) == {"1222.62亿元", "1226.2亿元"}
    back = [text for text in comments.values() if text.startswith("依据: ")]
    assert any("亿元 (二、财政 第1段)" in text or "亿元 (一、总体情况 第1段)" in text for text in back)


def test_a_copy_has_the_findings_of_its_original(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = _word(tmp_path / "a.docx")
    main(["check", str(original), "--output", f"docx={tmp_path / 'b.docx'}"])
    found = []
    for name in ("a.docx", "b.docx"):
        main(["check", str(tmp_path / name), "--format", "concise"])
        found.append(capsys.readouterr().out.replace(name, ""))
    assert found[0].endswith(found[1])


def test_a_folder_is_checked_without_the_copies_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(_word(tmp_path / "a.docx")), "--output", "docx"])
    capsys.readouterr()
    main(["check", str(tmp_path), "--format", "concise", "--lang", "en"])
    assert "1 documents: 3 errors" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("attached", "text", "left"),
    [
        ("70.46亿元", "checker: ignore[parts-sum-to-total] 口径不同，见附注", 2),
        ("全县", "checker: ignore[parts-sum-to-total] 口径不同", 4),
        ("70.46亿元", "checker: ignore[parts-sum-to-total]", 4),
        ("70.46亿元", "请看看 checker: ignore[parts-sum-to-total] 口径不同", 3),
        ("", "checker：ignore[parts-sum-to-total] 整段口径不同", 2),
    ],
)
def test_a_word_comment_suppresses_what_it_is_attached_to(
    attached: str, text: str, left: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word = docx.Document(str(_word(tmp_path / "a.docx")))
    paragraph = word.paragraphs[1]
    paragraph.clear()
    for part in SENTENCE.partition(attached or "全县"):
        paragraph.add_run(part)
    run = next((run for run in paragraph.runs if run.text == attached), paragraph.runs[0])
    word.add_comment(run, text=text, author="某人")
    word.save(str(tmp_path / "a.docx"))
    main(["check", str(tmp_path / "a.docx"), "--format", "concise", "--lang", "en"])
    said = capsys.readouterr().out.splitlines()[:-2]
    assert len(said) == left


def test_a_copy_that_cannot_be_made_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = str(_word(tmp_path / "a.docx"))
    for target, said in ((f"docx={original}", "never takes the place"), ("docx=/proc/none/b.docx", "/proc/none")):
        assert main(["check", original, "--output", target, "--lang", "en"]) == 2
        assert said in capsys.readouterr().err
    (tmp_path / "a.md").write_text(SENTENCE, "utf-8")
    assert main(["check", str(tmp_path / "a.md"), "--output", "docx", "--lang", "en"]) == 1
    assert "a.md: no docx" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "checker.review.docx", raising=False)
    assert main(["check", original, "--output", "docx", "--lang", "en"]) == 2
    assert "pip install python-docx" in capsys.readouterr().err


def test_cells_are_commented_beside_what_was_said_already(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet("收入", 0)
    for row in TABLE:
        sheet.append(row)
    sheet["B4"].comment = openpyxl.comments.Comment("原有批注", "某人")
    workbook.save(tmp_path / "a.xlsx")
    assert main(["check", str(tmp_path / "a.xlsx"), "--output", f"xlsx={tmp_path / 'copies'}/", "--lang", "zh"]) == 1
    comment = openpyxl.load_workbook(tmp_path / "copies" / "a.checked.xlsx")["收入"]["B4"].comment
    assert comment.text.startswith("原有批注")
    assert "= 323 ≠ 332" in comment.text
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["收入"]["B4"].comment.text == "原有批注"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice makes the PDF and opens the copy")
def test_a_pdf_is_highlighted_on_the_number_and_a_copy_opens_in_libreoffice(tmp_path: Path) -> None:
    _word(tmp_path / "a.docx")
    _converted(tmp_path / "a.docx", tmp_path)
    assert main(["check", str(tmp_path / "a.pdf"), "--output", "pdf", "--lang", "zh"]) == 1
    page = PdfReader(tmp_path / "a.checked.pdf").pages[0]
    notes = [annotation.get_object() for annotation in page["/Annots"]]  # type: ignore[attr-defined]
    claims = [note for note in notes if str(note["/Contents"]).startswith("错误")]
    assert {_under(note, page) for note in claims} == {"70.46亿元", "332"}
    assert "疑为: 71.46亿元" in str(claims[0]["/Contents"])
    assert "/Annots" not in PdfReader(tmp_path / "a.pdf").pages[0]
    main(["check", str(tmp_path / "a.docx"), "--output", "docx"])
    _converted(tmp_path / "a.checked.docx", tmp_path / "out")
    assert (tmp_path / "out" / "a.checked.pdf").is_file()


def _converted(path: Path, folder: Path) -> None:
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _under(note: DictionaryObject, page: object) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(page.pdf.stream) as source:  # type: ignore[attr-defined]
        left, bottom, right, top = map(float, note["/Rect"])  # type: ignore[arg-type]
        text: str = source[0].get_textpage().get_text_bounded(left, bottom, right, top)
        return "".join(text.split())


@pytest.mark.parametrize(
    ("here", "there", "nth"),
    [
        ("甲 12 乙 12 丙", "1. 甲12乙12丙", 1),
        ("表\t12\n乙\t12\n", "表12前言乙12", 1),
        ("共12人", "无", None),
        ("甲 12 m² 乙³ 12 m²", "甲12m2乙312m2", 1),
    ],
)
def test_a_place_is_found_by_its_neighbours(here: str, there: str, nth: int | None) -> None:
    start = here.rindex("12")
    found = find(Span(start, start + 2), Ink(here), Ink(there))
    assert (found and found.start) == (None if nth is None else there.rindex("12"))
