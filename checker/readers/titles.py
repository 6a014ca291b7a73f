"""Tie a table to the lines above it: its caption and its unit line (单位：万元).

Both may stand outside the table, in rows of it, or the unit inside the caption; the same shapes are looked for
everywhere.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.readers.headings import enumerator_level
from checker.source import Block, Span, Table

# 编制单位, 填报单位 and the like name an office, hence the look at what stands before 单位.
_UNIT_WORD = r"(?:(?:计量|金额|货币|数据)单位|单\s*位)\s*"
_UNIT_NAME = r"[^\s　）)；;。]{1,20}(?:[ 　][\u4e00-\u9fff]{1,3}(?=\s*(?:$|[）)])))?"
_UNIT = re.compile(
    rf"(?:^|(?<=[\s　（(，,])|(?<=以下)){_UNIT_WORD}(?:[:：]|均?为)\s*({_UNIT_NAME})"
    r"|^[（(](?:除[^，,）)\d]{2,12}[，,])?以?人民币([^\s　）)；;。]{1,8})[^）)\d]{0,12}[）)]$"
)
_UNIT_ALONE = re.compile(
    rf"[\s　（(]*(?:以下|除[^，,）)\d]{{2,12}}[，,])?{_UNIT_WORD}(?:[:：]|均?为)[^：:。]{{1,24}}"
    r"|[（(][^）)\d]{4,32}[）)]"
)
_CURRENCY = re.compile(r"币\s*种\s*[:：]\s*[^\s:：]{1,8}")
# What stands between a table and its title and is neither: a ticked box of a form, the period that a statement covers,
# the base of an index (以上年为100).
_COVERED = r"[\d\s年月日季度上下半前全第一二三四末底至到~～—–－-]*"
_PASSED_OVER = re.compile(rf"\s*(?:[□√☑☐■▣✓]|{_COVERED}\d年{_COVERED}$|[（(]?[^\d\s]{{2,6}}[=＝为]\s*100[）)]?\s*$)")
_SENTENCE_END = re.compile(r"[。！？；：，、!?;:,]$")
_TABLE_WORD = re.compile(r"^\s*(?:附?表|续表|附件)|表\s*(?:[（(].*[)）])?\s*$")
_TABLE_NUMBER = re.compile(r"(?:附?表|续表|附件)[\s\d一二三四五六七八九十.．—–-]{0,8}[:：]?")
LONGEST_CAPTION = 60
_LINES_ABOVE = 4


def unit_line_span(text: str, span: Span) -> Span | None:
    """Return where inside `span` a unit is declared (单位：万元), or None."""
    match = _UNIT.search(text, span.start, span.end)
    if match is None:
        match = _UNIT.match(text[span.start : span.end].lstrip())
        if match is None:
            return None
        offset = span.end - len(text[span.start : span.end].lstrip())
        return Span(offset + match.start(), offset + match.end())
    return Span(match.start(), match.end())


def is_title(line: str) -> bool:
    """Tell whether a whole line plainly is the title of a table: by its number or by its last word."""
    return _TABLE_WORD.search(line) is not None


def is_unit_line(line: str) -> bool:
    """Tell whether a whole line says nothing but the unit of a table."""
    bare = _CURRENCY.sub("", line).strip()
    return _UNIT_ALONE.fullmatch(bare) is not None and _UNIT.search(bare) is not None


def title_or_unit_line(text: str, spans: Sequence[Span]) -> tuple[Span | None, Span | None]:
    """Return caption and unit line among the lines `spans`: the longest title and the last unit declared."""
    units = [unit for span in spans if (unit := unit_line_span(text, span))]
    titles = [span for span in spans if not is_unit_line(span.of(text)) and not _PASSED_OVER.match(span.of(text))]
    caption = max(titles, key=lambda span: span.end - span.start, default=None)
    return caption, units[-1] if units else None


def with_titles(text: str, blocks: Iterable[Block | Table]) -> tuple[Block | Table, ...]:
    """Return `blocks` with each table's caption and unit line found among the blocks right above it.

    A paragraph taken as caption or unit line becomes a block of kind "caption"; a heading stays a heading.
    """
    titled = list(blocks)
    for index, block in enumerate(titled):
        if isinstance(block, Table):
            titled[index] = _titled(text, titled, index, block)
    return tuple(titled)


def _titled(text: str, blocks: list[Block | Table], index: int, table: Table) -> Table:
    """Return `table` with its titles; marks the blocks above that it takes as captions, a bare 表1 among them."""
    for above in range(index - 1, max(-1, index - 1 - _LINES_ABOVE), -1):
        block = blocks[above]
        if isinstance(block, Table):
            break
        if block.span == table.caption:
            continue
        line = block.span.of(text)
        unit = unit_line_span(text, block.span)
        if is_unit_line(line):
            table = replace(table, unit_line=table.unit_line or unit)
        elif table.caption and not _TABLE_NUMBER.fullmatch(line.strip()):
            break
        elif _PASSED_OVER.match(line):
            continue
        elif _is_caption(block, line):
            table = replace(table, caption=table.caption or block.span, unit_line=table.unit_line or unit)
        else:
            break
        if block.kind != "heading":
            blocks[above] = replace(block, kind="caption")
    return table


def _is_caption(block: Block, line: str) -> bool:
    stripped = line.strip()
    if block.kind == "caption":
        return True
    if block.kind not in ("heading", "paragraph") or len(stripped) > LONGEST_CAPTION or _SENTENCE_END.search(stripped):
        return False
    return block.kind == "paragraph" or not enumerator_level(stripped) or _TABLE_WORD.search(stripped) is not None
