"""Tell a heading from a paragraph by the shape of its line, where the format itself does not say so.

Chinese reports number their headings by a fixed ladder of enumerators. The ladder is written down here, once, for
plain text, Markdown, HTML, Word and PDF alike.
"""

import re

_NUMERAL = "[〇零一二三四五六七八九十百]{1,4}"

# One row a rung: level, the enumerator that opens the line, and an example.
LADDER: tuple[tuple[int, str, str], ...] = (
    (1, rf"第\s*(?:{_NUMERAL}|\d{{1,2}})\s*(?:部分|章|篇|编)(?=[\s：:、，—]|$|\S)", "第一部分 2025年预算执行情况"),
    (1, rf"{_NUMERAL}\s*、", "一、综合"),
    (2, rf"第\s*(?:{_NUMERAL}|\d{{1,2}})\s*节", "第一节 总体要求"),
    (2, rf"[（(]\s*{_NUMERAL}\s*[)）]", "（一）农业"),
    (3, r"\d{1,2}\s*(?:[．、]|\.(?!\d))", "1．粮食生产"),
    (4, r"[（(]\s*\d{1,2}\s*[)）]", "（1）夏粮"),
)
_RUNGS = tuple((level, re.compile(pattern)) for level, pattern, _ in LADDER)

LONGEST_HEADING = 50
"""Characters; a longer line that opens with an enumerator is a paragraph with its heading run in."""

# What a heading does not hold: the end of a sentence, a comma at its end, a gap as between the cells of a table row.
_SENTENCE_MARK = re.compile(r"[。！？；!?;]|[，,：:、.…]$|\S(?:[ 　]{3,}|\t)\S")


def enumerator_level(line: str) -> int:
    """Return the level of the enumerator that opens `line`, or 0 where there is none."""
    stripped = line.strip()
    return next((level for level, pattern in _RUNGS if pattern.match(stripped)), 0)


def heading_level(line: str) -> int:
    """Return the level of `line` as a heading: short, enumerated, not a sentence. 0 says that it is not a heading."""
    stripped = line.strip()
    if not 2 < len(stripped) <= LONGEST_HEADING or _SENTENCE_MARK.search(stripped):
        return 0
    return enumerator_level(stripped)


class Outline:
    """Fits headings known by their shape below headings known by markup, so that both make one tree.

    Under `## 一、综合` a plain line （一）农业 is level 3; under `# 公报` a plain line 一、综合 is level 2.
    """

    def __init__(self) -> None:
        self._base = 0

    def marked(self, line: str, level: int) -> int:
        """Note a heading that the format marks as such at `level`; return that level."""
        self._base = max(0, level - enumerator_level(line))
        return level

    def shaped(self, line: str) -> int:
        """Return the level of a line that only its shape makes a heading, or 0 where it is none."""
        level = heading_level(line)
        return self._base + level if level else 0
