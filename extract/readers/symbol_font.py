"""The Symbol font, whose characters programs store by their place in it: ≥ as ³ or as U+F0B3."""

from __future__ import annotations

_SYMBOLS = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xB7: "·", 0xA5: "∞",
    0xB2: "″",
    0xA2: "′", 0x6D: "μ", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x44: "Δ", 0x57: "Ω", 0x70: "π", 0x53: "Σ",
}  # fmt: skip
_PRIVATE = 0xF000


def is_symbol_font(name: str | None) -> bool:
    """Whether a font is Symbol: ABCDEF+SymbolMT → True."""
    return name is not None and name.rsplit("+", 1)[-1].strip("\"' ").lower() in ("symbol", "symbolmt")


def symbol(code: int) -> str | None:
    """The character at a place of the Symbol font (0xB3 or 0xF0B3 → ≥); None for one that is not known."""
    return _SYMBOLS.get(code - _PRIVATE if code >= _PRIVATE else code)


def from_symbol_font(text: str) -> str:
    """Text set in the Symbol font as it is printed: "\\uf0b390%" → ≥90%; what is not known stays."""
    return "".join(symbol(ord(char)) or char for char in text)
