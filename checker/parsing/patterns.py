"""Compile a large regular expression once for each version of Python, not once for each start.

The scanner's pattern takes half a second to compile, more than checking a report. Python cannot store a compiled
pattern, but its compiler hands the regex engine a list of numbers, and that list can be kept. Where the interpreter's
internals are not as expected, the pattern is compiled as usual: the cache saves time and changes nothing.
"""

import re
import sys
from array import array
from base64 import b64decode, b64encode
from typing import Any

from checker.keeping import kept

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - another implementation of Python
    _sre = None


_CODE = "I"


def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern, from the cache folder if this Python compiled it before."""
    if _sre is None:
        return re.compile(pattern)
    try:
        source = f"{sys.version}\0{_sre.MAGIC}\0{sys.byteorder}\0{pattern}"
        flags, code, groups, names = kept("pattern", source, lambda: _program(pattern))
        indexes: list[str | None] = [None] * groups
        for name, index in names.items():
            indexes[index] = name
        numbers = array(_CODE, b64decode(code)).tolist()
        found: re.Pattern[str] = _sre.compile(pattern, flags, numbers, groups - 1, names, tuple(indexes))
    except (AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
        return re.compile(pattern)
    return found


def _program(pattern: str) -> tuple[int, str, int, dict[str, int]]:
    """Return what the regex engine runs: flags, code, number of groups, group names. The code is a hundred thousand
    numbers, which are read much faster from their bytes than from their digits.
    """
    internals: Any = _compiler
    tree: Any = _parser.parse(pattern, 0)
    _choose(tree)
    state = tree.state
    code = b64encode(array(_CODE, internals._code(tree, 0)).tobytes()).decode()
    return int(state.flags), code, int(state.groups), dict(state.groupdict)


def _choose(part: Any) -> None:
    """Turn what may be there or not into a choice between it and nothing: the engine finds the same in less time, since
    a choice needs no counting.
    """
    if isinstance(part, _parser.SubPattern):
        for place, (operation, argument) in enumerate(part.data):
            _choose(argument)
            if operation is _parser.MAX_REPEAT and argument[:2] == (0, 1):
                part.data[place] = _parser.BRANCH, (None, [argument[2], _parser.SubPattern(part.state)])
    elif isinstance(part, list | tuple):
        for inner in part:
            _choose(inner)
