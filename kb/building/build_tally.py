"""What a build has done so far: what it reports at its end, and what the log remembers of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from extract.errors import ReadError
from extract.models import Document
from kb.building.source_files import File
from kb.models import BuildOutcome, BuildReport, Failure, FailureStatus, FileNotices, FilePlace
from kb.store import Store


@dataclass(slots=True)
class BuildTally:
    """Files by what became of them, each by its path under its folder."""

    store: Store
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    notices: list[FileNotices] = field(default_factory=list)
    skipped: list[Failure] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    places: dict[BuildOutcome, list[FilePlace]] = field(default_factory=dict)
    """The files with their folders, for the log."""

    def note(self, outcome: BuildOutcome, folder: str, path: str) -> None:
        """Remember what became of a file."""
        self.places.setdefault(outcome, []).append(FilePlace(folder, path))

    def stored(self, folder: str, file: File, document: Document, *, before: bool) -> None:
        """A file was read; `before`: it was there in an older form."""
        (self.changed if before else self.added).append(file.relative)
        self.note("changed" if before else "added", folder, file.relative)
        if document.warnings:
            self.notices.append(FileNotices.of(file.relative, document.warnings))

    def gone(self, folder: str, path: str) -> None:
        """A document was taken out."""
        self.removed.append(path)
        self.note("removed", folder, path)

    def fail(self, folder: str, file: File, error: ReadError, *, kept: bool, skipped: bool = False) -> None:
        """A file could not be read, or is of a format that is not; the store is told, too."""
        status: FailureStatus = "skipped" if skipped else "failed"
        failure = Failure(folder, file.relative, error.reason, error.remedy, status=status, kept=kept)
        self.store.files.fail(failure)
        (self.skipped if skipped else self.failed).append(failure)
        if not skipped:
            self.note("failed", folder, file.relative)

    def failing(self, folder: str) -> set[str]:
        """The files of a folder that are not in as they stand."""
        return {failure.path for failure in (*self.failed, *self.skipped) if failure.folder == folder}

    def move(self, moved: list[tuple[str, str]]) -> None:
        """Documents (path before, path now) that were known again: neither removed nor added."""
        before, now = {old for old, _ in moved}, {new for _, new in moved}
        self.moved += moved
        self.removed = [path for path in self.removed if path not in before]
        self.added = [path for path in self.added if path not in now]

    def log(self, time: datetime | None) -> None:
        """Let the store remember it."""
        self.store.builds.note((time or datetime.now()).astimezone(UTC).isoformat(timespec="seconds"), self.places)

    def report(self, totals: tuple[int, int]) -> BuildReport:
        """All of it, with how many documents and commitments there are now."""
        return BuildReport(
            added=tuple(self.added),
            changed=tuple(self.changed),
            unchanged=tuple(self.unchanged),
            removed=tuple(self.removed),
            moved=tuple(self.moved),
            failed=tuple(self.failed),
            skipped=tuple(self.skipped),
            duplicates=self.store.documents.duplicates(),
            notices=tuple(self.notices),
            messages=tuple(self.messages),
            documents=totals[0],
            commitments=totals[1],
        )
