"""Generated examples are the same in every run; `pytest --hypothesis-profile explore` looks for new ones."""

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests that take longest come first: where several processes share the rest, none is left alone with them."""
    items.sort(key=lambda item: "browser" not in item.path.name)
