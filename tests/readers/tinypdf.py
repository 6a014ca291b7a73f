"""Writes a PDF of a few lines and rules, so that the tests hold no binary files."""

from collections.abc import Sequence

Text = tuple[float, float, str]
"""x, y from the top of the page, and what is written there at 12 points."""
Rule = tuple[float, float, float, float]
"""x0, y0, x1, y1 from the top of the page."""

_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << /Type /Font "
    b"/Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 94 500] /CIDSystemInfo << /Registry (Adobe) "
    b"/Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
    b"/Ascent 880 /Descent -120 /CapHeight 880 /ItalicAngle 0 /StemV 80 /FontBBox [0 -120 1000 880] >> >> ] >>"
)
HEIGHT = 842


def pdf(*pages: tuple[Sequence[Text], Sequence[Rule]], rotate: int = 0, widths: Sequence[int] = ()) -> bytes:
    """Return a PDF with the given pages, of the given `widths` or upright."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    kids = []
    for number, (texts, rules) in enumerate(pages):
        content = "".join(
            f"BT /F 12 Tf 1 0 0 1 {x} {HEIGHT - y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, text in texts
        )
        content += "".join(f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S\n" for x0, y0, x1, y1 in rules)
        stream = content.encode("ascii")
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"endstream")
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d 842] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (widths[number] if widths else 595, rotate, len(objects))
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def grid(left: float, top: float, widths: Sequence[float], heights: Sequence[float]) -> list[Rule]:
    """Return the rules of a full grid."""
    right, bottom = left + sum(widths), top + sum(heights)
    xs = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
    ys = [top + sum(heights[:n]) for n in range(len(heights) + 1)]
    return [(left, y, right, y) for y in ys] + [(x, top, x, bottom) for x in xs]
