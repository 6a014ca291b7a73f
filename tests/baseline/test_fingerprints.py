"""A finding that is known stays known: under edits elsewhere, moved paragraphs, in other formats of the text."""

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from checker.cli import main

SUMS = "全县一般公共预算收入70.46亿元，其中税收收入52.96亿元、非税收入18.50亿元。"
OTHER = "年末全县常住人口41.2万人，其中城镇人口30.1万人、乡村人口12.1万人。"
RIGHT = "全年粮食产量32.5万吨，比上年增长2.1%。"
ROWS = [("地区", "招生数（人）", "毕业生（人）"), ("甲县", "120", "80"), ("乙县", "203", "95"), ("合计", "332", "175")]
TABLE = "\n".join(f"| {' | '.join(row)} |" for row in (ROWS[0], ("---",) * 3, *ROWS[1:]))
TEXT = f"# 一、财政\n\n{SUMS}\n\n# 二、人口\n\n{OTHER}\n\n{RIGHT}\n\n# 三、教育\n\n{TABLE}\n"


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the findings of TEXT are known under the name `a`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    assert main(["check", "a.md"]) == 1
    assert main(["baseline", "create", "a.md"]) == 0
    return tmp_path


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT, 0),
        (f"前言：本公报共3章，数据截至2023年末。\n\n{TEXT}", 0),
        (TEXT.replace(RIGHT, "全年粮食产量33.5万吨，比上年增长5.2%，其中夏粮11.2万吨。"), 0),
        (TEXT.replace(RIGHT, ""), 0),
        (f"# 一、教育\n\n{TABLE}\n\n# 二、人口\n\n{RIGHT}\n\n{OTHER}\n\n# 三、财政\n\n{SUMS}\n", 0),
        (TEXT.replace("\n", "\r\n"), 0),
        (f"{TEXT}\n{SUMS.replace('70.46', '70.45')}\n", 1),
        (f"{TEXT}\n{SUMS}\n", 1),
        (TEXT.replace("332", "333"), 1),
        (TEXT.replace("332", "323"), 1),
    ],
    ids=["same", "preface", "edited", "deleted", "moved", "breaks", "another", "again", "otherwise", "mended"],
)
def test_edits_elsewhere_and_moved_paragraphs_change_nothing(text: str, code: int, known: Path) -> None:
    (known / "a.md").write_bytes(text.encode())
    assert main(["baseline", "check", "a.md"]) == code


def _word(path: Path) -> None:
    word = docx.Document()
    for heading, texts in (("一、财政", [SUMS]), ("二、人口", [OTHER, RIGHT]), ("三、教育", [])):
        word.add_heading(heading, 1)
        for text in texts:
            word.add_paragraph(text)
    table = word.add_table(0, 3, "Table Grid")
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    word.save(str(path))


def test_the_same_text_in_word_and_on_the_web_has_the_same_findings(known: Path) -> None:
    _word(known / "a.docx")
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS)
    body = f"<h1>一、财政</h1><p>{SUMS}</p><h1>二、人口</h1><p>{OTHER}</p><p>{RIGHT}</p><h1>三、教育</h1>"
    (known / "a.html").write_text(f"<html><body>{body}<table>{rows}</table></body></html>", "utf-8")
    (known / "a.md").unlink()
    assert main(["baseline", "check", "a.docx"]) == 0
    assert main(["baseline", "check", "a.html"]) == 0


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice makes the PDF")
def test_the_same_text_as_pdf_has_the_same_findings(known: Path) -> None:
    _word(known / "a.docx")
    home = f"-env:UserInstallation={(known / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "a.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (known / "a.md").unlink()
    (known / "a.docx").unlink()
    assert main(["baseline", "check", "a.pdf"]) == 0
