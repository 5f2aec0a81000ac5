"""Plans made up for tests, of which it is known what they say: sections, groups, items with owners and a promise each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transformations import SYSTEMS

TITLES = (
    "建设公共检测平台", "培育专精特新企业", "改造老旧泵站", "扩大普惠托位供给", "推进河道综合整治", "办好职业技能大赛",
    "完善社区助餐网络", "打造智慧停车系统", "开展清洁取暖改造", "健全应急物资储备", "实施农村公路提升", "优化涉企服务流程",
)  # fmt: skip
GROUPS = ("产业提质行动", "民生保障行动", "生态治理行动", "基层强基行动")
OWNERS = ("市科技局", "市财政局", "市民政局", "市水利局", "市教育局", "市交通运输局")
THINGS = ("示范企业", "标准泵站", "普惠托位", "智慧车位", "实训基地", "社区食堂")


@dataclass(frozen=True)
class Item:
    """One task of a plan: who leads, who assists, how many of what until when."""

    title: str
    lead: str
    assist: str
    thing: str
    count: int
    year: int

    def body(self) -> str:
        return f"加强统筹协调和分类指导，完善工作机制。到{self.year}年，{self.thing}达到{self.count}个。"

    def owners(self) -> str:
        return f"（牵头单位：{self.lead}；配合单位：{self.assist}）"


@dataclass(frozen=True)
class InventedPlan:
    """A plan: items in groups, each level numbered in a system of its own; `systems` outermost first."""

    groups: tuple[tuple[str, tuple[Item, ...]], ...]
    systems: tuple[str, str, str]
    run_in: bool = True
    """Whether an item is one paragraph (1.建设平台。加强…) or a heading line with its body below."""

    def lines(self) -> Iterator[str]:
        outer, middle, inner = (SYSTEMS[name] for name in self.systems)
        yield "溯川市民生实事行动方案（2026—2028年）"
        yield f"{outer(1)}总体要求"
        yield "坚持问题导向，着力补齐短板，推动各项工作落地见效。"
        yield f"{outer(2)}重点任务"
        number = 0
        for place, (title, items) in enumerate(self.groups, start=1):
            yield f"{middle(place)}{title}"
            for item in items:
                number += 1
                if self.run_in:
                    yield f"{inner(number)}{item.title}。{item.body()}{item.owners()}"
                else:
                    yield f"{inner(number)}{item.title}"
                    yield f"{item.body()}{item.owners()}"
        yield f"{outer(3)}附则"
        yield "本方案自印发之日起施行。"

    def items(self) -> list[Item]:
        return [item for _, items in self.groups for item in items]


def as_table(items: Sequence[Item], order: Sequence[int], head: Sequence[str]) -> list[list[str]]:
    """The items as rows of a task table whose columns stand in `order`: number, task, lead, assist, deadline."""
    rows = [
        [str(number), f"{item.title}。{item.thing}达到{item.count}个。", item.lead, item.assist, f"{item.year}年12月底"]
        for number, item in enumerate(items, start=1)
    ]
    return [[row[column] for column in order] for row in [list(head), *rows]]
