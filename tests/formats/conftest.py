"""Lends the tests of the readers' little PDF writer to the tests of formats."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "readers"))
