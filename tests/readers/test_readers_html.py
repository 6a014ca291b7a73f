import pytest
from outline import only_table, outline, rows

from checker.readers import read_bytes


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>标题</title></head><body>{body}</body></html>".encode()


def test_blocks_are_what_a_person_sees() -> None:
    body = """
    <script>var x = "12亿元";</script><style>p {color: red}</style><nav>首页 12</nav>
    <ul><li><a href="/">网站首页</a></li><li><a href="/a">信息公开</a></li></ul>
    <h1>统计公报</h1><p>一、综合</p>
    <p>全年生产总值<b>1092</b>
    亿元，比上年增长&nbsp;6.1%&#65292;其中<a href="#">粮食</a>12万吨。</p>
    <p style="display:none">隐藏9亿元</p><div hidden>也隐藏8亿元</div>
    第一行。<br>第二行。<ul><li>粮食12万吨</li></ul><footer>版权 2025</footer>"""
    assert outline(read_bytes(page(body), "a.html")) == [
        "heading 1: 统计公报",
        "heading 2: 一、综合",
        "paragraph: 全年生产总值1092亿元，比上年增长\xa06.1%，其中粮食12万吨。",
        "paragraph: 第一行。",
        "paragraph: 第二行。",
        "item: 粮食12万吨",
    ]


def test_merged_cells_stand_on_the_grid() -> None:
    body = """<p>表1 生产总值</p><p>单位：亿元</p>
    <table><thead><tr><th rowspan="2">地区</th><th colspan="2">总量</th></tr>
    <tr><th>合计</th><th>第一<br>产业</th></tr></thead><tbody><tr><td>甲市</td><td> 10.5 </td><td></td></tr>
    <tr style="display:none"><td>乙市</td><td>1</td><td>2</td></tr></tbody></table>"""
    document = read_bytes(page(body), "a.html")
    table = only_table(document)
    assert rows(document, table) == [
        "| 地区 (2x1) | 总量 (1x2) |",
        "| 合计 | 第一产业 |",
        "=",
        "| 甲市 | 10.5 |  |",
    ]
    assert [(cell.row, cell.column) for cell in table.cells[2:4]] == [(1, 1), (1, 2)]
    assert table.caption and table.caption.of(document.text) == "表1 生产总值"
    assert table.unit_line and table.unit_line.of(document.text) == "单位：亿元"
    assert document.text.endswith("地区\t总量\n\t合计\t第一产业\n甲市\t10.5\t\n")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("产值<sup>2</sup>12.3亿元", "产值²12.3亿元"),
        ('增长5.6%<sup><a href="#n1">1</a></sup>，', "增长5.6%¹，"),
        ("精度10<sup>-6</sup>米", "精度10⁻⁶米"),
        ("增长5.6%<sup>[1]</sup>，", "增长5.6%[1]，"),
        ("增长5.6%<sup>注1</sup>，", "增长5.6%注1，"),
        ("PM<sub>2.5</sub>浓度", "PM2.5浓度"),
    ],
)
def test_a_raised_figure_does_not_join_a_number(source: str, text: str) -> None:
    assert outline(read_bytes(page(f"<p>{source}</p>"), "a.html")) == [f"paragraph: {text}"]
    table = f"<table><tr><td>指标</td><td>值</td></tr><tr><td>甲</td><td>{source}</td></tr></table>"
    assert outline(read_bytes(page(table), "a.html"))[-1] == f"| 甲 | {text} |"


def test_a_layout_table_is_walked_through() -> None:
    body = """<table><tr><td>左</td></tr><tr><td><p>全年增长6.1%。</p><table><tr><th>指标</th><th>值</th></tr>
    <tr><td>粮食</td><td>12</td></tr></table></td></tr></table>"""
    assert outline(read_bytes(page(body), "a.html")) == [
        "paragraph: 左",
        "paragraph: 全年增长6.1%。",
        "| 指标 | 值 |",
        "=",
        "| 粮食 | 12 |",
    ]


def test_a_table_inside_a_table_of_data_comes_after_it() -> None:
    body = """<table><tr><th>指标</th><th>值</th></tr><tr><td>粮食</td><td>12</td></tr><tr><td>明细</td><td>
    <table><tr><td>小麦</td><td>5</td></tr><tr><td>玉米</td><td>7</td></tr></table></td></tr></table>"""
    first, second = read_bytes(page(body), "a.html").tables()
    assert (len(first.cells), len(second.cells)) == (6, 4)


def test_a_table_of_links_is_no_data() -> None:
    rows = "<tr><td><a>首页</a></td><td><a>新闻</a></td></tr><tr><td><a>公开</a></td><td><a>互动</a></td></tr>"
    body = f"<table>{rows}</table><p>正文。</p>"
    assert outline(read_bytes(page(body), "a.html")) == ["paragraph: 正文。"]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8", "iso-8859-1", None])
def test_a_wrong_charset_is_seen_through(declared: str | None) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    for codec in ("gb18030", "utf-8"):
        data = page("<p>全年全市生产总值1092亿元，比上年增长6.1%。</p>", head).decode().encode(codec)
        assert "全年全市生产总值1092亿元" in read_bytes(data, "a.html").text


def test_bytes_that_fit_no_charset_are_said() -> None:
    data = page("<p>全年全市生产总值</p>", '<meta charset="gb2312">').decode().encode("gb18030") + b"\xff\xff\xff"
    assert read_bytes(data, "a.htm").unread == ("3 characters cannot be decoded as gb2312",)


def test_html_is_told_by_its_content() -> None:
    assert read_bytes(page("<p>正文1亿元。</p>"), "报告.txt").format == "html"
    assert read_bytes(page("<table><tr><td>a</td><td>b</td></tr></table>"), "报告.xls").format == "html"
    assert read_bytes(b"# a <html> tag", "a.md").format == "markdown"


@pytest.mark.parametrize("span", ["0", "-1", "999999999", "x", "65535", ""])
def test_absurd_spans_are_bounded(span: str) -> None:
    body = (
        f'<table><tr><td rowspan="{span}" colspan="{span}">a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>'
    )
    table = only_table(read_bytes(page(body), "a.html"))
    assert len(table.cells) == 4
    assert max(cell.rows for cell in table.cells) <= 2
