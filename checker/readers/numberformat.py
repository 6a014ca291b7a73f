"""Show a spreadsheet's number as the cell shows it, since the digits on the page are what a report claims.

A cell stores 62.50999999999999 and shows 62.51; rounding and precision are judged by the latter. Formats too rare for
reports (fractions, exponents) fall back to the plain number.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# The formats that files name by number only (ECMA-376, 18.8.30).
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "yyyy-mm-dd",
    17: "yyyy-mm", 22: "yyyy-mm-dd hh:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy",
    31: "yyyy年m月d日", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0",
    43: "#,##0.00", 44: "#,##0.00", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?,]+(?:\.([#0?]*))?(,*)|\.([0#?]+)")
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_PART = re.compile(r"y+|m+|d+|h+|s+", re.IGNORECASE)
_OPENED, _CLOSED = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class _Format:
    """One section of a format: the text around the number, and how its digits are set."""

    before: str = ""
    after: str = ""
    decimals: int | None = None
    least_decimals: int = 0
    grouped: bool = False
    scale: int = 0
    """Power of ten by which the number is moved: 2 for a percentage, -3 for a format in thousands."""
    date: str = ""
    shows_number: bool = True


def plain(number: float) -> str:
    """Return `number` with at most 15 significant digits and no artefacts of binary fractions."""
    if number != number or number in (float("inf"), float("-inf")):
        return ""
    exact = Decimal(f"{number:.15g}")
    return f"{exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact:f}"


def shown(number: float, code: str, *, from_1904: bool = False) -> str:
    """Return `number` as a cell with the format `code` shows it; dates count from 1904 in some files of old Macs."""
    sections = _sections(code)
    signed = number < 0
    if len(sections) > 2 and number == 0:
        form = sections[2]
    elif len(sections) > 1 and number < 0:
        form, signed = sections[1], False
    else:
        form = sections[0]
    if form.date:
        return _shown_date(number, form.date, from_1904)
    if not form.shows_number:
        return (form.before + form.after).strip()
    if form.decimals is None:
        return f"{form.before}{plain(number)}{form.after}".strip()
    exact = Decimal(f"{abs(number):.15g}").scaleb(form.scale)
    rounded = exact.quantize(Decimal(1).scaleb(-form.decimals), ROUND_HALF_UP)
    digits = f"{rounded:,f}" if form.grouped else f"{rounded:f}"
    for _ in range(form.decimals - form.least_decimals):
        digits = digits[:-1] if digits.endswith("0") else digits
    sign = "-" if signed and rounded else ""
    return f"{form.before}{sign}{digits.rstrip('.')}{form.after}".strip()


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Format, ...]:
    return tuple(_section(section) for section in re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)[:3])


def _section(code: str) -> _Format:
    if code.strip().lower() in ("", "general", "@", "g/通用格式"):
        return _Format(shows_number=code != "")
    bare = _QUOTED.sub(_literal, code)
    unquoted = re.sub(f"{_OPENED}[^{_CLOSED}]*{_CLOSED}", "", bare)
    if _DATE.search(unquoted) and "general" not in unquoted.lower():
        return _Format(date=bare)
    number = _DIGITS.search(bare)
    if number is None:
        general = re.search("general", bare, re.IGNORECASE)
        if general:
            return _Format(_text(bare[: general.start()]), _text(bare[general.end() :]))
        return _Format(before=_text(bare), shows_number=False)
    if "e+" in unquoted.lower() or "e-" in unquoted.lower() or "/" in unquoted:
        return _Format()
    fraction = number[1] or number[3] or ""
    whole = number[0].partition(".")[0]
    thousands = len(whole) - len(whole.rstrip(",")) if not fraction else len(number[2] or "")
    return _Format(
        before=_text(bare[: number.start()]),
        after=_text(bare[number.end() :]),
        decimals=len(fraction),
        least_decimals=fraction.count("0") + fraction.count("?"),
        grouped="," in whole.rstrip(","),
        scale=2 * unquoted.count("%") - 3 * thousands,
    )


def _literal(match: re.Match[str]) -> str:
    text = match[1] or match[2] or match[3] or ""
    return f"{_OPENED}{text}{_CLOSED}" if text else ""


def _text(bare: str) -> str:
    """Return what of a format's surroundings is printed: quoted text, signs, brackets, the percent sign."""
    return re.sub(f"[{_OPENED}{_CLOSED}?#]", "", bare)


def _shown_date(serial: float, form: str, from_1904: bool) -> str:
    try:
        moment = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
        moment += timedelta(seconds=round(serial * 86400))
    except (OverflowError, ValueError):
        return plain(serial)
    after_hour = False

    def part(match: re.Match[str]) -> str:
        nonlocal after_hour
        letters = match[0].lower()
        minutes = letters[0] == "m" and after_hour
        after_hour = letters[0] == "h"
        value = {
            "y": moment.year, "m": moment.minute if minutes else moment.month, "d": moment.day,
            "h": moment.hour, "s": moment.second,
        }[letters[0]]  # fmt: skip
        if letters[0] == "y":
            return f"{value:04}" if len(letters) > 2 else f"{value % 100:02}"
        return f"{value:02}" if len(letters) == 2 else str(value)

    parts = re.split(f"({_OPENED}[^{_CLOSED}]*{_CLOSED})", form)
    return "".join(_text(p) if p.startswith(_OPENED) else _DATE_PART.sub(part, p) for p in parts).strip(" ;@")
