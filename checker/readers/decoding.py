"""Turn bytes into text without guessing in silence: byte order marks, then strict UTF-8, then Chinese code pages.

GB18030 and Big5 accept each other's bytes, so the text decides between them: the reading with more of the characters
that every report is made of is the right one, and a reading with hardly any is refused.
"""

import codecs
import re

from checker.errors import DocumentError

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FREQUENT = frozenset("的一年和比上增在万元长月全人中业为下个总大产收同以预政资地国萬長業為個總產預資國，。、：")
_WIDE = re.compile(r"[^\x00-\xff]")
_SAMPLE = 200_000
_LEAST_FREQUENT_SHARE = 0.04
_WESTERN_SHARE = 0.9


def decode(data: bytes, path: str) -> tuple[str, str]:
    """Return the text of `data` and the name of the codec, with `data.decode(codec) == text`.

    A UTF-8 byte order mark is decoded away (`utf-8-sig`). Raises `DocumentError` for binary and undecodable data.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec, path), codec
    if b"\0" in data:
        codec = _unmarked_utf16(data)
        if not codec:
            raise DocumentError("binary data, not text", place=path)
        return _strictly(data, codec, path), codec
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _decode_code_page(data, path, error.start)


def _strictly(data: bytes, codec: str, path: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise DocumentError(f"not valid {codec} at byte {error.start}", place=path) from None


def _unmarked_utf16(data: bytes) -> str:
    """Tell UTF-16 without a mark from binary: its zero bytes (of digits, spaces) stand all on one side."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or (even and odd):
        return ""
    return "utf-16-be" if even else "utf-16-le"


def _decode_code_page(data: bytes, path: str, bad_byte: int) -> tuple[str, str]:
    candidates: list[tuple[float, str, str]] = []
    for codec in ("gb18030", "big5hkscs"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        candidates.append((_frequent_share(text), codec, text))
    share, codec, text = max(candidates, default=(0.0, "", ""))
    if share >= _LEAST_FREQUENT_SHARE:
        return text, codec
    return _decode_by_statistics(data, path, bad_byte)


def _frequent_share(text: str) -> float:
    wide = _WIDE.findall(text[:_SAMPLE])
    return sum(character in _FREQUENT for character in wide) / len(wide) if wide else 0.0


def _decode_by_statistics(data: bytes, path: str, bad_byte: int) -> tuple[str, str]:
    """Decode a Western text by statistics; of any other, the bytes are too ambiguous to trust a guess."""
    import charset_normalizer

    sample = data[:_SAMPLE]
    if sum(byte < 0x80 for byte in sample) >= _WESTERN_SHARE * len(sample):
        best = charset_normalizer.from_bytes(sample, threshold=0.1).best()
        if best is not None:
            try:
                return data.decode(best.encoding), best.encoding
            except UnicodeDecodeError:
                pass
    raise DocumentError(f"cannot be decoded: not valid UTF-8 at byte {bad_byte}, nor GB18030 or Big5", place=path)
