"""Write raised figures as the raised signs that Unicode has, so that 100 with note 1 is 100¹ and not 1001.

A page sets the marks of notes and exponents as ordinary digits with a format; the format is all that keeps them apart
from the number before them.
"""

_PLAIN = "0123456789+-−"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"
_UP = str.maketrans(_PLAIN, _RAISED)
_DOWN = str.maketrans(_RAISED, _PLAIN)


def raised(text: str) -> str:
    """Return `text`, which is set raised, with its figures raised; words and marks in brackets stay as they are."""
    return text.translate(_UP) if all(sign in _PLAIN or sign.isspace() for sign in text) else text


def lowered(text: str) -> str:
    """Return `text`, as long as it is, with raised figures as plain ones: how it stands where a format raises them."""
    return text.translate(_DOWN)
