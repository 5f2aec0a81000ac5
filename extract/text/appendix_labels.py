"""What an appendix, a table or a box is called before its title: 附件2, 附表1, 附录, 专栏3, 表2-1.

Texts come folded.
"""

from __future__ import annotations

from extract.text.numerals import HAN_TENS

APPENDIX_WORD = rf"(?:附件|附表|附录|附(?=\s*[\d{HAN_TENS}：:]|$))"
"""附 alone only where a number, a colon or nothing follows (not 附近)."""
APPENDIX = rf"{APPENDIX_WORD}\s*[\d{HAN_TENS}]{{0,3}}"
"""附件2, 附：, 附录一."""
CAPTION_WORD = "(?:附?表|附件|附录|专栏|图表?)"
CAPTION = rf"{CAPTION_WORD}\s*[\d{HAN_TENS}—-]*"
"""What may also stand before the title of a table: 专栏3, 表2-1."""
