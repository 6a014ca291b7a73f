"""The page in a real browser, with clicks and keys; skipped where there is none."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from world import TEXT, report

from checker.finding import Evidence, Outcome, Report
from checker.reports import Style, render

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Any:
    def open_page(*reports: Report) -> Any:
        path = tmp_path / "report.html"
        path.write_text(render("html", reports or [report()], [], Style("zh")), "utf-8")
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda message: page.troubles.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri())
        return page

    return open_page


def test_a_click_on_a_number_shows_what_it_is_tied_to(opened: Any) -> None:
    page = opened()
    page.click("b[data-n]:text('512.3亿元')")
    shown = page.inner_text("#inspector")
    assert "512.3亿元" in shown
    assert "一致 1/2" in shown
    assert "parts-sum-to-total" in shown
    assert "restated-value" in shown
    page.click("b[data-n]:text('20%')")
    assert "未勾稽" in page.inner_text("#inspector")
    assert "parts-sum-to-total" not in page.inner_text("#inspector")
    assert page.troubles == []


def test_a_row_lights_its_number_and_leads_to_it(opened: Any) -> None:
    page = opened()
    page.click("b[data-n]:text('512.3亿元')")
    page.hover(".verdict li:has-text('10234.5亿元')")
    assert page.inner_text("b.lit") == "10234.5亿元"
    page.click(".verdict li:has-text('10234.5亿元')")
    assert page.inner_text("b.chosen") == "10234.5亿元"


def test_a_row_leads_into_the_other_document(opened: Any) -> None:
    first, second = report("a.md"), report("b.md")
    rule, at, there = "same-fact-across-documents", first.claims[0], second.claims[1]
    beyond = (Evidence(there.span, "另一文档", second.document),)
    held = dataclasses.replace(
        first.verdicts[0], rule=rule, outcome=Outcome.HOLDS, members=(at.span,), beyond=beyond, says=("此处",)
    )
    page = opened(dataclasses.replace(first, verdicts=(held,)), second)
    page.click("article.document:nth-of-type(1) b[data-n]:text('10234.5亿元')")
    row = page.locator(".verdict li", has_text="另一文档 b.md")
    assert "512.3亿元" in row.inner_text()
    row.click()
    assert page.inner_text("article.document:nth-of-type(2) b.chosen") == "512.3亿元"
    assert page.troubles == []


def test_keys_go_through_the_worklist(opened: Any) -> None:
    page = opened()
    texts = []
    for key in "nnnp":
        page.keyboard.press(key)
        texts.append(page.inner_text("b.chosen"))
    assert texts == ["10234.5亿元", "345.39.3", "10234.5亿元", "345.39.3"]
    page.keyboard.press("Escape")
    assert page.query_selector("b.chosen") is None


def test_filters_hide_findings_from_the_list_and_from_the_keys(opened: Any) -> None:
    page = opened()
    page.select_option("select[data-by=severity]", "warning")
    assert page.locator(".finding:visible").count() == 1
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    assert page.inner_text("b.chosen") == "345.39.3"


def test_an_accepted_finding_becomes_a_line_of_the_suppression_file(opened: Any) -> None:
    page = opened()
    assert page.is_disabled("#export")
    page.click(".finding >> nth=0 >> button")
    page.fill(".finding >> nth=0 >> input", "原文 如此")
    page.keyboard.press("Tab")
    page.click("#export")
    mark = report().findings[0].fingerprint
    assert page.input_value("#exported textarea") == f"{mark} parts-sum-to-total 原文 如此\n"
    assert page.get_attribute("#exported a", "download") == "report.md.checker-ignore"


def test_the_restated_sides_and_the_parts_by_name_are_in_the_inspector(opened: Any) -> None:
    page = opened()
    page.click("b[data-n]:text('512.3亿元')")
    shown = page.inner_text(".verdict.broken").split()
    assert {"合计", "分项①", "写作", "算得", "10144.4亿元"} <= set(shown)
    assert page.inner_text(".verdict.broken .self .text") == "512.3亿元"


def test_without_its_script_the_page_offers_nothing_that_needs_it(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(render("html", [report()], [], Style("zh")), "utf-8")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    assert page.locator("#inspector, #controls, button").locator("visible=true").count() == 0
    assert page.locator(".finding").locator("visible=true").count() == 2
    page.click(".finding >> nth=0 >> a >> nth=0")
    assert page.url.endswith("#d0n0")


def test_on_a_narrow_screen_the_inspector_stays_in_sight(opened: Any) -> None:
    page = opened()
    page.set_viewport_size({"width": 390, "height": 800})
    page.click("b[data-n]:text('512.3亿元')")
    box = page.locator("#inspector").bounding_box()
    assert box["y"] + box["height"] <= 801 and box["width"] == 390


def test_hostile_text_runs_nothing(opened: Any) -> None:
    text = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    hostile = dataclasses.replace(report().findings[0], message=text, arithmetic=text)
    page = opened(dataclasses.replace(report(path=text), findings=(hostile,)))
    page.on("dialog", lambda dialog: page.troubles.append("dialog"))
    page.click("b[data-n]:text('512.3亿元')")
    page.wait_for_timeout(100)
    assert page.troubles == []
    assert page.locator("img").count() == 0


def test_a_report_of_three_hundred_pages_is_soon_usable(opened: Any) -> None:
    copies = 2600
    long = report()
    size = len(TEXT)
    claims = tuple(
        dataclasses.replace(claim, span=type(claim.span)(claim.span.start + size * n, claim.span.end + size * n))
        for n in range(copies)
        for claim in long.claims
    )
    document = dataclasses.replace(long.document, text=TEXT * copies, blocks=())
    last = size * (copies - 1)
    place = type(long.claims[0].span)(long.claims[0].span.start + last, long.claims[0].span.end + last)
    far = dataclasses.replace(long.findings[0], at=Evidence(place), because=())
    page = opened(dataclasses.replace(long, document=document, claims=claims, findings=(far,)))
    page.click("b[data-n]:text('512.3亿元') >> nth=0")
    page.keyboard.press("n")
    page.wait_for_timeout(500)
    box = page.locator("b.chosen").bounding_box()
    assert 100 < box["y"] < 700
    took = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert took < 3000
