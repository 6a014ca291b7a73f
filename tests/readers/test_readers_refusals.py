"""Hostile and broken documents: each is refused with one line that says why, and never with a traceback."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tinypdf import pdf
from tinyword import W, paragraph, run, word

from checker.errors import DocumentError
from checker.readers import Limits, read, read_bytes


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for _ in range(50):
        book.worksheets[0].append([1, 2, 3, 4])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WORD = word(paragraph(run("增长6.1%。")))
PDF = pdf(([(90, 100, "增长6.1%。")], []))
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
BOMB = f"<!DOCTYPE w [{ENTITIES}]><w:document {W}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
OUTSIDE = BOMB.replace(ENTITIES, '<!ENTITY l9 SYSTEM "file:///etc/hostname">')
OUTWARD = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    b'Type="http://a/officeDocument" Target="../../../../etc/hostname"/></Relationships>'
)
SMALL = Limits(bytes=100_000, expanded=200_000, cells=100, pages=2, numbers=50)
RING = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2552)  # whose sectors follow one another round
RING[0x1E], RING[0x30], RING[0x44], RING[0x4C], RING[512:2560] = 9, 1, 1, 0, b"\1\0\0\0" * 512
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.docx", "empty"),
        (b"x" * 100_001, "a.txt", "larger than 100,000 bytes"),
        (WORD[: len(WORD) // 2], "a.docx", "damaged"),
        (WORD[:-80], "a.docx", "damaged"),
        (WORD.replace(b"PK\x03\x04", b"PK\x03\x05", 1), "a.docx", "no docx document"),
        (b"plain text", "a.docx", "no docx document"),
        (b"plain text", "a.pdf", "no pdf document"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.docx", "an image"),
        (b"{\\rtf1 text}", "a.doc", "RTF"),
        (archive(word__document_xml=BOMB.encode()), "a.docx", "declares XML entities"),
        (archive(word__document_xml=OUTSIDE.encode()), "a.docx", "declares XML entities"),
        (archive(word__document_xml=BOMB.encode("utf-16")), "a.docx", "declares XML|damaged"),
        (archive(word__document_xml=b"<w:document>"), "a.docx", "damaged"),
        (archive(word__document_xml=b"<a/>"), "a.docx", "no Word document"),
        (archive(word__document_xml=b" " * 300_000 + b"<a/>"), "a.docx", "unpacks to more than 200,000 bytes"),
        (word("<w:sdt>" * 400 + "</w:sdt>" * 400), "a.docx", "damaged|nested"),
        (archive(**{"_rels/.rels": OUTWARD, "word/document": b"<a/>"}), "a.docx", "no Word document"),
        (archive(readme=b"text"), "a.zip", "zip archive"),
        (archive(xl__workbook_xml=b"<a/>"), "a.xlsx", "no text"),
        (workbook(), "a.xlsx", "more than 100 table cells"),
        (b"a,b,c\n" * 100, "a.csv", "more than 100 table cells"),
        ("增长1,6.1%，\n".encode() * 51, "a.txt", "more than 50 numbers"),
        (PDF[:60], "a.pdf", "damaged"),
        (pdf(*[([(90, 100, "甲")], [])] * 3), "a.pdf", "more than 2 pages"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "a.docx", r"\.doc"),
        (COMPOUND + "Workbook".encode("utf-16-le"), "a.xls", "damaged"),
        (bytes(RING) + "Workbook".encode("utf-16-le"), "a.xls", "damaged"),
        (COMPOUND, "a.doc", "old Office file"),
        (("<html>" + "<table><tr><td>a</td>" * 3000).encode(), "a.html", "nested too deeply|cells"),
        (b"<html><body><script>1</script></body></html>", "a.html", "no text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes",
)  # fmt: skip
def test_refusals(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as refusal:
        read_bytes(data, name, limits=SMALL)
    assert refusal.value.place == name
    assert "\n" not in str(refusal.value)


def test_a_directory_that_lies_about_sizes_is_refused() -> None:
    content = f"<w:document {W}><w:body>{' ' * 100_000}</w:body></w:document>".encode()
    data = archive(word__document_xml=content)
    size = len(content).to_bytes(4, "little")
    with pytest.raises(DocumentError, match="damaged"):
        read_bytes(data.replace(size, (500).to_bytes(4, "little")), "a.docx")


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(WORD)
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(DocumentError, match="encrypted"):
        read_bytes(bytes(data), "a.docx")


def test_pages_that_hold_one_another_end() -> None:
    ring = PDF.replace(b"/Type /Page /Parent 2 0 R", b"/Type /Pages /Count 1 /Kids [2 0 R]")
    assert read_bytes(ring, "a.pdf").unread == ("page 1 is damaged",)


def test_macros_and_parts_named_outward_are_not_looked_at() -> None:
    parts = {
        "[Content_Types].xml": b"",
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0Shell",
        "../../evil.xml": b"<a>&x;</a>",
    }
    document = f"<w:document {W}><w:body>{paragraph(run('增长6.1%。'))}</w:body></w:document>".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in {**parts, "word/document.xml": document}.items():
            made.writestr(name, content)
    assert read_bytes(buffer.getvalue(), "a.docm").text == "增长6.1%。\n"


def test_the_neighbours_of_the_refused_are_read(tmp_path: Path) -> None:
    for data, name in [(WORD, "a.docx"), (WORD, "a.pdf"), (PDF, "a.txt"), ("增长6.1%。".encode(), "a.unknown")]:
        path = tmp_path / name
        path.write_bytes(data)
        assert "增长6.1%" in read(path, limits=SMALL).text


@pytest.mark.parametrize(
    ("name", "reason"), [("none.txt", "no such file"), (".", "folder"), ("a\0b.txt", "opened|no such")]
)
def test_paths_that_lead_nowhere(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(tmp_path / name)


def test_nothing_heavy_is_imported_up_front() -> None:
    heavy = ["lxml", "pypdfium2", "python_calamine", "pandas", "charset_normalizer"]
    program = f"import sys, checker.readers; print(sorted(set({heavy}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (("1\t2\n" * 60).encode(), "a.txt", "more than 100 table cells"),
        (("|a|b|\n|-|-|\n" + "|1|2|\n" * 60).encode(), "a.md", "more than 100 table cells"),
        (("a" * 20_000).encode(), "a.txt", "a text of more than 10,000 bytes"),
        (("a,b\n" * 20_000).encode(), "a.csv", "a text of more than 10,000 bytes"),
        (b"<html><table><tr><td colspan=20>a<td>b<tr><td>c<td>d</table>", "a.html", "more than 20 columns"),
    ],
)
def test_limits_of_text_and_tables(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_bytes(data, name, limits=Limits(text=10_000, cells=100, columns=20))


def test_overlapping_merged_cells_are_refused() -> None:
    book = openpyxl.Workbook()
    for _ in range(4):
        book.worksheets[0].append([1, 2, 3, 4])
    for reference in ("A1:C4", "B1:D4", "A1:D3"):
        book.worksheets[0].merged_cells.add(reference)
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(DocumentError, match="overlap"):
        read_bytes(buffer.getvalue(), "a.xlsx")
