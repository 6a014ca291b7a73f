"""Measure how fast files are read into documents, on one core, by format: MB of the file a second, pages a second.

    python tests/benchmarks/reading.py FOLDER... [--only .xlsx]

An office file is a zip archive: `MB/s` counts the bytes of the file, `text` those of the text that was read from it.
What is refused, and what of a file could not be read, is listed. The last line is the most memory that was in use.
"""

import argparse
import gc
import resource
import time
from collections import defaultdict
from pathlib import Path

from checker.errors import DocumentError
from checker.readers import SUFFIXES, read

MEGABYTE = 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--only", help="one suffix")
    given = parser.parse_args()
    gc.set_threshold(100_000, 50, 100)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 5)
    for path in sorted(path for folder in given.folders for path in folder.rglob("*") if path.suffix in SUFFIXES):
        if given.only and path.suffix != given.only:
            continue
        started = time.process_time()
        try:
            document = read(path)
        except DocumentError as refusal:
            print(f"refused: {refusal}")
            continue
        figures = (
            1,
            path.stat().st_size,
            time.process_time() - started,
            len(document.pages),
            len(document.text.encode()),
        )
        sums[path.suffix] = [total + figure for total, figure in zip(sums[path.suffix], figures, strict=True)]
        for part in document.unread:
            print(f"not read: {path.name}: {part}")
    for suffix, (files, size, seconds, pages, text) in sums.items():
        megabytes = size / MEGABYTE
        print(
            f"{suffix:6s}{files:5.0f} files {megabytes:8.2f} MB {seconds:7.2f} s {megabytes / seconds:7.2f} MB/s,"
            f" text {text / MEGABYTE / seconds:6.2f} MB/s, {pages / seconds:5.0f} pages/s"
        )
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory at most")


if __name__ == "__main__":
    main()
