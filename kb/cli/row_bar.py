"""The progress bar of an export, on stderr where a person looks at it."""

from __future__ import annotations

import sys
from types import TracebackType

from tqdm import tqdm


class RowBar:
    """Rows written so far; an export that is done in a moment shows none."""

    def __enter__(self) -> RowBar:
        self._bar = tqdm(total=0, desc="导出", unit="行", delay=1.0, leave=False, disable=not sys.stderr.isatty())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

    def show(self, done: int, total: int) -> None:
        """Move the bar."""
        self._bar.total = total
        self._bar.update(done - self._bar.n)
