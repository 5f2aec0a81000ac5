"""Moments as records keep them, UTC, on the clock of whoever reads them."""

from __future__ import annotations

import datetime


def shown_time(time: str) -> str:
    """A moment (UTC in ISO form) on the clock of this computer: 2026-03-01T08:00:00Z → 2026-03-01 16:00 in Beijing."""
    return f"{datetime.datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}"
