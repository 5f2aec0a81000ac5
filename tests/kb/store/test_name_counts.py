"""How often units are named is counted along: whatever comes, changes and goes, it is what counting anew gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from kb_samples import FENGAN, YUNXI, sample_extractor, write
from sqlalchemy import func, select

from extract.models import Document
from kb.store import Store, UnitRow
from kb.store.schema import documents, units

TEXTS = {
    "fengan": FENGAN,
    "yunxi": YUNXI,
    "other": "@ 无地区的通知||通知\nT 加强统筹|2026|lead 市科技局；assist 市科技局、各有关部门\nM 抓好落实。\n",
    "nobody": "@ 云溪市方案|云溪市|方案\nT 无人负责||\nM 加强宣传。\n",
}


def counted_anew(store: Store) -> list[UnitRow]:
    columns = (units.c.key, units.c.name, units.c.canonical, documents.c.region, units.c.role)
    counts = (func.count(units.c.task.distinct()), func.count(documents.c.version.distinct()))
    query = select(*columns, *counts).join(documents, documents.c.version == units.c.version)
    with store.database.engine.connect() as connection:
        return [
            UnitRow(*row)
            for row in connection.execute(query.where(documents.c.current, ~documents.c.copy).group_by(*columns))
        ]


def by_name(rows: list[UnitRow]) -> list[UnitRow]:
    return sorted(rows, key=lambda row: (row.key, row.name, row.region or "", row.role))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    folder = write(tmp_path_factory.mktemp("docs"), **TEXTS)
    return [sample_extractor(folder / f"{name}.txt", name=f"{name}.txt") for name in TEXTS]


@pytest.mark.parametrize("seed", range(6))
def test_names_are_counted_along(tmp_path: Path, read: list[Document], seed: int) -> None:
    chance = random.Random(seed)
    store = Store.at(tmp_path)
    store.prepare()
    for _ in range(12):
        paths = chance.sample(["a", "b", "c", "d"], chance.randint(1, 3))
        if chance.random() < 0.3:
            store.writer.remove("folder", paths)
        elif chance.random() < 0.2:
            store.writer.purge()
        else:
            store.writer.put_all([(path, chance.choice(read)) for path in paths], folder="folder", stamp="")
        assert by_name(store.units.all()) == by_name(counted_anew(store))
    store.writer.remove("folder", ["a", "b", "c", "d"])
    assert store.units.all() == []
    store.close()
