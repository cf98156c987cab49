"""Names of organs: kinds, superior places, names with traps, words each kind uses of itself."""

from __future__ import annotations

import pytest

from nianbao.report import Unit, kinds

NAMES = [
    ("安镇街道", "street", (), "安镇街道", "我街道"),
    ("东城街街道", "street", (), "东城街街道", "我街道"),
    ("前进街街道", "street", (), "前进街街道", "我街道"),
    ("大街乡", "township", (), "大街乡", "我乡"),
    ("民主镇", "town", (), "民主镇", "我镇"),
    ("云岭县卫生健康局", "bureau", ("云岭县",), "卫生健康局", "我局"),
    ("市人民政府办公室", "office", (), "市人民政府办公室", "我办"),
    ("高新技术产业开发区管委会", "zone", (), "高新技术产业开发区", "我委"),
    ("兰西县康荣镇人民政府", "town", ("兰西县",), "康荣镇", "我镇"),
    ("杭州市市场监督管理局", "bureau", ("杭州市",), "市场监督管理局", "我局"),
    ("苏州市姑苏区平江街道办事处", "street", ("姑苏区", "苏州市"), "平江街道", "我街道"),
    ("北京市通州区宋庄镇人民政府", "town", ("通州区", "北京市"), "宋庄镇", "我镇"),
    ("凉山州西昌市人民政府", "city", ("凉山州",), "西昌市", "我市"),
    ("海北藏族自治州海晏县金滩乡", "township", ("海晏县", "海北藏族自治州"), "金滩乡", "我乡"),
    ("乌鲁木齐市新市区北京路街道办事处", "street", ("新市区", "乌鲁木齐市"), "北京路街道", "我街道"),
    ("济南市市中区人民政府", "district", ("济南市",), "市中区", "我区"),
    ("三明市沙县区凤岗街道", "street", ("沙县区", "三明市"), "凤岗街道", "我街道"),
    ("内蒙古自治区人民政府", "region", (), "内蒙古自治区", "我区"),
    ("江州市城市管理局", "bureau", ("江州市",), "城市管理局", "我局"),
    ("红旗镇人民政府", "town", (), "红旗镇", "我镇"),
    ("红旗街道办事处", "street", (), "红旗街道", "我街道"),
    ("云岭县发展和改革委员会", "commission", ("云岭县",), "发展和改革委员会", "我委"),
    ("某某联席会议", "other", (), "某某联席会议", "本机关"),
]


@pytest.mark.parametrize(("name", "kind", "within", "place", "self_word"), NAMES, ids=[row[0] for row in NAMES])
def test_names(name: str, kind: str, within: tuple[str, ...], place: str, self_word: str) -> None:
    unit = Unit.parse(name)
    assert (unit.kind, unit.within, unit.place, unit.self_word) == (kind, within, place, self_word)


def test_the_kind_may_be_given() -> None:
    assert Unit.parse("某某联席会议", kind="局").self_word == "我局"
    with pytest.raises(KeyError):
        Unit.parse("某某联席会议", kind="大队")


def test_places_given_come_before_those_in_the_name() -> None:
    assert Unit.parse("云岭县白沙镇人民政府", within=("江州市",)).within == ("云岭县", "江州市")
    assert Unit.parse("白沙镇人民政府", within=("云岭县", "江州市")).within == ("云岭县", "江州市")


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.id)
def test_every_kind_has_its_words(kind: object) -> None:
    assert kind.self  # type: ignore[attr-defined]
    assert kind.organs  # type: ignore[attr-defined]
    assert kind.scope  # type: ignore[attr-defined]


def test_full_names() -> None:
    assert Unit.parse("民主镇").full == "民主镇人民政府"
    assert Unit.parse("安镇街道").full == "安镇街道办事处"
    assert Unit.parse("云岭县卫生健康局").full == "云岭县卫生健康局"
