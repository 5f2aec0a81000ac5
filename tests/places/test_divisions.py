"""Places: the tables, what a name means, and which place a title is about."""

from __future__ import annotations

from collections import Counter

import pytest

from extract.errors import RuleError
from extract.places import divisions
from extract.places.divisions import COUNTRY, chain_at, find_place, place_at, places_named, region_of
from extract.rulefiles import Folder, Row, load_csv, parse_csv


def path(name: str, within: str | None = None) -> str | None:
    found = find_place(name, within=find_place(within) if within else None)
    return None if found is None else found.path


@pytest.mark.parametrize(
    ("name", "within", "expected"),
    [
        ("慈溪市", None, "浙江省宁波市慈溪市"),
        ("慈溪", None, "浙江省宁波市慈溪市"),
        ("宁波市鄞州区", None, "浙江省宁波市鄞州区"),
        ("浙江省宁波市慈溪市", None, "浙江省宁波市慈溪市"),
        ("浙江宁波", None, "浙江省宁波市"),
        ("鼓楼区", None, None),
        ("鼓楼区", "南京市", "江苏省南京市鼓楼区"),
        ("鼓楼区", "江苏省", None),
        ("朝阳区", "长春市", "吉林省长春市朝阳区"),
        ("朝阳区", "北京市", "北京市朝阳区"),
        ("福州市鼓楼区", None, "福建省福州市鼓楼区"),
        ("朝阳", None, "辽宁省朝阳市"),
        ("吉林", None, "吉林省"),
        ("吉林市", None, "吉林省吉林市"),
        ("海南州", None, "青海省海南藏族自治州"),
        ("海南", None, "海南省"),
        ("延边州", None, "吉林省延边朝鲜族自治州"),
        ("黔西南", None, "贵州省黔西南布依族苗族自治州"),
        ("内蒙古", None, "内蒙古自治区"),
        ("大厂县", None, "河北省廊坊市大厂回族自治县"),
        ("东莞市", None, "广东省东莞市"),
        ("石河子市", None, "新疆维吾尔自治区石河子市"),
        ("香港", None, "香港特别行政区"),
        ("前湾新区", None, "浙江省宁波市宁波前湾新区"),
        ("横琴粤澳深度合作区", None, "广东省横琴粤澳深度合作区"),
        ("雄安新区", None, "河北省河北雄安新区"),
        ("江干区", None, "浙江省杭州市江干区"),
        ("奉化市", None, "浙江省宁波市奉化市"),
        ("余杭区", None, "浙江省杭州市余杭区"),
        ("临平区", None, "浙江省杭州市临平区"),
        ("襄樊市", None, "湖北省襄樊市"),
        ("沙县", None, "福建省三明市沙县"),
        ("全国", None, "全国"),
        ("乌有市", None, None),
        ("", None, None),
    ],
)
def test_find_place(name: str, within: str | None, expected: str | None) -> None:
    assert path(name, within) == expected


def test_the_table_holds_all_divisions() -> None:
    rows = load_csv("divisions.csv", ("code", "name", "short", "level", "parent"), unique="code", folder="data")
    levels = Counter(row["level"] for row in rows)
    assert (levels["province"], levels["prefecture"]) == (34, 333)
    assert 2840 <= levels["county"] <= 2900


def _all() -> list[divisions.Place]:
    return [place for places in divisions._gazetteer().full.values() for place in places]


def test_every_place_is_found_by_its_path() -> None:
    for place in _all():
        if place.level != "zone":
            assert find_place(place.path) == place


def test_ancestors_word_and_title() -> None:
    cixi, gulou = find_place("慈溪市"), find_place("南京市鼓楼区")
    assert cixi is not None and gulou is not None
    assert [place.name for place in cixi.ancestors] == ["宁波市", "浙江省"]
    assert (cixi.title, gulou.title) == ("慈溪市", "南京市鼓楼区")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("浙江省", "省"),
        ("延边州", "州"),
        ("内蒙古", "自治区"),
        ("岫岩", "县"),
        ("前湾新区", "区"),
        ("锡林郭勒", "盟"),
        ("神农架", "区"),
    ],
)
def test_the_word_that_stands_for_a_place(name: str, word: str) -> None:
    place = find_place(name)
    assert place is not None and place.word == word


@pytest.mark.parametrize(
    ("name", "until", "successor"),
    [
        ("奉化市", 2016, "奉化区"),
        ("江干区", 2020, "上城区"),
        ("绍兴县", 2013, "柯桥区"),
        ("襄樊市", 2010, "襄阳市"),
        ("慈溪市", None, None),
    ],
)
def test_names_of_before(name: str, until: int | None, successor: str | None) -> None:
    place = find_place(name)
    assert place is not None
    assert (place.until, place.successor and place.successor.name) == (until, successor)


def test_places_named_gives_all_namesakes() -> None:
    assert {place.path for place in places_named("鼓楼区")} == {
        "江苏省南京市鼓楼区",
        "江苏省徐州市鼓楼区",
        "福建省福州市鼓楼区",
        "河南省开封市鼓楼区",
    }
    assert places_named("乌有市") == ()


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("慈溪市科技局关于印发某办法的通知", "慈溪市"),
        ("国务院关于推进某事的意见", "全国"),
        ("泰政办发〔2026〕1号", None),
        ("浙江省加快推动某产业发展行动计划", "浙江省"),
        ("慈溪争创某鼎方案", "慈溪市"),
        ("关于印发《宁波市某规划》的通知", "宁波市"),
        ("国家税务总局慈溪市税务局", "慈溪市"),
        ("中国人民银行宁波市中心支行", "宁波市"),
        ("中共慈溪市委办公室", "慈溪市"),
        ("工业和信息化部 财政部关于某事的通知", "全国"),
        ("教育部等五部门", "全国"),
        ("全国农业现代化规划", "全国"),
        ("国家级高新区管理办法", None),
        ("关于创建全国文明城市的意见", None),
        ("平安建设行动方案", None),
        ("南京市鼓楼区人民政府", "南京市鼓楼区"),
        ("鼓楼区人民政府", None),
        ("新建区域中心", None),
        ("义乌市场发展报告", "义乌市"),
        ("延边州人民政府", "延边朝鲜族自治州"),
        ("黔西南州2022年政府工作报告", "黔西南布依族苗族自治州"),
        ("浙江省宁波市慈溪市人民政府", "慈溪市"),
        ("横琴粤澳深度合作区执委会", "横琴粤澳深度合作区"),
        ("各县（市、区）人民政府", None),
        ("市政府工作报告", None),
        ("中国(浙江)自由贸易试验区", "浙江省"),
        ("", None),
    ],
)
def test_region_of(fragment: str, expected: str | None) -> None:
    found = region_of(fragment)
    assert (found and found.title) == expected


def test_region_of_uses_the_place_it_is_about() -> None:
    found = region_of("鼓楼区人民政府", within=find_place("南京市"))
    assert found is not None and found.title == "南京市鼓楼区"
    assert region_of("全国") is COUNTRY


def test_place_and_chain_at() -> None:
    at = place_at("宁波市慈溪市科技局", 0)
    assert at is not None and (at[0], at[1][0].name) == (3, "宁波市")
    chained = chain_at("宁波市慈溪市科技局", 0)
    assert chained is not None and (chained[0], chained[1].name) == (6, "慈溪市")
    assert place_at("新建区域", 0) is None or place_at("新建区域", 0)[0] == 2  # type: ignore[index]
    assert place_at("科技局", 0) is None


@pytest.mark.parametrize(("row", "reason"), [("某市,city,浙江省,某", "level"), ("某市,county,乌有省,某", "parent")])
def test_a_bad_row_names_its_line(monkeypatch: pytest.MonkeyPatch, row: str, reason: str) -> None:
    columns = ("name", "level", "parent", "short")
    bad = parse_csv("places_overlay.csv", f"# note\n{','.join(columns)}\n{row}\n", columns)

    def load(name: str, columns: tuple[str, ...], *, unique: str | None = None, folder: Folder) -> tuple[Row, ...]:
        return bad if name == "places_overlay.csv" else load_csv(name, columns, unique=unique, folder=folder)

    monkeypatch.setattr("extract.places.divisions.load_csv", load)
    with pytest.raises(RuleError, match=rf"places_overlay\.csv:3: .*{reason}"):
        divisions._Gazetteer()
