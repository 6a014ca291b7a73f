"""Turn bytes into text without guessing in silence: byte order marks, then strict UTF-8, then Chinese code pages.

GB18030 and Big5 accept each other's bytes. Both tables begin with the characters in daily use, so the reading whose
characters mostly stand there is the right one; where neither's do, the bytes are refused and not guessed at.
"""

import codecs
import re
from collections import Counter

from checker.errors import DocumentError

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The first bytes of the marks and of the characters in daily use.
_DAILY_USE = {"gb18030": (range(0xA1, 0xA4), range(0xB0, 0xD8)), "big5hkscs": (range(0xA1, 0xA4), range(0xA4, 0xC7))}
_GB2312_SECOND_BYTE = 0xA1
_WIDE = re.compile(r"[^\x00-\xff]")
_SAMPLE = 200_000
_LEAST_DAILY_SHARE = 0.8
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
    for codec in _DAILY_USE:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        candidates.append((_daily_share(text, codec), codec, text))
    share, codec, text = max(candidates, default=(0.0, "", ""))
    if share >= _LEAST_DAILY_SHARE:
        return text, codec
    return _decode_by_statistics(data, path, bad_byte)


def _daily_share(text: str, codec: str) -> float:
    """Return which share of the wide characters of `text` stands among those in daily use of the code page."""
    counts = Counter(_WIDE.findall(text[:_SAMPLE]))
    daily = sum(count for character, count in counts.items() if _is_in_daily_use(character, codec))
    return daily / counts.total() if counts else 0.0


def _is_in_daily_use(character: str, codec: str) -> bool:
    code = character.encode(codec)
    if len(code) != 2 or (codec == "gb18030" and code[1] < _GB2312_SECOND_BYTE):
        return False
    return any(code[0] in part for part in _DAILY_USE[codec])


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
