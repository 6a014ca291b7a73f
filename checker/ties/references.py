"""What a report points at within itself: captions, parts and attachments, against those that there are."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from checker.claims import Group
from checker.context import Reading
from checker.parsing.grammar import words
from checker.parsing.numerals import ordinal_of
from checker.parsing.phrases import longest_first
from checker.source import Document, Span
from checker.ties.shaped import found, members

_FEWEST = 2
"""How many numbered things a document must have before what it lacks is said to be missing."""


def find(document: Document, reading: Reading) -> Iterator[Group]:
    """Yield `caption_reference`, `part_reference` and `attachment_reference` (number, nearest): the number that is
    pointed at, and the nearest one that there is."""
    lines = [block.span.of(document.normal).strip() for block in document.prose()]
    lines += [table.caption.of(document.normal).strip() for table in document.tables() if table.caption]
    captions = {word: _numbers(lines, word) for word in words("CAPTION_WORD")}
    yield from _references(document, "CAPTION_NAMED", captions, "caption_reference")
    yield from _references(document, "PART_NAMED", {"": _parts(reading)}, "part_reference")
    yield from _references(document, "ATTACHMENT_NAMED", {"": _attachments(lines)}, "attachment_reference")


def _references(document: Document, form: str, known: Mapping[str, Sequence[int]], kind: str) -> Iterator[Group]:
    for match in found(document, form):
        said = match.groupdict()
        numbers = known.get(said.get("word") or "", ())
        wanted = ordinal_of(said["number"] or "")
        if wanted is None or len(numbers) < _FEWEST:
            continue
        nearest = min(numbers, key=lambda number: (abs(number - wanted), number))
        more = {"number": Fraction(wanted), "nearest": Fraction(nearest)}
        yield Group(kind, Span(*match.span()), {**members(match), **more})


def _numbers(lines: Sequence[str], word: str) -> tuple[int, ...]:
    """Return the numbers of the captions that begin with `word`; none where they are numbered by chapter."""
    longer = tuple(other for other in longest_first("CAPTION_WORD") if other != word and other.startswith(word))
    after = [line.lstrip("( ").removeprefix(word).lstrip() for line in lines if _opens(line, word, longer)]
    numbers = [_leading(text) for text in after]
    chapters = any(text[len(digits) :][:1] in tuple(words("NUMBER_JOINT")) and text[len(digits) + 1 :][:1].isdigit()
                   for text, digits in zip(after, numbers, strict=True) if digits)  # fmt: skip
    return () if chapters else tuple(sorted({int(digits) for digits in numbers if digits and len(digits) < 3}))


def _opens(line: str, word: str, longer: tuple[str, ...]) -> bool:
    line = line.lstrip("( ")
    return line.startswith(word) and not (longer and line.startswith(longer))


def _leading(text: str) -> str:
    return text[: len(text) - len(text.lstrip("0123456789"))]


def _parts(reading: Reading) -> tuple[int, ...]:
    """Return the numbers of the outermost parts: headings 一、二、三、, or 第一部分."""
    numbers = set()
    for passage in reading.passages:
        tokens = passage.sentences[0].clauses[0].tokens if passage.sentences and passage.sentences[0].clauses else ()
        first = tokens[0] if tokens else None
        opens = first and first.span.start - passage.block.span.start < _FEWEST
        if (
            first
            and opens
            and first.kind in ("ENUMERATOR", "ORDINAL")
            and not any(sign.isdigit() for sign in first.text)
        ):
            part = first.kind == "ENUMERATOR" and first.text.endswith(tuple(words("SEP")))
            numbers.add(ordinal_of(first.text) if part else None)
    return tuple(sorted(number for number in numbers if number))


def _attachments(lines: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the list that 附件： opens: 1., 2., 3. on the same line and the next ones."""
    for index, line in enumerate(lines):
        for word in words("ATTACHMENT"):
            rest = line.removeprefix(word).lstrip()
            if line.startswith(word) and rest.startswith(tuple(words("COLON"))):
                return _listed([rest[1:].strip(), *lines[index + 1 : index + 21]])
    return ()


def _listed(lines: Sequence[str]) -> tuple[int, ...]:
    numbers: list[int] = []
    for line in lines:
        digits = _leading(line)
        if (
            not digits
            or int(digits) != len(numbers) + 1
            or line[len(digits) : len(digits) + 1] not in words("NUMBER_END")
        ):
            break
        numbers.append(int(digits))
    return tuple(numbers)
