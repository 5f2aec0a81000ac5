"""Other names of a body as words: those that name it anywhere, not what a document calls itself."""

from __future__ import annotations

from extract.registry.official_names import canonical
from kb.expansion.body_names import other_names
from kb.store import UnitRow


def test_what_a_document_calls_itself_is_no_name_to_search_for() -> None:
    official = "溯川市科学技术局"
    rows = [UnitRow(name, name, official, "溯川市", "lead", 3, 1) for name in ("市科技局", "我局", "本局")]
    found = other_names("市科技局", rows, canonical)
    assert "科学技术局" in " ".join(found)
    assert not {"我局", "本局"} & set(found)
