"""Where the tests find the project, its demonstration, and the real documents that lie beside the project where they exist."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
CORPUS = ROOT / "corpus"
GOLDEN = TESTS / "golden"
SHARED = ROOT.parent / "shared"
SHARED_CORPUS = SHARED / "corpus"
