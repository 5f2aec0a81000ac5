"""Lines that a web page puts around its article: they come along when a page is printed or saved as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.models import Block

_CHROME = re.compile(
    r"\s*(?:(?:您的|您|我的|你的)?(?:当前|所在|现在)的?(?:位置|在)\s*[:：]|首页\s*[>＞»›|/]|(?:阅读|浏览)辅助|请输入您?你?想?"
    r"|分享(?:到|至)?\s*[:：]|分享(?:到|至)$|扫一扫|打印本?页?\s*(?:关闭|本页)?$|【?(?:打印|关闭|关闭窗口|返回顶部|我要纠错)】?(?:\s*【?(?:打印|关闭|收藏)】?)*$"
    r"|字体\s*[:：]|字号\s*[:：]|【\s*字体|(?:浏览|访问|阅读|点击)(?:次数|量)\s*[:：]|(?:上|下)一篇\s*[:：]|相关(?:链接|文章|阅读|新闻)\s*[:：]?$"
    r"|备案序?号\s*[:：]|\S{0,3}ICP备|\S{0,6}公网安备|网站标识码|版权所有|Copyright|技术支持\s*[:：]|主办(?:单位)?\s*[:：].*(?:承办|维护|网站|备案)|网站地图|责任编辑\s*[:：]"
    r"|无障碍(?:阅读|浏览)?|(?:进入)?(?:关怀|长者|老年)版?模?式?$|(?:简体|繁体)版?$|(?:发布|发文)(?:日期|时间)\s*[:：].*(?:来源|次数|字号|浏览)|(?:信息|文章)?来源\s*[:：].*(?:时间|日期|次数|字体)"
    r"|(?:首页|政务公开|政务服务|新闻中心|要闻动态|互动交流)(?:\s+\S{2,6}){2,}$|.{0,20}(?:阅读辅助|无障碍).{0,6}(?:关怀版|长者|简体|繁体))",
    re.IGNORECASE,
)
_LONGEST = 120


def is_chrome(text: str) -> bool:
    """Whether a line belongs to a web page rather than to its article: 当前位置：首页 > 公告 → True."""
    return len(text) <= _LONGEST and bool(_CHROME.match(text))


def without_chrome(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without such lines, where there are at least two (one may be a sentence of the document)."""
    kept = list(blocks)
    lines = [block for block in kept if block.kind == "paragraph" and is_chrome(block.text)]
    if len(lines) < 2:
        return kept
    return [block for block in kept if not any(block is line for line in lines)]
