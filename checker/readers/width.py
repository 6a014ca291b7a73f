"""Measure text by the places it takes up on a screen with even spacing, where a Chinese character takes two."""

import unicodedata


def display_width(text: str) -> int:
    """Return how many places `text` takes up."""
    if text.isascii():
        return len(text)
    widths = [*map(unicodedata.east_asian_width, text)]
    return len(text) + widths.count("W") + widths.count("F")
