"""A real client starts `checker lsp` as an editor does, and speaks to it over its standard streams."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

TEXT = (
    "# 报告\n\n🔴全县收入70.46亿元，其中税收收入52.96亿元、非税收入18.50亿元。\n\n"
    "| 地区 | 招生数（人） | 毕业生数（人） |\n|---|---|---|\n"
    "| 甲县 | 120 | 80 |\n| 乙县 | 203 | 95 |\n| 合计 | 332 | 175 |\n"
)


class Editor:
    """One open document in an editor."""

    def __init__(self, path: Path) -> None:
        self.client = LanguageClient("editor", "1")
        self.uri = path.as_uri()
        self.version = 0
        self._published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.messages: asyncio.Queue[str] = asyncio.Queue()

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params: lsp.PublishDiagnosticsParams) -> None:
            self._published.put_nowait(params)

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def _(params: lsp.ShowMessageParams) -> None:
            self.messages.put_nowait(params.message)

    async def start(self) -> None:
        await self.client.start_io(sys.executable, "-m", "checker", "lsp")
        await self.client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities()))
        self.client.initialized(lsp.InitializedParams())

    async def open(self, text: str) -> list[lsp.Diagnostic]:
        item = lsp.TextDocumentItem(self.uri, "markdown", self.version, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.diagnostics()

    async def change(self, text: str) -> list[lsp.Diagnostic]:
        self.version += 1
        name = lsp.VersionedTextDocumentIdentifier(self.version, self.uri)
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(name, [whole]))
        return await self.diagnostics()

    async def diagnostics(self) -> list[lsp.Diagnostic]:
        published = await asyncio.wait_for(self._published.get(), 30)
        assert published.uri == self.uri
        return list(published.diagnostics)

    async def actions(self, at: lsp.Range) -> list[lsp.CodeAction]:
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(self.uri), at, lsp.CodeActionContext([]))
        return list(await self.client.text_document_code_action_async(params) or [])  # type: ignore[arg-type]

    async def hover(self, line: int, character: int) -> str:
        position = lsp.Position(line, character)
        params = lsp.HoverParams(lsp.TextDocumentIdentifier(self.uri), position)
        hover = await self.client.text_document_hover_async(params)
        return hover.contents.value if hover else ""  # type: ignore[union-attr]

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    def run(play: Callable[[Editor], Awaitable[None]], name: str = "报告.md") -> None:
        async def play_it() -> None:
            editor = Editor(tmp_path / name)
            await editor.start()
            try:
                await play(editor)
            finally:
                await editor.stop()

        asyncio.run(play_it())

    return run


def _under(text: str, at: lsp.Range) -> str:
    """Return what a range covers, counted in UTF-16 as the protocol has it."""
    line = text.splitlines()[at.start.line].encode("utf-16-le")
    assert at.start.line == at.end.line
    return line[2 * at.start.character : 2 * at.end.character].decode("utf-16-le")


def _changed(text: str, action: lsp.CodeAction) -> str:
    assert action.edit
    assert action.edit.changes
    ((edit,),) = action.edit.changes.values()
    lines = text.splitlines(keepends=True)
    line = lines[edit.range.start.line].encode("utf-16-le")
    start, end = 2 * edit.range.start.character, 2 * edit.range.end.character
    lines[edit.range.start.line] = (line[:start] + edit.new_text.encode("utf-16-le") + line[end:]).decode("utf-16-le")
    return "".join(lines)


def test_findings_are_shown_with_what_they_were_held_against(session: Callable[..., None]) -> None:
    async def play(editor: Editor) -> None:
        first, second = await editor.open(TEXT)
        assert _under(TEXT, first.range) == "70.46亿元"
        assert (first.code, first.source, first.severity) == ("parts-sum-to-total", "checker", 1)
        assert "52.96 + 18.50 = 71.46亿元 ≠ 70.46亿元（舍入最多 ±0.015亿元）" in first.message
        related = first.related_information or []
        assert [each.message for each in related] == ["分项① 52.96亿元", "分项② 18.50亿元"]
        assert [_under(TEXT, each.location.range) for each in related] == ["52.96亿元", "18.50亿元"]
        assert _under(TEXT, second.range) == "332"

    session(play)


def test_a_repair_and_a_suppression_do_what_they_say(session: Callable[..., None]) -> None:
    async def play(editor: Editor) -> None:
        diagnostics = await editor.open(TEXT)
        for diagnostic in diagnostics:
            repair, keep = await editor.actions(diagnostic.range)
            assert repair.title.startswith("改为 ")
            assert [each.code for each in await editor.change(_changed(TEXT, repair))] == [
                other.code for other in diagnostics if other != diagnostic
            ]
            kept = _changed(TEXT, keep)
            codes = [each.code for each in await editor.change(kept)]
            assert "suppression-without-reason" in codes
            assert len(await editor.change(kept.replace("] -->", "] 口径不同 -->"))) == 1
            await editor.change(TEXT)

    session(play)


def test_hovering_tells_how_a_number_was_read_and_what_it_is_tied_to(session: Callable[..., None]) -> None:
    async def play(editor: Editor) -> None:
        await editor.open(TEXT + "\n全县有商店53家。\n")
        shown = await editor.hover(2, 8)
        assert shown.startswith("**70.46亿元**")
        assert "读作: 7,046,000,000 元" in shown
        assert "代表: ±0.005亿元" in shown
        assert "类别: 数值" in shown
        assert "✗ 不一致 `parts-sum-to-total`" in shown
        assert await editor.hover(0, 0) == ""
        assert "未勾稽" in await editor.hover(10, 6)

    session(play)


PAGE = (
    "<html><head><title>收入70.46亿元</title></head>\n<body><h1>报告</h1>\n"
    "<p>全县收入<b>70.46</b>亿元，其中税收收入52.96亿元、\n非税收入18.50亿元。</p>\n"
    "<table><tr><th>地区</th><th>招生数（人）</th><th>毕业生数（人）</th></tr>\n"
    "<tr><td>甲县</td><td>120</td><td>80</td></tr>\n<tr><td>乙县</td><td>203</td><td>95</td></tr>\n"
    "<tr><td>合计</td><td>332</td><td>175</td></tr></table></body></html>\n"
)


def test_a_web_page_is_shown_in_its_source(session: Callable[..., None]) -> None:
    async def play(editor: Editor) -> None:
        first, second = await editor.open(PAGE)
        assert _under(PAGE, first.range) == "70.46</b>亿元"
        assert [_under(PAGE, each.location.range) for each in first.related_information or []] == [
            "52.96亿元",
            "18.50亿元",
        ]
        assert _under(PAGE, second.range) == "332"
        [keep] = await editor.actions(first.range)
        assert "70.46</b>亿元 <!-- checker: ignore[parts-sum-to-total] -->，" in _changed(PAGE, keep)
        repair, keep = await editor.actions(second.range)
        assert [each.code for each in await editor.change(_changed(PAGE, repair))] == ["parts-sum-to-total"]
        kept = _changed(PAGE, keep).replace("] -->", "] 含外县 -->")
        assert [each.code for each in await editor.change(kept)] == ["parts-sum-to-total"]
        line = next(number for number, line in enumerate(PAGE.split("\n")) if "<td>120" in line)
        assert (await editor.hover(line, PAGE.split("\n")[line].index("120"))).startswith("**120**")
        assert await editor.hover(line, 1) == ""

    session(play, "报告.html")


def test_wrong_settings_are_told_and_mended_ones_hold_after_a_save(
    session: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "checker.toml").write_text('selekt = ["totals"]\n', "utf-8")

    async def play(editor: Editor) -> None:
        item = lsp.TextDocumentItem(editor.uri, "markdown", 0, TEXT)
        editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        assert "checker.toml:1: 没有配置项 selekt" in await asyncio.wait_for(editor.messages.get(), 30)
        (tmp_path / "checker.toml").write_text('ignore = ["tables"]\n', "utf-8")
        name = lsp.TextDocumentIdentifier(editor.uri)
        editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(name))
        assert [each.code for each in await editor.diagnostics()] == ["parts-sum-to-total"]

    session(play)


@pytest.mark.parametrize("text", ["", "没有数字。\r\n第二行\r", "a\u2028b 12人\x0c\n共3人，其中男2人、女2人\n"])
def test_odd_texts_do_not_end_the_session(text: str, session: Callable[..., None]) -> None:
    async def play(editor: Editor) -> None:
        for diagnostic in await editor.open(text):
            assert _under(text.replace("\u2028", "x").replace("\x0c", "x"), diagnostic.range)
        assert await editor.change(TEXT)

    session(play)
