"""Sentences held against the notes that they cite: what may stand, and what is said of what may not."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from nianbao.licence import Sources, Verdict, judge
from nianbao.report import Note, Problem, Report, Unit

HERE = Path(__file__).parent
SETS: list[dict[str, Any]] = yaml.load((HERE / "sentences.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
INVENTIONS: list[dict[str, str]] = yaml.load(
    (HERE.parent.parent / "eval/injection/inventions.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
TOWN = Unit.parse("云岭县白沙镇人民政府", within=("江州市",))


def report(notes: dict[str, dict[str, str]], problems: dict[str, dict[str, str]], unit: Unit = TOWN) -> Report:
    """A report with nothing but its notes."""
    return Report(
        unit=unit,
        year=2023,
        edition="2021",
        notes=[Note(id=id, aspect="proactive", **columns) for id, columns in notes.items()],
        problems=[Problem(id=id, **columns) for id, columns in problems.items()],
    )


@lru_cache
def behind(index: int) -> Sources:
    """What stands behind the sentences of a set."""
    row = SETS[index]
    return Sources(report(row["notes"], row["problems"], Unit.parse(row["unit"])))


def stands(verdict: Verdict) -> bool:
    """Whether a sentence would be kept unmarked."""
    return verdict.licensed and verdict.grounded


def wrong(kind: str, *, cited: bool = True) -> tuple[list[str], int]:
    """Sentences of a kind that are judged otherwise than they should be, and how many there are."""
    found, count = [], 0
    for index, row in enumerate(SETS):
        for line in row[kind]:
            ((ids, text),) = line.items()
            sources = [f"{'problem' if id in row['problems'] else 'note'}:{id}" for id in ids.split("+")]
            count += 1
            if stands(judge(text, behind(index), sources if cited else None)) != (kind == "faithful"):
                found.append(text)
    return found, count


@pytest.mark.parametrize("cited", [True, False])
def test_other_words_for_a_note_stand(cited: bool) -> None:
    found, count = wrong("faithful", cited=cited)
    assert len(found) <= 0.05 * count, found


@pytest.mark.parametrize("cited", [True, pytest.param(False, marks=pytest.mark.long)])
def test_one_point_altered_is_doubted(cited: bool) -> None:
    found, count = wrong("altered", cited=cited)
    assert len(found) <= 0.05 * count, found


def test_what_is_invented_is_doubted() -> None:
    found, count = wrong("hostile")
    assert len(found) <= 0.02 * count, found


WORK = {
    "w1": {"text": "全年在县政府网站公开信息46条。"},
    "w2": {"text": "镇公开栏更换内容4次。"},
    "w3": {"text": "清理网站过期信息9条。"},
    "w4": {"text": "组织培训2次，参加40人。"},
    "w5": {"text": "收到申请2件，由党政办登记。"},
    "w6": {"text": "解读惠农政策5条。"},
}


def test_inventions_written_by_another_hand_are_doubted() -> None:
    """The lists of forbidden things were written from sentences like these."""
    sources = Sources(report(WORK, {}))
    passed = [row["text"] for row in INVENTIONS if stands(judge(row["text"], sources))]
    assert len(passed) <= 0.05 * len(INVENTIONS), passed


def told(text: str, note: str, **problem: str) -> str:
    """Why a sentence on one note is doubted; empty where it stands."""
    problems = {"k": problem} if problem else {}
    cited = ["note:n", *(["problem:k"] if problem else [])]
    return judge(text, Sources(report({"n": {"text": note}}, problems)), cited).why


@pytest.mark.parametrize(
    ("text", "note", "why"),
    [
        ("信息由司法所登记，综合办审查。", "信息由综合办登记，司法所审查", "综合办"),
        ("信息由司法局审查。", "信息由司法所审查", "司法局"),
        ("先签发，再审核。", "答复先审核，再签发", "颠倒"),
        ("发布后检查错别字。", "发布前检查错别字", "前"),
        ("没有公布抽检结果。", "公布抽检结果", "否定"),
        ("有人因政务公开被追责。", "无人因政务公开被追责", "否定"),
        ("开通了公众号。", "计划开通公众号", "打算做"),
        ("可以附理由。", "不公开的必须附理由", "必须"),
        ("所有栏目更新不及时。", "个别栏目更新不及时", "所有"),
        ("栏目更新不及时。", "个别栏目更新不及时", "个别"),
        ("每月检查一次公开栏。", "检查公开栏一次", "每月"),
        ("网站公开30条，公众号公开60条。", "网站公开60条，公众号公开30条", "60条"),
        ("因机构改革，更新公开栏4次。", "更新公开栏4次", "因果"),
        ("大幅增加培训2次。", "组织培训2次", "大幅"),
        ("向社会公开食堂招标结果。", "向家长公开食堂招标结果", "家长"),
        ("镇长审签信息。", "副镇长审签信息", "镇长"),
        ("公开信息64条。", "公开信息46条", "64条"),
    ],
)
def test_what_is_turned_round_is_told_in_plain_words(text: str, note: str, why: str) -> None:
    assert why in told(text, note)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("综合办负责登记，审查由司法所承担。", "信息由综合办登记，司法所审查"),
        ("无人因政务公开工作受到追责。", "无人因政务公开被追责"),
        ("全年举行培训2次，涉及人员40人。", "组织培训2次，参加40人"),
        ("通过微信公众号发布信息30条。", "公众号公开30条"),
        ("党政办每季度对公开栏核查一次。", "党政办每季度检查公开栏一次"),
        ("我镇将于明年开通公众号。", "计划明年开通公众号"),
    ],
)
def test_what_a_note_says_may_be_said_in_other_words(text: str, note: str) -> None:
    assert told(text, note) == ""


def test_a_measure_is_no_deed() -> None:
    given = {"problem": "栏目更新慢", "measure": "每季度通报一次", "owner": "党政办"}
    assert told("由党政办每季度通报一次。", "无", **given) == ""
    assert "打算做" in told("已每季度通报一次。", "无", **given)


def test_a_sentence_of_neutral_words_rests_on_nothing() -> None:
    assert not judge("我镇开展了相关工作。", Sources(report({"n": {"text": "公开信息46条"}}, {})), ["note:n"]).grounded


LEXICON: dict[str, list[str]] = yaml.load((HERE / "lexicon.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
NOT_HERE = ("未", "没有", "从未", "无", "均", "全部", "所有", "全都", "一律", "年度")
"""Denials, and what sums up a figure before it: judged by what they relate, not as words."""
SAID = {
    "mechanisms": "公开信息46条，实行{}。",
    "bodies": "{}公开信息46条。",
    "channels": "通过{}公开信息46条。",
    "frequencies": "{}公开信息46条。",
    "completeness": "公开信息46条，{}。",
    "causes": "{}人员变动，公开信息46条。",
    "commitments": "{}公开信息。",
}


@pytest.mark.parametrize("family", LEXICON)
def test_what_texts_claim_without_a_source_is_doubted(family: str) -> None:
    sources = Sources(report({"n": {"text": "公开信息46条"}}, {}))
    words = [word for word in LEXICON[family] if not word.startswith(NOT_HERE)]
    passed = [word for word in words if not judge(SAID[family].format(word), sources, ["note:n"]).doubts]
    assert len(passed) <= 0.03 * len(words), passed


FINER = {
    "n1": {"text": "高标准农田项目的招标、中标、验收材料都放上去了，一共14份"},
    "n2": {"text": "网站改版后老链接打不开，4月修好了36个"},
    "n3": {"text": "延期答复2件，原因是检索量大，都书面告诉了申请人"},
    "n4": {"text": "县里考核良好，扣分扣在解读少"},
    "n5": {"text": "开学后请了20个家长来局里坐了坐，提了11条意见"},
    "n6": {"text": "办事大厅有两处填写台，触摸屏坏了两个月，11月修好"},
    "n7": {"text": "乡里在县政府网发信息94条，公众号发了210条"},
}


@pytest.mark.parametrize(
    ("id", "text", "kept"),
    [
        ("n1", "高标准农田项目招标、中标、验收材料共14份已上网公开。", True),
        ("n1", "高标准农田项目招标、中标、施工、验收材料共14份已上网公开。", False),  # a member of no list of theirs
        ("n2", "4月，对改版后打不开的旧链接进行修复，共36个。", True),
        ("n2", "网站改版后老链接打不开，4月全部修好。", False),  # a month counts nothing
        ("n3", "因检索量大延期答复2件，均已书面告知申请人。", True),
        ("n3", "延期答复2件，导致检索量大，均已书面告知申请人。", False),  # the effect for the reason
        ("n4", "县里考核良好，扣分扣在解读少，其他项均未扣分。", False),  # little of something is no denial
        ("n5", "开学后邀请20名家长来局里座谈，提出意见11条。", True),
        ("n5", "开学后邀请11名家长来局里座谈，提出意见20条。", False),
        ("n6", "办事大厅设填写台2处，触摸屏出现故障两个月，已于11月修复。", True),
        ("n7", "全年在县政府网发布信息94条，在公众号发布信息210条。", True),
        ("n7", "全年在县政府网发布信息116条，公众号发布信息210条。", False),  # 210 less 94 is nobody's figure
    ],
)
def test_finer_relations(id: str, text: str, kept: bool) -> None:
    assert stands(judge(text, Sources(report(FINER, {})), [f"note:{id}"])) is kept


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("发放问卷300份，收回240份，其中满意228份，占95%。", True),
        ("发放问卷300份，收回240份，其中满意228份，占95.0%。", True),
        ("收回问卷240份，其中满意228份，占收回问卷的95.0%。", True),
        ("收回问卷240份，其中满意228份，占96.0%。", False),
        ("发放问卷300份，收回240份，其中满意228份，占76%。", False),  # of those that came back
        ("收回问卷240份，其中满意228份，满意率比上年提高95.0%。", False),
    ],
)
def test_a_share_of_two_figures_of_one_note_may_be_worked_out(text: str, right: bool) -> None:
    sources = Sources(report({"n1": {"text": "问卷发了300份，收回240份，满意的228份"}}, {}))
    assert stands(judge(text, sources, ["note:n1"])) is right


def test_a_lead_names_a_topic_in_words_of_other_notes() -> None:
    notes = {"n1": {"text": "低保名单每月贴在12个村的公开栏"}, "n2": {"text": "网站栏目：民生保障54条，城市管理46条"}}
    sources = Sources(report(notes, {}))
    said = "低保名单每月在12个村的公开栏张贴。"
    assert stands(judge(f"一是公开民生保障信息。{said}", sources, ["note:n1"]))
    assert not stands(judge(f"一是强化风险防控。{said}", sources, ["note:n1"]))
    assert not stands(judge("低保名单每月在12个村的公开栏张贴，涉及民生保障。", sources, ["note:n1"]))
