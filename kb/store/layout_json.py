"""The layout of a document as JSON and back, for the store."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from extract.models import Block, Proposal, Section, TableCell


def dump_layout(values: Iterable[Block | Section]) -> str:
    """The values as one JSON list."""
    return json.dumps(list(values), default=_fields, ensure_ascii=False, separators=(",", ":"))


def _fields(value: Block | Section | TableCell) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def load_blocks(data: str) -> tuple[Block, ...]:
    """The blocks that `dump_layout` wrote."""
    return tuple(_block(item) for item in json.loads(data))


def load_sections(data: str) -> tuple[Section, ...]:
    """The sections that `dump_layout` wrote."""
    return tuple(_section(item) for item in json.loads(data))


def dump_proposal(proposal: Proposal | None) -> str | None:
    """The proposal that a document replies to, as JSON."""
    return None if proposal is None else json.dumps(asdict(proposal), ensure_ascii=False)


def load_proposal(data: str | None) -> Proposal | None:
    """The proposal that `dump_proposal` wrote."""
    return None if data is None else Proposal(**json.loads(data))


def _span(pair: list[int] | None) -> Any:
    return None if pair is None else (pair[0], pair[1])


def _block(item: dict[str, Any]) -> Block:
    return Block(
        **{
            **item,
            "breaks": tuple((offset, page) for offset, page in item["breaks"]),
            "cells": tuple(TableCell(**{**cell, "span": _span(cell["span"])}) for cell in item["cells"]),
            "blocks": tuple(_block(inner) for inner in item["blocks"]),
            "span": _span(item["span"]),
            "bold": tuple(_span(pair) for pair in item.get("bold", ())),  # what was stored before had none
        }
    )


def _section(item: dict[str, Any]) -> Section:
    return Section(
        **{
            **item,
            "span": _span(item["span"]),
            "title_span": _span(item["title_span"]),
            "body": tuple(_span(pair) for pair in item["body"]),
            "children": tuple(_section(child) for child in item["children"]),
        }
    )
