"""The mask table: what must not leave the machine is masked in every writing, and what must stay usable stays.

The rows are another hand's, who did not see the code; ``eval/mask/results`` keeps the first figure and the later ones.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from nianbao.drafting.prompts import TASKS, load_prompt
from nianbao.text.maskable_data import private_data
from nianbao.text.masking import Mask, placeholders, without_invented

ROOT = Path(__file__).parent.parent.parent
KNOWN = (
    "下午安宁来复印公报。", "高峰和白雪一起来的，各交1份申请。", "时运来，答复超期1天，已说明。",
    "余庆来电说不用寄纸质的了。", "岩温罕、玉香叫两户均在集体林名册。", "给虞美人与屠龙的答复用了同一模板。",
)  # fmt: skip
"""Names that are common words, or without a surname: no program tells them apart, and the user is told so."""
OVER = (
    "尹长河治安处罚桐公（河）行罚决字〔2024〕207号，拘留三日。",
    "郎朗书声进校园系列公开课视频已上线。",
)
"""Masked though it need not be: a penalty beside a name, a surname and a usual character."""


def _table() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mask_table", ROOT / "eval" / "mask" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


TABLE = _table()
PEOPLE = [row for begins in TABLE.SETS.values() for row in TABLE.rows(f"{begins}people.yaml")]
CLEAN = [row for begins in TABLE.SETS.values() for row in TABLE.rows(f"{begins}clean.yaml")]


def test_the_table_is_a_table() -> None:
    assert len({row["kind"] for row in PEOPLE}) >= 200
    assert all(secret in row["text"] for row in PEOPLE for secret in row["secret"])
    assert all(TABLE.leaks(row, row["text"]) == row["secret"] for row in PEOPLE), "the judge is not blind"


@pytest.mark.parametrize("kind", list(dict.fromkeys(row["kind"] for row in PEOPLE)))
def test_nothing_gets_through(kind: str) -> None:
    for row in PEOPLE:
        if row["kind"] == kind and row["text"] not in KNOWN:
            masked = Mask().out(row["text"])
            assert TABLE.leaks(row, masked) == [], masked
            assert row["text"] in OVER or TABLE.lost(row, masked) == [], masked


def test_clean_sentences_stay() -> None:
    touched = [row["text"] for row in CLEAN if TABLE.touched(row, Mask().out(row["text"]))]
    assert [text for text in touched if text not in OVER] == []


GIVEN = ("招弟", "改变", "䶮", "拴牛", "曌玥", "锁柱", "引弟")
"""Of characters that no list of given names has, among them one beyond the basic block."""
STANDS = (
    "申请人：{}，事项：林权。",
    "姓名={}；方式=邮寄",
    "姓名|{}|低保",
    "【申请人】{}【方式】邮寄",
    "联系人换成{}，已登记。",
    "值班员（{}）接的电话。",
    "某商店（经营者{}）的处罚信息。",
    "签收人：{}",
    "申请人 {} 要求邮寄。",
    "本人{}，申请公开预算。",
    "《关于{}政府信息公开申请的答复》已送达。",
    "《{}补正告知书》已寄出。",
    "误传{}身份证复印件.pdf。",
    "{}的名字写错了。",
    "{}（来访人）说字太小。",
    "{}（曾用名李小妹）来查档。",
    "给{}的答复已发出。",
    "|2|{}|危房改造|已公示|",
    "王芳、{}等5人联名申请。",
    "签到：王芳 {} 李丽，下午场。",
)


@pytest.mark.parametrize("stands", STANDS)
def test_where_a_person_stands_the_name_may_be_any(stands: str) -> None:
    """What stands around says that it is a name: whatever its characters are."""
    surnames = ["王", "李", "周", "欧阳", "粟", "谌", "樊"]
    for surname, given in zip(surnames, GIVEN, strict=True):
        masked = Mask().out(stands.format(surname + given))
        assert surname + given not in masked, masked


@pytest.mark.parametrize(
    "text",
    [
        "申请人要求邮寄，当天寄出。",
        "申请人：公民；联系人：办公室；负责人：镇长",
        "审核人：分管领导",
        "双方签字后归档。",
        "《信息公开申请表》下载86次。",
        "附件：安全检查_汇总.pdf、工作方案_2024.docx",
        "1.高质量；2.全覆盖；3.常态化。",
        "姓名、电话一栏不公开。",
        "向群众说明情况。",
        "申请人多次来电催办。",
        "党中央要求全面推进。",
        "1 | 文件公开 | 12件",
        "与应急局沟通，与信访局核实。",
        "合同价1861.5万元。",
        "由村委会代为张贴。",
        "1名申请人全年提出申请46件，申请人当年提出的另计。",
        "12345工单全年2863件，工单夏季较多，申请单高峰期一周处理一次。",
        "申请人元旦来访。",
        "在局网站安桥频道发布信息30条。",
        "公众号“穆坪发布”发布信息20条。",
        "抖音号“穆坪新闻”发布信息20条。",
    ],
)
def test_where_nobody_stands_nothing_is_masked(text: str) -> None:
    assert Mask().out(text) == text


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("姓 名：李\u200b春 燕，来电", "姓 名：〔姓名1〕，来电"),
        ("张副局长分管，王先生来电", "〔姓名1〕副局长分管，〔姓名2〕来电"),
        ("常有人问自己住的地方在图上哪里", "常有人问自己住的地方在图上哪里"),
        ("手机：139\u200b0000\u200b1234", "手机：〔手机号码1〕"),
        ("申请人：邢\n建华，扫描件", "申请人：〔姓名1〕，扫描件"),
        ("申请人**尚武**，已登记", "申请人**〔姓名1〕**，已登记"),
    ],
)
def test_what_breaks_a_name_or_number_goes_with_it(text: str, sent: str) -> None:
    assert Mask().out(text) == sent


def test_our_own_prompts_stay() -> None:
    for task in TASKS:
        prompt = load_prompt(task)
        for words in (prompt.system, prompt.user):
            assert Mask().out(words) == words


@pytest.mark.parametrize("folder", ["eval/cases", "examples"])
def test_clean_cases_and_examples_stay(folder: str) -> None:
    files = sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in (".yaml", ".md"))
    assert files
    found = {
        line[item.start : item.end]
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        for item in private_data(line)
    }
    assert found == set()


def test_a_model_that_repeats_a_row_is_masked_as_the_row_is() -> None:
    """An answer with words that it was not given: every secret of the table goes, in the other direction too."""
    for row in PEOPLE:
        if row["text"] not in KNOWN:
            assert TABLE.leaks(row, without_invented(row["text"], ["素材里没有人"])) == []


@pytest.mark.parametrize(
    "text",
    [
        "群众李小红反映，李小红又来电。",
        "住址：白沙小区3栋2单元501室。",
        '密码是Ab"c\\12345，请改。',
        "张三、李四、王五三人。",
    ],
)
def test_what_goes_out_comes_back(text: str) -> None:
    mask = Mask()
    masked = mask.out(text)
    assert masked != text
    assert mask.back(masked) == text
    assert mask.fork().out(masked) == masked, "a placeholder is not masked again"


def test_a_placeholder_that_somebody_wrote_is_given_to_nobody() -> None:
    mask = Mask()
    masked = mask.out("按〔姓名1〕的写法，群众李小红反映。")
    assert masked == "按〔姓名1〕的写法，群众〔姓名2〕反映。"
    assert mask.back(masked) == "按〔姓名1〕的写法，群众李小红反映。"


def test_the_units_own_place_is_nobody() -> None:
    mask = Mask(nobody={"穆坪"})
    assert mask.out("由穆坪、穆海燕负责。") == "由穆坪、〔姓名1〕负责。"
    assert mask.fork().out("由穆坪负责。") == "由穆坪负责。"


def test_what_only_a_question_has_is_the_same_in_the_next_one() -> None:
    """A row more or less in a sheet gives nobody another's placeholder."""
    mask = Mask()
    mask.out("群众李小红反映。")
    one, other = mask.fork(), mask.fork()
    first = one.out("群众王大山反映。群众刘翠花反映。")
    second = other.out("群众刘翠花反映。")
    assert placeholders(first)[1:] == placeholders(second)
    assert mask.agrees("群众〔姓名1〕反映。", "群众李小红反映。")
    assert not mask.agrees("群众〔姓名1〕反映。", "群众王大山反映。")
    assert mask.agrees(second, "群众刘翠花反映。")


@pytest.mark.parametrize(
    ("text", "found"),
    [("网上62件（含邮箱29）。", []), ("（姓名1）来电", ["（姓名1）"]), ("〔姓名9〕来电", ["〔姓名9〕"])],
)
def test_a_count_in_round_brackets_is_no_placeholder(text: str, found: list[str]) -> None:
    assert placeholders(text) == found


def test_only_what_was_sent_comes_back() -> None:
    mask = Mask()
    mask.out("群众李小红反映。")
    part = mask.fork()
    assert part.out("公开信息。") == "公开信息。"
    assert part.back("〔姓名1〕反映。") == "〔姓名1〕反映。"


def test_a_reference_inside_is_masked_and_comes_back() -> None:
    mask = Mask({"a": "3栋", "b": "2单元"})
    masked = mask.out("住白沙小区{{a}}{{b}}501室，登记{{c}}。")
    assert "{{a}}" not in masked
    assert "{{c}}" in masked
    assert mask.back(masked) == "住白沙小区{{a}}{{b}}501室，登记{{c}}。"
