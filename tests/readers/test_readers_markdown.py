from outline import only_table, outline, rows

from checker.readers import read_bytes

TABLE = """| 指标 | 2025年 | 增长（%） |
|---|---:|---:|
| 粮食 | 1,092.5 | -3.2 |
| 油料 |  | a\\|b |
"""


def test_headings_items_and_quotations() -> None:
    text = "# 公报\n\n一、综合\n正文一。\n\n- 粮食12万吨\n- 油料3万吨\n> 引文4亿元\n\n副题\n---\n**（一）农业**\n"
    assert outline(read_bytes(text.encode(), "a.md")) == [
        "heading 1: 公报",
        "heading 2: 一、综合",
        "paragraph: 正文一。",
        "item: 粮食12万吨",
        "item: 油料3万吨",
        "paragraph: 引文4亿元",
        "heading 2: 副题",
        "heading 4: **（一）农业**",
    ]


def test_what_is_no_prose_is_marked() -> None:
    text = "---\ntitle: 12\n---\n甲1亿元。<!-- 乙2亿元 -->丙3亿元。\n<!--\n丁4亿元\n-->\n```\n戊5亿元\n```\n己6亿元。"
    document = read_bytes(text.encode(), "a.md")
    assert [mark.of(text)[:6] for mark in document.marks] == ["---\nti", "<!-- 乙", "<!--\n丁", "```\n戊5"]
    assert outline(document) == ["paragraph: 甲1亿元。<!-- 乙2亿元 -->丙3亿元。", "paragraph: 己6亿元。"]


def test_a_thematic_break_at_the_start_is_no_front_matter() -> None:
    assert not read_bytes("----\n甲1亿元。\n".encode(), "a.md").marks


def test_cells_are_trimmed_and_keep_their_offsets() -> None:
    document = read_bytes(TABLE.encode(), "a.md")
    table = only_table(document)
    assert rows(document, table) == [
        "| 指标 | 2025年 | 增长（%） |",
        "=",
        "| 粮食 | 1,092.5 | -3.2 |",
        "| 油料 |  | a\\|b |",
    ]
    assert [(cell.row, cell.column) for cell in table.cells][-1] == (2, 2)
    assert document.text == TABLE


def test_bars_without_a_delimiter_row_are_prose() -> None:
    assert not list(read_bytes("甲|乙\n1|2\n".encode(), "a.md").tables())


def test_caption_and_unit_line_stand_above_the_table() -> None:
    for above, caption, unit in [
        ("表1 主要产品产量\n\n单位：万元\n\n", "表1 主要产品产量", "单位：万元"),
        ("2025年各类教育情况表（单位：人）\n", "2025年各类教育情况表（单位：人）", "单位：人"),
        ("## 主要产品产量\n", "主要产品产量", None),
        ("主要产品产量如下：\n\n", None, None),
        ("一、农业\n\n", None, None),
        ("编制单位：某局\n\n", "编制单位：某局", None),
    ]:
        document = read_bytes((above + TABLE).encode(), "a.md")
        table = only_table(document)
        assert (table.caption.of(document.text) if table.caption else None) == caption
        assert (table.unit_line.of(document.text) if table.unit_line else None) == unit


def test_carriage_returns_are_counted() -> None:
    text = TABLE.replace("\n", "\r\n") + "\r\n正文。\r\n"
    document = read_bytes(text.encode(), "a.md")
    assert document.text == text
    assert outline(document)[-1] == "paragraph: 正文。"
