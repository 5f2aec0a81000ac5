"""What can go wrong between a file and its Document; each message names the file, the place and the remedy."""

from __future__ import annotations


class ExtractError(Exception):
    """Base of all errors this package raises on purpose."""


class ReadError(ExtractError):
    """A file that cannot be read; `str()` is one line for a person.

    ReadError("扫描件.pdf", "没有文字层（只有图像）", "请先做文字识别（OCR），再放回文件夹")
    → 扫描件.pdf：没有文字层（只有图像）。请先做文字识别（OCR），再放回文件夹
    """

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(name, reason, remedy)
        self.name = name
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.name}：{self.reason}。{self.remedy}"


class RuleError(ExtractError):
    """A bad row in a rule file; the message is `file:line: reason`."""
