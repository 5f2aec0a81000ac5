"""A record made at night in UTC is of the next day in Beijing, and says so."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from kb.models import Review
from kb.shown_time import shown_time


@pytest.fixture
def beijing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_times_are_those_of_the_reader(beijing: None) -> None:
    assert shown_time("2026-03-01T23:30:00Z") == "2026-03-02 07:30"
    assert Review("checked", "王芳", "2026-03-01T23:30:00Z").label.endswith("（王芳，2026-03-02）")
