"""Measure how fast a report is read, in MB (UTF-8) a second on one core: scanning, quantities, claims with context.

    python tests/benchmarks/speed.py FILE [--times 20] [--profile]

The text is repeated so many times, as one document. The caches of readings start empty, as they do for a user.
"""

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable
from pathlib import Path

from checker.context import complete
from checker.parsing.quantities import quantities, read_quantity
from checker.parsing.scanning import scan
from checker.readers import read_bytes
from checker.source import normalise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--profile", action="store_true", help="say where claims with context spend their time")
    given = parser.parse_args()
    data = (given.file.read_bytes() + b"\n") * given.times
    document = read_bytes(data, given.file.name)
    text = normalise(document.text)
    size = len(data) / 1e6
    scan(text[:1000])
    read_quantity("1%")
    read_quantity.cache_clear()
    print(f"{given.file.name} × {given.times}: {size:.2f} MB")
    _report("scan", size, lambda: scan(text))
    _report("quantities", size, lambda: quantities(text))
    _report("claims with context", size, lambda: complete(document))
    if given.profile:
        with cProfile.Profile() as profile:
            complete(document)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def _report(what: str, size: float, work: Callable[[], object]) -> None:
    started = time.process_time()
    work()
    print(f"{what:22s}{size / (time.process_time() - started):7.2f} MB/s")


if __name__ == "__main__":
    main()
