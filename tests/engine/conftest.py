"""The engine's tests share the tiny world of the rules' tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "rules"))
