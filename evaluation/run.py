"""Extracts every annotated document of a folder and scores it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.baseline import BaselineError
from evaluation.score import MEASURES, Slip, Tally, score_document
from extract.document import extract_document
from extract.errors import ExtractError, ReadError
from extract.interchange import to_json

EMPTY: Mapping[str, Any] = {"tasks": [], "targets": [], "cells": [], "text": ""}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The tallies of each document and of all together, the slips, and the documents that could not be read."""

    documents: Mapping[str, Mapping[str, Tally]]
    pooled: Mapping[str, Tally]
    slips: tuple[Slip, ...]
    failures: tuple[str, ...]

    @property
    def rates(self) -> dict[str, float]:
        """Pooled F1 of every measure that was annotated."""
        return {measure: rate for measure, tally in self.pooled.items() if (rate := tally.f1) is not None}


def _extracted(path: Path) -> dict[str, Any]:
    return to_json(extract_document(path))


def evaluate(gold: Path, corpus: Path, *, extract: Callable[[Path], dict[str, Any]] = _extracted) -> Evaluation:
    """Scores the documents that the annotation files of `gold` name, found below `corpus`.

    A document that cannot be read counts as one in which nothing was found, and is listed with its reason. Raises a
    BaselineError where the folder holds no annotations.
    """
    files = sorted(gold.glob("*.json"))
    if not files:
        raise BaselineError(f"{gold}: 没有标注文件（*.json）。请给出标注文件夹和文件所在的文件夹")
    documents: dict[str, dict[str, Tally]] = {}
    pooled = {measure: Tally() for measure in MEASURES}
    slips: list[Slip] = []
    failures: list[str] = []
    for file in files:
        try:
            annotation = json.loads(file.read_text("utf-8"))
            name = str(annotation["doc"])
        except (ValueError, KeyError, TypeError) as error:
            raise BaselineError(f"{file}: 不是标注文件（{error}）") from error
        found: Mapping[str, Any] = EMPTY
        try:
            found = extract(corpus / name)
        except (ReadError, ExtractError) as error:
            failures.append(str(error))
        scores = score_document(annotation, dict(found))
        documents[name] = scores.tallies
        slips += scores.slips
        for measure, tally in scores.tallies.items():
            pooled[measure].add(tally)
    return Evaluation(documents, pooled, tuple(slips), tuple(failures))
