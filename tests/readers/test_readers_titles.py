"""Which of the lines above a table are its title and its unit line, and which are neither."""

import pytest
from outline import only_table

from checker.readers import read_bytes

TABLE = "<table><tr><th>项目<th>金额<tr><td>甲<td>10<tr><td>乙<td>20</table>"
BASED = "<table><tr><td colspan=2>以上年为100<tr><th>项目<th>指数<tr><td>甲<td>100.1<tr><td>乙<td>99.2</table>"
TITLED = "<table><tr><td colspan=2>分类情况<tr><th>项目<th>金额<tr><td>甲<td>10<tr><td>乙<td>20</table>"


@pytest.mark.parametrize(
    ("above", "table", "caption", "unit_line"),
    [
        (["甲类收支表", "单位：万元"], TABLE, "甲类收支表", "单位：万元"),
        (["甲类收支表", "单位：元 币种：人民币"], TABLE, "甲类收支表", "单位：元"),
        (["甲类收支表", "币种：人民币　单位：元"], TABLE, "甲类收支表", "单位：元"),
        (["甲类收支表", "2020年1—12月", "单位：元"], TABLE, "甲类收支表", "单位：元"),
        (["甲类收支表", "2020年12月31日"], TABLE, "甲类收支表", None),
        (["甲类收支表", "√适用 □不适用"], TABLE, "甲类收支表", None),
        (["表3", "甲类收支表"], TABLE, "甲类收支表", None),
        (["单位：元"], TITLED, "分类情况", "单位：元"),
        (["甲类收支表"], TITLED, "分类情况", None),
        (["甲类价格指数", "上年同期=100"], TABLE, "甲类价格指数", None),
        (["甲类价格指数"], BASED, "甲类价格指数", None),
        (["2020年甲类收支表"], TABLE, "2020年甲类收支表", None),
        (["本表所列各项均为快报数。"], TABLE, None, None),
    ],
)
def test_lines_above(above: list[str], table: str, caption: str | None, unit_line: str | None) -> None:
    page = "<html>" + "".join(f"<p>{line}</p>" for line in above) + table
    document = read_bytes(page.encode(), "a.html")
    found = only_table(document)
    assert (found.caption.of(document.text) if found.caption else None) == caption
    assert (found.unit_line.of(document.text) if found.unit_line else None) == unit_line
