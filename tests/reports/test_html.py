"""The page without a browser: whole, escaped, and readable without its script."""

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from world import TEXT, document, finding, report

from checker.finding import Outcome, Report, Verdict
from checker.reports import Style, render
from checker.reports.marked import Marked
from checker.source import Block, Cell, Document, Span, Table

HOSTILE = "合计9人</p></script><script>alert(1)</script><!--data--><img src=x onerror=alert(2)>\u2028\x00"


class Page(HTMLParser):
    """Collects the visible text, the ids, the elements and the data of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.shown, self.ids, self.elements, self.links, self.data = "", set(), [], [], ""
        self._within = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        self.ids |= {given["id"]} if given.get("id") else set()
        self.links += [given["href"]] if given.get("href") else []
        if tag in {"script", "style"}:
            self._within = "data" if given.get("id") == "data" else tag

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "data":
            self.data += data
        elif not self._within:
            self.shown += data


def page(*reports: Report, lang: str = "zh") -> Page:
    return Page(render("html", reports or [report()], [], Style(lang)))


def test_everything_is_readable_without_the_script() -> None:
    shown = page().shown
    for line in TEXT.split():
        assert line in shown
    for part in ("合计与分项之和不符", "512.3 + 4120.0 + 5512.1 = 10144.4 ≠ 10234.5", "±0.20", "识别数字论断 7"):
        assert part in shown


def test_links_lead_to_places_in_the_document() -> None:
    parsed = page(report(), report("other.md"))
    assert parsed.links
    assert {link.removeprefix("#") for link in parsed.links} <= parsed.ids


def test_the_page_loads_nothing_and_lets_only_its_own_script_run() -> None:
    text = render("html", [report()], [], Style())
    assert not re.search(r"https?://|@import|url\(|src=", text)
    script = re.search(r"<script>(.*?)</script>", text, re.S)
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text
    assert "<!--" not in text


@pytest.mark.parametrize("field", ["message", "title", "arithmetic", "repair", "rule", "allowance"])
def test_hostile_text_is_only_text(field: str) -> None:
    hostile = finding(HOSTILE, "9人", [("script", HOSTILE)], **{field: HOSTILE})
    verdict = Verdict(HOSTILE, Outcome.NOT_CHECKED, (hostile.at.span,), HOSTILE, HOSTILE)
    parsed = page(Report(document(HOSTILE, path=HOSTILE), (), (), (hostile,), (verdict,)))
    assert [tag for tag, _ in parsed.elements if tag in {"script", "img"}] == ["script", "script"]
    assert not any(name.startswith("on") for _, given in parsed.elements for name in given)
    assert json.loads(parsed.data)["documents"][0]["verdicts"][0]["rule"] == HOSTILE
    assert "\x00" not in parsed.shown


def test_the_data_say_how_each_number_was_read_and_what_it_is_tied_to() -> None:
    [one] = json.loads(page().data)["documents"]
    places = {place["text"]: place for place in one["places"]}
    assert places["10234.5亿元"]["state"] == "broken"
    assert ["指标", "地区生产总值"] in places["10234.5亿元"]["read"]
    assert places["三成至四成"]["read"][-2:] == [["类别", "占比"], ["性质", "目标"]]
    assert places["10144.4"]["state"] == "holds"
    assert (places["20%"]["state"], places["20%"]["ends"]) == ("untied", "[19.95, ∞]")
    assert places["三成至四成"]["state"] == "not_checked"
    verdict = one["verdicts"][0]
    assert one["places"][verdict["members"][0]]["text"] == "10234.5亿元"
    assert verdict["sides"] == [["写作", "10234.5亿元"], ["算得", "10144.4亿元"], ["舍入", "±0.20"]]
    assert verdict["says"] == ["合计", "分项①", "分项②", "分项③"]


def test_what_its_authors_keep_is_told_apart_from_what_is_found() -> None:
    [one] = json.loads(page(dataclasses.replace(report(), findings=report().findings[1:])).data)["documents"]
    places = {place["text"]: place for place in one["places"]}
    assert places["10234.5亿元"]["state"] == one["verdicts"][0]["state"] == "kept"
    assert places["345.39.3"]["state"] == "broken"


TABLE = "甲\t乙\n1\t2\n"
CELLS = (Cell(Span(0, 1), 0, 0), Cell(Span(2, 3), 0, 1), Cell(Span(4, 5), 1, 0), Cell(Span(6, 7), 1, 1, columns=2))


@pytest.mark.parametrize(
    ("text", "blocks", "spans", "html"),
    [
        ("一 9人", (), ((2, 4),), '<p>一 <b class="c0" data-n="0">9人</b></p>'),
        ("一 9人", (), (), "<p>一 9人</p>"),
        ("\n甲\n\n", (), (), "<p>甲</p>"),
        (
            "# 一\n| 二",
            (Block("heading", Span(2, 3), 1), Block("paragraph", Span(6, 7))),
            (),
            "<h2>一</h2><p class=paragraph>二</p>",
        ),
        ("一\n二", (Block("heading", Span(0, 1), 2),), (), "<h3>一</h3><p>二</p>"),
        ("<i>&", (), ((0, 2),), '<p><b class="c0" data-n="0">&lt;i</b>&gt;&amp;</p>'),
        (
            "abcd",
            (Block("item", Span(0, 4)),),
            ((0, 3), (1, 2)),
            '<p class=item><b class="c0" data-n="0">a</b><b class="c1" data-n="1 0">b</b>'
            '<b class="c0" data-n="0">c</b>d</p>',
        ),
        (
            "abcd",
            (),
            ((0, 3), (2, 4)),
            '<p><b class="c0" data-n="0">ab</b><b class="c1" data-n="1 0">c</b><b class="c1" data-n="1">d</b></p>',
        ),
        ("ab", (), ((1, 1),), "<p>ab</p>"),
        (
            "ab",
            (Block("paragraph", Span(0, 1)), Block("paragraph", Span(1, 2))),
            ((0, 2),),
            '<p class=paragraph><b class="c0" data-n="0">a</b></p>'
            '<p class=paragraph><b class="c0" data-n="0">b</b></p>',
        ),
        (
            TABLE,
            (Table(Span(0, 7), CELLS),),
            ((4, 5),),
            "<table><tr><th>甲</th><th>乙</th></tr>"
            '<tr><th><b class="c0" data-n="0">1</b></th><td colspan=2>2</td></tr></table>',
        ),
    ],
)
def test_stretches_are_marked_whatever_they_overlap(
    text: str, blocks: tuple[Block | Table, ...], spans: tuple[tuple[int, int], ...], html: str
) -> None:
    marked = Marked(
        Document("a.md", text, blocks), [Span(*span) for span in spans], [f"c{n}" for n in range(9)], frozenset(), ""
    )
    assert marked.html() == f"<section>{html}</section>"


def test_a_target_has_its_id_once() -> None:
    spans = [Span(0, 3), Span(1, 2)]
    html = Marked(Document("a.md", "abcd", ()), spans, ["x", "y"], frozenset({0, 1}), "d0n").html()
    assert html.count('id="d0n0"') == html.count('id="d0n1"') == 1
