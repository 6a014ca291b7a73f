"""What readers say of a document that they cannot take in, or of a part of it, in Chinese.

Readers know no language and speak English; their sentences are told here by their wording, with what varies in braces.
"""

import re
from functools import cache

_SENTENCES = {
    "no such file": "没有这个文件",
    "is a folder, not a document": "是文件夹，不是文档",
    "is not a regular file": "不是普通文件",
    "cannot be opened: {}": "打不开：{}",
    "the file is empty": "文件是空的",
    "holds no text": "文中没有文字",
    "binary data, not text": "是二进制数据，不是文本",
    "larger than {} bytes": "超过 {} 字节",
    "a text of more than {} bytes": "文本超过 {} 字节",
    "unpacks to more than {} bytes": "解压后超过 {} 字节",
    "more than {} table cells": "表格超过 {} 格",
    "more than {} table cells in sheet {}": "表格超过 {} 格（工作表 {}）",
    "a table of more than {} columns": "有表格超过 {} 列",
    "more than {} numbers": "数字超过 {} 个",
    "more than {} pages": "超过 {} 页",
    "nested too deeply": "嵌套过深",
    "too large for the memory at hand": "太大，内存不够",
    "not valid {} at byte {}": "第 {1} 字节不是有效的 {0}",
    "cannot be decoded: not valid UTF-8 at byte {}, nor GB18030 or Big5": (
        "无法解码：第 {} 字节不是有效的 UTF-8，也不是 GB18030 或 Big5"
    ),
    "cannot be decoded, also not as {}, which it declares": "无法解码，也不是它声明的 {}",
    "is no {} document, or damaged at its start": "不是 {} 文档，或开头已损坏",
    "is no HTML that can be parsed": "不是可以解析的 HTML",
    "is encrypted; save it without a password": "有密码；请另存为没有密码的文件",
    "is damaged: it has no Word document inside": "已损坏：里面没有 Word 文档",
    "is damaged: it has no workbook inside": "已损坏：里面没有工作簿",
    "is damaged: it has no spreadsheet inside": "已损坏：里面没有电子表格",
    "is damaged: merged cells overlap in sheet {}": "已损坏：工作表 {} 的合并单元格重叠",
    "is damaged: {} cannot be read": "已损坏：读不出 {}",
    "is damaged: no PDF that can be opened": "已损坏：不是能打开的 PDF",
    "is damaged: {}": "已损坏：{}",
    "is refused: {} declares XML entities or a document type": "不予读取：{} 声明了 XML 实体或文档类型",
    "is an OpenDocument text; save it as .docx": "是 OpenDocument 文本；请另存为 .docx",
    "is a presentation; save it as .pdf": "是演示文稿；请另存为 .pdf",
    "is a zip archive, and no Word or Excel document": "是压缩包，不是 Word 或 Excel 文档",
    "is a Word 97-2003 document (.doc); save it as .docx": "是 Word 97-2003 文档（.doc）；请另存为 .docx",
    "is an old Office file of a kind that is not read": "是不支持的旧版 Office 文件",
    "is a rich text (RTF) document; save it as .docx": "是 RTF 文档；请另存为 .docx",
    "is an image, without text to read": "是图片，没有可读的文字",
    "is a {} archive; unpack it first": "是 {} 压缩包；请先解压",
    "is an empty zip archive": "是空的压缩包",
    "is a web archive (MHTML); save it as .html": "是网页归档（MHTML）；请另存为 .html",
    "is a program, not a document": "是程序，不是文档",
    "page {} is damaged": "第 {} 页已损坏",
    "page {} has no text layer": "第 {} 页没有文字层（扫描件），未检查",
    "page {} has text without character codes": "第 {} 页的文字没有字符编码，未检查",
    "an embedded document": "嵌入的文档，未检查",
    "{} characters cannot be decoded as {}": "{} 个字符不能按 {} 解码",
    "in English: numbers, units, rises and falls are read; what they are about and must agree with is not": (
        "英文：只读数字、单位和增减，不读所说的指标，指标之间的勾稽未检查"
    ),
    "sheet {} is hidden": "工作表 {} 是隐藏的",
    "sheet {}: {} formulas without a value; save it in a spreadsheet program": (
        "工作表 {}：{} 个公式没有存值，未检查；请用电子表格软件另存一次"
    ),
    "sheet {}: hidden rows {} and columns {} left out": "工作表 {}：隐藏的第 {} 行、{} 列未检查",
    "sheet {}: hidden rows {} left out": "工作表 {}：隐藏的第 {} 行未检查",
    "sheet {}: hidden columns {} left out": "工作表 {}：隐藏的 {} 列未检查",
}


def said_by_reader(sentence: str, lang: str) -> str:
    """Return what a reader said in `lang`; as it is where it is not known here."""
    if lang == "zh":
        for pattern, chinese in _patterns():
            match = pattern.fullmatch(sentence)
            if match:
                return chinese.format(*match.groups())
    return sentence


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.escape(english).replace(r"\{\}", "(.+)"), re.DOTALL), chinese)
        for english, chinese in _SENTENCES.items()
    )
