"""Who is who: names as written → place and official name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import RuleError
from extract.places.divisions import NATIONAL_COLUMNS, find_place
from extract.places.place_words import place_of_word
from extract.registry import bodies as unit_tables
from extract.registry.bodies import PARTY_COLUMNS, PLACE_COLUMNS, SPECIAL_COLUMNS, UNIT_COLUMNS
from extract.registry.official_names import canonical, is_unit, normal_form, place_of_body, place_prefix, unit_kind
from extract.registry.unlisted_bodies import FORM_COLUMNS
from extract.rulefiles import Row, load_csv, parse_csv

CIXI, NINGBO, ZHEJIANG, YINZHOU = "慈溪市", "宁波市", "浙江省", "鄞州区"

NAMES: list[tuple[str, str | None, int | None, str | None]] = [
    # name as written, region, year, canonical
    ("市科技局", CIXI, 2022, "慈溪市科学技术局"),
    ("市科技局", NINGBO, 2022, "宁波市科学技术局"),
    ("市科技局", YINZHOU, 2022, "宁波市科学技术局"),
    ("区科技局", YINZHOU, 2022, "鄞州区科学技术局"),
    ("慈溪市科技局", CIXI, 2022, "慈溪市科学技术局"),
    ("慈溪市科技局", NINGBO, 2022, "慈溪市科学技术局"),
    ("慈溪科技局", None, None, "慈溪市科学技术局"),
    ("县科技局", "象山县", None, "象山县科学技术局"),
    ("县科技局", CIXI, None, None),
    ("省科技厅", CIXI, 2022, "浙江省科学技术厅"),
    ("省科技厅", None, None, None),
    ("浙江省科技厅", None, None, "浙江省科学技术厅"),
    ("科技厅", ZHEJIANG, None, "浙江省科学技术厅"),
    ("科技厅", CIXI, None, "浙江省科学技术厅"),
    ("科技局", CIXI, None, "慈溪市科学技术局"),
    ("科技局", "全国", None, None),
    ("科技局", None, None, None),
    ("我市科技局", CIXI, None, "慈溪市科学技术局"),
    ("区发改局", YINZHOU, 2023, "鄞州区发展和改革局"),
    ("区发改委", "六合区", 2023, "六合区发展和改革委员会"),
    ("市发展改革委", "泰安市", 2026, "泰安市发展和改革委员会"),
    ("省发展改革委", "广东省", 2026, "广东省发展和改革委员会"),
    ("省发改委", "广东省", 2026, "广东省发展和改革委员会"),
    ("发展改革委", "全国", 2018, "国家发展和改革委员会"),
    ("国家发展改革委", CIXI, None, "国家发展和改革委员会"),
    ("国家发改委", None, None, "国家发展和改革委员会"),
    ("科技部", "全国", None, "科学技术部"),
    ("科技部", NINGBO, None, "科学技术部"),
    ("中华人民共和国科学技术部", None, None, "科学技术部"),
    ("工业和信息化部", "全国", None, "工业和信息化部"),
    ("工信部", "全国", None, "工业和信息化部"),
    ("国资委", "全国", 2018, "国务院国有资产监督管理委员会"),
    ("市场监管总局", "全国", None, "国家市场监督管理总局"),
    ("税务总局", "全国", None, "国家税务总局"),
    ("人民银行", "全国", None, "中国人民银行"),
    ("银保监会", "全国", 2020, "中国银行保险监督管理委员会"),
    ("银保监会", "全国", None, "国家金融监督管理总局"),
    ("银监会", "全国", 2016, "中国银行业监督管理委员会"),
    ("银监会", "全国", 2020, "中国银行保险监督管理委员会"),
    ("农业部", "全国", 2016, "农业部"),
    ("农业部", "全国", 2020, "农业农村部"),
    ("卫生计生委", "全国", 2016, "国家卫生和计划生育委员会"),
    ("扶贫办", "全国", 2018, "国务院扶贫开发领导小组办公室"),
    ("扶贫办", "全国", None, "农业农村部"),
    ("中央组织部", "全国", None, "中共中央组织部"),
    ("高法院", "全国", None, "最高人民法院"),
    ("全国总工会", "全国", None, "中华全国总工会"),
    ("国务院办公厅", "全国", None, "国务院办公厅"),
    ("市经信局", CIXI, 2022, "慈溪市经济和信息化局"),
    ("市经信委", NINGBO, 2016, "宁波市经济和信息化委员会"),
    ("市经信委", NINGBO, 2022, "宁波市经济和信息化局"),
    ("省经信委", ZHEJIANG, 2016, "浙江省经济和信息化委员会"),
    ("省经信委", ZHEJIANG, 2022, "浙江省经济和信息化厅"),
    ("省经信委", "山东省", 2022, "山东省工业和信息化厅"),
    ("市工信局", "泰安市", 2026, "泰安市工业和信息化局"),
    ("市工业和信息化局", "泰安市", 2026, "泰安市工业和信息化局"),
    ("省经信厅", ZHEJIANG, 2025, "浙江省经济和信息化厅"),
    ("市人力社保局", CIXI, 2022, "慈溪市人力资源和社会保障局"),
    ("市人社局", CIXI, 2022, "慈溪市人力资源和社会保障局"),
    ("市人力资源社会保障局", "泰安市", 2026, "泰安市人力资源和社会保障局"),
    ("人力资源社会保障厅", "广东省", 2026, "广东省人力资源和社会保障厅"),
    ("市自然资源与规划局", CIXI, 2022, "慈溪市自然资源和规划局"),
    ("市自然资源规划局", CIXI, 2022, "慈溪市自然资源和规划局"),
    ("市国土资源局", CIXI, 2016, "慈溪市国土资源局"),
    ("市国土局", CIXI, 2022, "慈溪市自然资源和规划局"),
    ("市规划局", NINGBO, 2016, "宁波市规划局"),
    ("市规划和自然资源局", "广州市", 2022, "广州市规划和自然资源局"),
    ("宁波生态环境局慈溪分局", CIXI, 2022, "宁波市生态环境局慈溪分局"),
    ("宁波市生态环境局慈溪分局", NINGBO, 2022, "宁波市生态环境局慈溪分局"),
    ("市生态环境局", NINGBO, 2022, "宁波市生态环境局"),
    ("市生态环境局", CIXI, 2022, "宁波市生态环境局慈溪分局"),
    ("市环保局", CIXI, 2016, "慈溪市环境保护局"),
    ("市环保局", NINGBO, None, "宁波市生态环境局"),
    ("区生态环境局", "浦东新区", 2022, "浦东新区生态环境局"),
    ("市住建局", CIXI, 2022, "慈溪市住房和城乡建设局"),
    ("市住建委", NINGBO, 2016, "宁波市住房和城乡建设委员会"),
    ("市住房城乡建委", "北京市", 2022, "北京市住房和城乡建设委员会"),
    ("市住建委", "上海市", 2022, "上海市住房和城乡建设管理委员会"),
    ("省住房城乡建设厅", "广东省", 2026, "广东省住房和城乡建设厅"),
    ("市综合行政执法局", CIXI, 2022, "慈溪市综合行政执法局"),
    ("市城管局", "济南市", 2017, "济南市城市管理局"),
    ("市交通局", CIXI, 2022, "慈溪市交通运输局"),
    ("市水务局", "广州市", 2022, "广州市水务局"),
    ("市农业农村局", CIXI, 2022, "慈溪市农业农村局"),
    ("市农村农业局", CIXI, 2022, "慈溪市农业农村局"),
    ("市农业局", CIXI, 2016, "慈溪市农业局"),
    ("市农业局", CIXI, 2022, "慈溪市农业农村局"),
    ("市农委", "上海市", 2022, "上海市农业农村委员会"),
    ("自治区农牧厅", "内蒙古自治区", 2023, "内蒙古自治区农牧厅"),
    ("市文旅局", NINGBO, 2023, "宁波市文化广电旅游局"),
    ("市文广新局", NINGBO, 2016, "宁波市文化广电新闻出版局"),
    ("省文化和旅游厅", "广东省", 2026, "广东省文化和旅游厅"),
    ("市卫健委", NINGBO, 2022, "宁波市卫生健康委员会"),
    ("市卫健局", CIXI, 2022, "慈溪市卫生健康局"),
    ("市卫计局", CIXI, 2016, "慈溪市卫生和计划生育局"),
    ("市卫计局", CIXI, 2022, "慈溪市卫生健康局"),
    ("市安监局", CIXI, 2016, "慈溪市安全生产监督管理局"),
    ("市应急局", CIXI, 2022, "慈溪市应急管理局"),
    ("市外办", NINGBO, 2023, "宁波市人民政府外事办公室"),
    ("市国资委", "泰安市", 2026, "泰安市人民政府国有资产监督管理委员会"),
    ("市市场监管局", CIXI, 2022, "慈溪市市场监督管理局"),
    ("慈溪市市场监管局", CIXI, 2022, "慈溪市市场监督管理局"),
    ("慈溪市场监管局", CIXI, 2022, "慈溪市市场监督管理局"),
    ("省市场监管局（省知识产权局）", ZHEJIANG, 2025, "浙江省市场监督管理局"),
    ("市工商局", NINGBO, 2015, "宁波市工商行政管理局"),
    ("市工商局", NINGBO, None, "宁波市市场监督管理局"),
    ("市大数据局", "泰安市", 2026, "泰安市大数据局"),
    ("省大数据局", ZHEJIANG, 2020, "浙江省大数据发展管理局"),
    ("省政务和数据局", "广东省", 2026, "广东省政务服务和数据管理局"),
    ("省海洋经济厅", ZHEJIANG, 2025, "浙江省海洋经济发展厅"),
    ("市金融办", CIXI, 2022, "慈溪市金融工作办公室"),
    ("市地方金融监管局", NINGBO, 2022, "宁波市地方金融监督管理局"),
    ("市税务局", CIXI, 2022, "国家税务总局慈溪市税务局"),
    ("国家税务总局成都市税务局", "成都市", 2022, "国家税务总局成都市税务局"),
    ("市国税局", CIXI, 2016, "慈溪市国家税务局"),
    ("市国税局", CIXI, 2020, "国家税务总局慈溪市税务局"),
    ("人民银行泰安市分行", "泰安市", 2026, "中国人民银行泰安市分行"),
    ("中国人民银行广东省分行", "广东省", 2026, "中国人民银行广东省分行"),
    ("人行宁波市中心支行", NINGBO, 2020, "中国人民银行宁波市中心支行"),
    ("市人行", CIXI, 2022, "中国人民银行慈溪市支行"),
    ("广东金融监管局", "广东省", 2026, "国家金融监督管理总局广东监管局"),
    ("深圳金融监管局", "广东省", 2026, "国家金融监督管理总局深圳监管局"),
    ("泰安金融监管分局", "泰安市", 2026, "国家金融监督管理总局泰安监管分局"),
    ("宁波银保监局", NINGBO, 2022, "中国银行保险监督管理委员会宁波监管局"),
    ("中国证监会广东监管局", "广东省", 2026, "中国证券监督管理委员会广东监管局"),
    ("宁波证监局", NINGBO, 2022, "中国证券监督管理委员会宁波监管局"),
    ("宁波海关", NINGBO, 2022, "宁波海关"),
    ("海关总署广东分署", "广东省", 2026, "海关总署广东分署"),
    ("省通信管理局", ZHEJIANG, 2022, "浙江省通信管理局"),
    ("省委组织部", "广东省", 2026, "中共广东省委组织部"),
    ("市委组织部", CIXI, 2022, "中共慈溪市委组织部"),
    ("市委组织部〔市委人才办〕", CIXI, 2022, "中共慈溪市委组织部"),
    ("市委办", CIXI, 2022, "中共慈溪市委办公室"),
    ("省委办公厅", ZHEJIANG, 2022, "中共浙江省委办公厅"),
    ("市委编办", CIXI, 2022, "中共慈溪市委机构编制委员会办公室"),
    ("自治区党委宣传部", "内蒙古自治区", 2023, "中共内蒙古自治区党委宣传部"),
    ("州委政法委", "黔西南州", 2022, "中共黔西南布依族苗族自治州委政法委员会"),
    ("市文明办", CIXI, 2022, "中共慈溪市委精神文明建设指导委员会办公室"),
    ("市纪委市监委", NINGBO, 2022, "中共宁波市纪律检查委员会"),
    ("团市委", CIXI, 2022, "共青团慈溪市委员会"),
    ("团省委", ZHEJIANG, 2022, "共青团浙江省委员会"),
    ("共青团慈溪市委", CIXI, 2022, "共青团慈溪市委员会"),
    ("市总工会", CIXI, 2022, "慈溪市总工会"),
    ("市妇联", CIXI, 2022, "慈溪市妇女联合会"),
    ("市科协", CIXI, 2022, "慈溪市科学技术协会"),
    ("省工商联", "广东省", 2026, "广东省工商业联合会"),
    ("市贸促会", NINGBO, 2022, "中国国际贸易促进委员会宁波市委员会"),
    ("省法院", "广东省", 2026, "广东省高级人民法院"),
    ("市法院", NINGBO, 2022, "宁波市中级人民法院"),
    ("市法院", CIXI, 2022, "慈溪市人民法院"),
    ("市检察院", CIXI, 2022, "慈溪市人民检察院"),
    ("市政府办公室", CIXI, 2022, "慈溪市人民政府办公室"),
    ("省政府办公厅", ZHEJIANG, 2022, "浙江省人民政府办公厅"),
    ("广州市政府", "广东省", 2026, "广州市人民政府"),
    ("深圳", "广东省", 2026, "深圳市人民政府"),
    ("越秀区", "广州市", 2012, "越秀区人民政府"),
    ("鼓楼区", "南京市", 2022, "南京市鼓楼区人民政府"),
    ("鼓楼区", None, None, None),
    ("区科技局", "鼓楼区", 2022, "鼓楼区科学技术局"),
    ("鼓楼区科技局", "鼓楼区", 2022, "鼓楼区科学技术局"),
    ("市科技局", "鼓楼区", 2022, None),
    ("区科技局", "南京市鼓楼区", 2022, "南京市鼓楼区科学技术局"),
    ("市科技局", "南京市鼓楼区", 2022, "南京市科学技术局"),
    ("前湾新区管委会", NINGBO, 2023, "宁波前湾新区管理委员会"),
    ("宁波高新区管委会", NINGBO, 2023, "宁波国家高新技术产业开发区管理委员会"),
    ("横琴粤澳深度合作区执委会", "广东省", 2026, "横琴粤澳深度合作区执行委员会"),
    ("市高新技术产业园区管委会", CIXI, 2022, "慈溪市高新技术产业园区管理委员会"),
    ("市创新型城市工作领导小组", NINGBO, 2016, "宁波市创新型城市工作领导小组"),
    (
        "慈溪市建设创新型县（市）领导小组办公室",
        CIXI,
        2022,
        "慈溪市建设创新型县（市）领导小组办公室",
    ),
    ("市疫情防控指挥部办公室", CIXI, 2021, "慈溪市疫情防控指挥部办公室"),
    ("某某镇", CIXI, 2022, "慈溪市某某镇人民政府"),
    ("某某街道", CIXI, 2022, "慈溪市某某街道办事处"),
    ("江干区科技局", "杭州市", 2018, "江干区科学技术局"),
    ("☆经信局", "象山县", 2020, "象山县经济和信息化局"),
    ("市科技局等部门", CIXI, 2022, "慈溪市科学技术局"),
    (" 市 科 技 局 ", CIXI, 2022, "慈溪市科学技术局"),
    ("市稅務局", "韶关市", 2019, "国家税务总局韶关市税务局"),
    ("市場監管總局", "全国", 2020, "国家市场监督管理总局"),
    ("人行合肥中心支行", "安徽省", 2020, "中国人民银行合肥中心支行"),
    ("民航安徽监管局", "安徽省", 2020, "中国民用航空安徽安全监督管理局"),
    ("中国铁路上海局集团公司", "安徽省", 2020, "中国铁路上海局集团有限公司"),
    ("省电力公司", ZHEJIANG, 2022, "国网浙江省电力有限公司"),
    ("省电力公司", "广东省", 2022, "广东电网有限责任公司"),
    ("省外侨办", "湖北省", 2018, "湖北省人民政府外事侨务办公室"),
    ("市经贸委", "广州市", 2012, "广州市经济贸易委员会"),
    ("市国土房管局", "广州市", 2012, "广州市国土资源和房屋管理局"),
    ("市经济信息化委", "重庆市", 2021, "重庆市经济和信息化委员会"),
    ("市规划自然资源局", "重庆市", 2021, "重庆市规划和自然资源局"),
    ("市文化旅游委", "重庆市", 2021, "重庆市文化和旅游发展委员会"),
    ("市政府口岸物流办", "重庆市", 2021, "重庆市口岸和物流办公室"),
    ("市高法院", "重庆市", 2021, "重庆市高级人民法院"),
    ("人民银行上海总部", "上海市", 2023, "中国人民银行上海总部"),
    ("临港新片区管委会", "上海市", 2023, "中国（上海）自由贸易试验区临港新片区管理委员会"),
    ("朝阳区政府", "北京市", 2023, "北京市朝阳区人民政府"),
    ("高新区管委会", "泰安市", 2023, "泰安高新技术产业开发区管理委员会"),
    ("市高新区管委会", "泰安市", 2023, "泰安高新技术产业开发区管理委员会"),
    ("市公园城市局", "成都市", 2022, "成都市公园城市建设管理局"),
    ("林草局", "内蒙古自治区", 2023, "内蒙古自治区林业和草原局"),
    ("林草局", "全国", 2020, "国家林业和草原局"),
    ("内蒙古税务局", "内蒙古自治区", 2023, "国家税务总局内蒙古自治区税务局"),
    ("州税务局", "黔西南州", 2022, "国家税务总局黔西南布依族苗族自治州税务局"),
    ("县生态环境分局", "柳河县", 2022, "通化市生态环境局柳河分局"),
    ("柳河镇", "柳河县", 2022, "柳河县柳河镇人民政府"),
    ("区规划资源分局", "六合区", 2023, "南京市规划和自然资源局六合分局"),
    ("区公安分局", "六合区", 2023, "南京市公安局六合分局"),
    ("长江水利委员会", "湖北省", 2018, "水利部长江水利委员会"),
    # what is not one body, or not known
    ("市科委、中关村管委会", "北京市", 2023, None),
    ("省能源集团", "安徽省", 2020, None),
    ("各区、县级市", "广州市", 2012, None),
    ("有关区县政府", "重庆市", 2021, None),
    ("各县（市、区）人民政府", "泰安市", 2026, None),
    ("各县（市、区）政府", NINGBO, None, None),
    ("各地级以上市人民政府", "广东省", 2026, None),
    ("各有关部门", "广东省", 2026, None),
    ("市级有关部门", NINGBO, None, None),
    ("省直有关部门", ZHEJIANG, None, None),
    ("国务院各部门", "全国", None, None),
    ("各省级人民政府", "全国", None, None),
    ("各镇（街道）", CIXI, None, None),
    ("各区", NINGBO, None, None),
    ("各成员单位", CIXI, None, None),
    ("功能区管委会", "泰安市", None, None),
    ("市企业", CIXI, None, None),
    ("科技部门", CIXI, None, None),
    ("市级层面", CIXI, None, None),
    ("公安", CIXI, None, None),
    ("疾控局", ZHEJIANG, None, "浙江省疾病预防控制局"),
    ("疾控局", "全国", None, "国家疾病预防控制局"),
    ("龙泉山城市森林公园管委会", "成都市", None, None),
    ("南部山区管委会", "济南市", None, None),
    ("市某某局", CIXI, None, None),
    ("领导小组", CIXI, None, None),
    ("委员会", CIXI, None, None),
    ("政府", CIXI, None, None),
    ("", CIXI, None, None),
]


@pytest.mark.parametrize(("name", "region", "year", "expected"), NAMES)
def test_canonical(name: str, region: str | None, year: int | None, expected: str | None) -> None:
    assert canonical(name, region=region, year=year) == expected


@pytest.mark.parametrize(("name", "region", "year", "expected"), [row for row in NAMES if row[3] is not None])
def test_canonical_of_a_canonical_name_is_itself(
    name: str, region: str | None, year: int | None, expected: str
) -> None:
    assert canonical(expected, region=region, year=year) == expected


@pytest.mark.parametrize(
    ("name", "inherited", "region", "expected"),
    [
        ("科技厅", "省", "广东省", "广东省科学技术厅"),
        ("文化和旅游厅", "省", "深圳市", "广东省文化和旅游厅"),
        ("检察院", "省", "广东省", "广东省人民检察院"),
        ("宣传部", "市", CIXI, "中共慈溪市委宣传部"),
        ("财政局", "市", YINZHOU, "宁波市财政局"),
        ("财政局", "区", YINZHOU, "鄞州区财政局"),
        ("财政局", "深圳市", "广东省", "深圳市财政局"),
        ("妇联", "市", CIXI, "慈溪市妇女联合会"),
        ("科技厅", "县", CIXI, "浙江省科学技术厅"),
        ("发展改革委", "市", "全国", "国家发展和改革委员会"),
        ("某某局", "市", CIXI, None),
    ],
)
def test_a_place_carries_over(name: str, inherited: str, region: str, expected: str | None) -> None:
    assert canonical(name, region=region, inherited_place=inherited) == expected


def _examples() -> list[tuple[str, str, str | None]]:
    """(written form, region, canonical name or None where any will do) of each row of the tables."""
    samples = {"省": ZHEJIANG, "市": NINGBO, "县": "象山县", "区": YINZHOU, "旗": "达拉特旗"}
    found: list[tuple[str, str, str | None]] = []
    for file, columns in (
        ("units.csv", UNIT_COLUMNS),
        ("units_party.csv", PARTY_COLUMNS),
        ("units_special.csv", SPECIAL_COLUMNS),
        ("units_places.csv", PLACE_COLUMNS),
        ("unit_forms.csv", FORM_COLUMNS),
    ):
        for row in load_csv(file, columns):
            written, _, expected = row["example"].partition("=")
            region, at, name = written.rpartition("@")
            if expected:
                found.append((name, region if at else CIXI, expected))
            else:
                found.append((name[1:], samples[name[1]], None))
    return found


@pytest.mark.parametrize(("name", "region", "expected"), _examples())
def test_every_row_has_an_example(name: str, region: str, expected: str | None) -> None:
    found = canonical(name, region=region)
    assert found is not None and (expected is None or found == expected)
    assert canonical(found, region=region) == found


_PARTS = (
    "省",
    "市",
    "区",
    "县",
    "各",
    "慈溪",
    "宁波市",
    "科技",
    "发改",
    "委",
    "局",
    "厅",
    "组织部",
    "管委会",
    "（",
    "）",
    "团",
    "等",
)


@given(
    st.lists(st.sampled_from(_PARTS), max_size=7).map("".join),
    st.sampled_from([None, "全国", CIXI, YINZHOU, "内蒙古自治区", "前湾新区", "乌有市"]),
    st.sampled_from([None, 2010, 2018, 2026]),
)
def test_any_name_resolves_to_a_name_that_stands_or_to_none(name: str, region: str | None, year: int | None) -> None:
    found = canonical(name, region=region, year=year)
    assert found is None or (len(found) > 2 and canonical(found, region=region, year=year) == found)


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    found = canonical(text, region=CIXI)
    assert found is None or len(found) > 2
    assert normal_form(normal_form(text)) == normal_form(text)


def test_national_examples() -> None:
    for row in load_csv("units_national.csv", NATIONAL_COLUMNS):
        for name in row.many("example"):
            assert canonical(name, region="全国", year=int(row["until"]) if row["until"] else None) == row["official"]


def test_no_form_of_a_national_body_hides_a_local_one() -> None:
    shared = {name for name in unit_tables.tables().national if "{P}" + name in unit_tables.tables().patterns}
    assert shared == {"人民银行", "国家保密局"}


def test_a_form_means_one_body_of_today() -> None:
    allowed = ("委办", "委员会办", "法治办", "{P}生态环境局")
    for pattern, entries in unit_tables.tables().patterns.items():
        for level in "pgmcd":
            today = {entry.official for entry in entries if level in entry.levels and entry.until is None}
            assert len(today) < 2 or pattern.endswith(allowed), pattern


def test_all_forms_of_a_row_mean_the_same() -> None:
    for row in load_csv("units.csv", UNIT_COLUMNS):
        if row["until"] or not row["forms"].startswith(("局:pmc|", "局:pmc")) or row["forms"] != "局:pmc":
            continue
        names = {canonical(f"省{stem}局", region="河北省") for stem in (row["stem"], *row.many("short"))}
        assert len(names) == 1, row["stem"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市科技局", "government"),
        ("市委组织部", "party"),
        ("团市委", "organisation"),
        ("宁波海关", "local-office"),
        ("省法院", "court"),
        ("科技部", "government"),
        ("市某事领导小组办公室", "leading-group"),
        ("前湾新区管委会", "zone"),
        ("市人大常委会", "congress"),
        ("市融媒体中心", "institute"),
        ("科技部门", None),
        ("市企业", None),
        ("某某局", None),
        ("各有关部门", None),
    ],
)
def test_unit_kind(name: str, kind: str | None) -> None:
    assert unit_kind(name) == kind
    assert is_unit(name) == (kind is not None)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("省工业和信息化厅", "省"),
        ("自治区党委宣传部", "自治区"),
        ("慈溪市财政局", "慈溪市"),
        ("市委组织部", "市"),
        ("财政局", None),
        ("市场监管局", None),
        ("市场监管总局", None),
        ("各区政府", None),
    ],
)
def test_place_prefix(name: str, place: str | None) -> None:
    assert place_prefix(name) == place


@pytest.mark.parametrize(
    ("word", "region", "expected"),
    [
        ("市", CIXI, "慈溪市"),
        ("市", YINZHOU, "宁波市"),
        ("市", "浦东新区", "上海市"),
        ("省", CIXI, "浙江省"),
        ("自治区", "银川市", "宁夏回族自治区"),
        ("区", "宁夏回族自治区", "宁夏回族自治区"),
        ("州", "延边州", "延边朝鲜族自治州"),
        ("县", CIXI, None),
        ("市", "全国", None),
    ],
)
def test_place_of_word(word: str, region: str, expected: str | None) -> None:
    place = place_of_word(word, find_place(region))
    assert (place and place.name) == expected


@pytest.mark.parametrize(
    ("official", "place"),
    [
        ("慈溪市科学技术局", "慈溪市"),
        ("国家税务总局慈溪市税务局", "慈溪市"),
        ("中共内蒙古自治区党委组织部", "内蒙古自治区"),
        ("宁波市生态环境局慈溪分局", "慈溪市"),
        ("国家金融监督管理总局深圳监管局", "深圳市"),
        ("南京市鼓楼区人民政府", "南京市鼓楼区"),
        ("慈溪市建设创新型县（市）领导小组办公室", "慈溪市"),
        ("教育部", "全国"),
        ("某某局", None),
    ],
)
def test_place_of_body(official: str, place: str | None) -> None:
    assert place_of_body(official) == place


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("慈溪市农业局", "慈溪市农业农村局"),
        ("宁波市国家税务局", "国家税务总局宁波市税务局"),
        ("浙江省卫生厅", "浙江省卫生健康委员会"),
        ("中国银行业监督管理委员会宁波监管局", "国家金融监督管理总局宁波监管局"),
        ("农业部", "农业农村部"),
        ("慈溪市科学技术局", "慈溪市科学技术局"),
    ],
)
def test_without_region_and_year_an_official_name_gives_the_one_of_today(then: str, now: str) -> None:
    assert canonical(then, region=None) == now


def test_normal_form() -> None:
    assert normal_form("☆ 市(县)科技局 ") == "市（县）科技局"


@pytest.mark.parametrize(
    ("file", "row", "reason"),
    [
        ("units.csv", "某某,,局,,government,,,,市某某局", "forms"),
        ("units.csv", "某某,,局:x,,government,,,,市某某局", "forms"),
        ("units.csv", "某某,,局:m,,nobody,,,,市某某局", "kind"),
        ("units.csv", "某某,,局:m,,government,,soon,,市某某局", "until"),
        ("units.csv", "某某,,局:m,,government,,2018,乌有,市某某局", "successor"),
        ("units.csv", "某某,,局:m,某委=某委员会,government,,,,市某某局", "also"),
    ],
)
def test_a_bad_row_names_its_line(monkeypatch: pytest.MonkeyPatch, file: str, row: str, reason: str) -> None:
    bad = parse_csv(file, f"{','.join(UNIT_COLUMNS)}\n{row}\n", UNIT_COLUMNS)

    def load(name: str, columns: tuple[str, ...], *, unique: str | None = None) -> tuple[Row, ...]:
        return bad if name == file else load_csv(name, columns, unique=unique)

    monkeypatch.setattr("extract.registry.bodies.load_csv", load)
    with pytest.raises(RuleError, match=rf"{file}:2: .*{reason}"):
        tuple(unit_tables._plain())


@pytest.mark.parametrize(
    ("name", "region", "official"),
    [
        ("市科技局", "栖州市", "栖州市科学技术局"),
        ("市发展改革委", "栖州市", "栖州市发展和改革委员会"),
        ("市发改局", "栖州市", "栖州市发展和改革局"),  # a city of the lower level
        ("县民政局", "临溪自治县", "临溪自治县民政局"),
        ("省商务厅", "云岫省", "云岫省商务厅"),
        ("区教育局", "青岚区", "青岚区教育局"),
        ("市科技局", "青岚区", None),  # which city that is nobody says
        ("栖州市民政局", "栖州市", "栖州市民政局"),
        ("各县（市、区）政府", "栖州市", None),
        ("市研习社", "栖州市", None),
        ("镇农业办", "云岫镇", None),
    ],
)
def test_bodies_of_a_place_that_no_table_knows(name: str, region: str, official: str | None) -> None:
    assert canonical(name, region=region, year=2026) == official
