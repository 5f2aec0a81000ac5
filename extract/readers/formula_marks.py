"""Formulas as a line of text, the same from every format: LaTeX here, Word's and MathML in their readers.

A figure in a formula is read where its line says it plainly ($\\geq 85\\%$ → ≥85%), and never by joining its parts: a
fraction of 1 over 3 is 1/3, 10 to the 8th is 10⁸.
"""

from __future__ import annotations

import re

from extract.readers.raised import power
from extract.text.numerals import HAN_TENS

_ATOM = re.compile(r"[\w.,%％]+|\([^()]*\)")
_COMMANDS = {
    **dict.fromkeys(("geq", "ge", "geqslant", "geqq"), "≥"),
    **dict.fromkeys(("leq", "le", "leqslant", "leqq"), "≤"),
    "gt": ">", "lt": "<", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "～", "pm": "±", "times": "×", "cdot": "·",
    "div": "÷", "infty": "∞", "degree": "°", "circ": "°", "sum": "∑", "to": "→", "rightarrow": "→", "alpha": "α",
    "beta": "β", "gamma": "γ", "delta": "δ", "Delta": "Δ", "mu": "μ", "pi": "π", "sigma": "σ", "omega": "ω",
    "Omega": "Ω", "ldots": "…", "cdots": "…", "dots": "…", "quad": " ", "qquad": " ",
}  # fmt: skip
_GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_WRAPPED = re.compile(
    rf"\\(?:text|textrm|textbf|mathrm|mathbf|mathit|mathsf|mbox|operatorname|boldsymbol|ce|underline|overline|hbox)\s*{_GROUP}"
)
_FRACTION = re.compile(rf"\\[dt]?frac\s*(?:{_GROUP}\s*{_GROUP}|(\d)\s*(\d))")
_ROOT = re.compile(rf"\\sqrt\s*{_GROUP}")
_POWER = re.compile(rf"\^\s*(?:{_GROUP}|(\\circ|[^\s{{}}\\]))")
_INDEX = re.compile(rf"_\s*(?:{_GROUP}|([^\s{{}}\\]))")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
_SPACING = re.compile(r"\\[,;:! ]|~")
_ESCAPED = re.compile(r"\\([%&#$_{}])")
# between dollars stands a formula where it has a command, a power, or nothing but a figure: not US$5万至US$8万
_DOLLARS = re.compile(r"(?<![\\$A-Za-z])(\$\$?)(?![\s$])([^$\n]{1,200}?)(?<![\s\\])\1(?![\d$])|\\\(([^\n]{1,200}?)\\\)")
_FORMULA = re.compile(r"\\[A-Za-z%]|[\^_]|^[\d.,\s+\-<>=≥≤±×/]*%?$")
_TEN = re.compile(r"(?<=(?<!\d)10)\^\{?(-?\d{1,2})\}?(?![\d^])")
_RINGS = "○①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_HAN_RINGS = dict(zip(HAN_TENS, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", strict=True))


def fraction(above: str, below: str) -> str:
    """A fraction as a line: ("1", "3") → 1/3; ("a+b", "2") → (a+b)/2."""
    return f"{_atom(above)}/{_atom(below)}"


def root(inner: str) -> str:
    """A square root as a line: √(a+b)."""
    return f"√{_atom(inner)}"


def ringed(inner: str) -> str:
    """A number in a ring: 1 → ①, 一 → ㊀; what has no such character as it is."""
    if inner.isascii() and inner.isdigit() and 0 < int(inner) < len(_RINGS):
        return _RINGS[int(inner)]
    return _HAN_RINGS.get(inner, inner)


def latex_text(source: str) -> str:
    """A formula in LaTeX as a line: \\\\geq 85\\\\% → ≥85%; 10^{8} → 10⁸; CO_2 → CO2."""
    text, before = source, None
    while before != text:  # from the inside to the outside
        before = text
        text = _WRAPPED.sub(r"\1", text)
        text = _FRACTION.sub(lambda m: fraction(*((m[1], m[2]) if m[3] is None else (m[3], m[4]))), text)
        text = _ROOT.sub(lambda m: root(m[1]), text)
    text = _ESCAPED.sub(lambda m: f"\x02{ord(m[1]):x}\x02", _SPACING.sub(" ", text))
    text = _POWER.sub(lambda m: "°" if "circ" in (m[1] or m[2]) else power(m[1] if m[1] is not None else m[2]), text)
    text = _INDEX.sub(lambda m: m[1] if m[1] is not None else m[2], text)
    text = _COMMAND.sub(lambda m: _COMMANDS.get(m[1], ""), text)
    text = text.replace("{", "").replace("}", "").replace("\\", "")
    text = re.sub(r"(?<=[≥≤<>=±～≈])\s+|\s+(?=[≥≤<>=±～≈%\x02])", "", text)
    return re.sub("\x02([0-9a-f]+)\x02", lambda m: chr(int(m[1], 16)), " ".join(text.split()))


def without_latex(text: str) -> str:
    """A text with its formulas between $ or \\( and \\) as they are printed: 达到$\\geq 85\\%$以上 → 达到≥85%以上.

    Outside of them, 85\\% is 85% and 10^8 is 10⁸.
    """
    if "$" in text or "\\(" in text:
        text = _DOLLARS.sub(lambda m: latex_text(m[2] or m[3]) if m[3] or _FORMULA.search(m[2]) else m[0], text)
    if "^" in text:
        text = _TEN.sub(lambda m: power(m[1]), text)
    return text.replace("\\%", "%") if "\\%" in text else text


def _atom(text: str) -> str:
    bare = " ".join(text.split())
    return bare if _ATOM.fullmatch(bare) else f"({bare})"
