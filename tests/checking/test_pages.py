"""Every rule's page: whole, its examples true, its severity within its grounds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checking.examples import WHOLE, figures, noted, text_report, with_last
from drafting.figures import report as with_figures
from nianbao import draft
from nianbao.checking import PAGE_PARTS, Rule, all_rules, check
from nianbao.checking.rule import GROUNDS
from nianbao.kinds import form_named, layout
from nianbao.kinds.tables import GridCell
from nianbao.reading import read_text
from nianbao.reading.html import read_html
from nianbao.report import DELETED, Blank, Cell, Guard, Paragraph, Report, Section, Sentence, Span, Text, Unit

_LONG = "镇便民服务大厅设政务公开专区，群众可以查阅本镇的政策文件、办事指南、财政预决算和惠农补贴发放名单，工作人员按日登记查阅情况并解答群众的疑问。"
Made = Callable[[], Report]


def _whole(old: str, new: str) -> Made:
    def make() -> Report:
        assert old in WHOLE
        return read_text(WHOLE.replace(old, new), unit=None, year=None)

    return make


def _sentence(span: Span, **more: object) -> Report:
    sentence = Sentence(id="s", spans=[span], **({"sources": ["note:n"], "origin": "chat"} | more))  # type: ignore[arg-type]
    section = Section(id="overview", heading="一、总体情况", paragraphs=[Paragraph(id="p", sentences=[sentence])])
    return figures({"requests.new.natural": 1}).model_copy(update={"sections": [section], "stage": "draft"})


def _without_a_row() -> Report:
    made = figures({})
    return made.model_copy(update={"cells": {id: cell for id, cell in made.cells.items() if "deny3" not in id}})


def _short_row() -> Report:
    grid = [[cell.text if cell.cell is None else "0" for cell in row] for row in _rows()]
    grid[-1].pop()
    page = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in grid)
    return read_html(f"<h1>云岭县白沙镇人民政府2023年政府信息公开工作年度报告</h1><table>{page}</table>", "a.html")


def _labelled(*labels: str) -> Report:
    """A page whose first rows are called otherwise."""
    grid = [[cell.text if cell.cell is None else "0" for cell in row] for row in _rows()]
    for number, label in enumerate(labels, 2):
        grid[number][0] = label
    page = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in grid)
    return read_html(f"<h1>云岭县白沙镇人民政府2023年政府信息公开工作年度报告</h1><table>{page}</table>", "a.html")


def _rows() -> list[list[GridCell]]:
    plan = layout(form_named("2021").table("proactive"))
    return [[cell for cell in plan.cells if cell.row == number] for number in range(4)]


_ASPECTS = "（四）政府信息公开平台建设\n镇公开栏按季更换内容，微信公众号发布信息12条。\n"
# Examples told in words: the wrong report and the right one, in the order of the page.
TOLD: dict[str, tuple[list[Made], list[Made]]] = {
    "TABLE01": (
        [lambda: figures({"requests.new.natural": 2, "requests.new.business": 1, "requests.new.total": 4})],
        [lambda: figures({"requests.new.natural": 2, "requests.new.business": 1, "requests.new.total": 3})],
    ),
    "TABLE02": (
        [lambda: figures({"requests.open.natural": 2, "requests.unable1.natural": 1, "requests.total.total": 2})],
        [lambda: figures({"requests.open.natural": 2, "requests.unable1.natural": 1, "requests.total.total": 3})],
    ),
    "TABLE03": (
        [lambda: figures({"requests.new.natural": 3, "requests.carry_in.natural": 1, "requests.open.natural": 3})],
        [
            lambda: figures(
                {
                    "requests.new.natural": 3,
                    "requests.carry_in.natural": 1,
                    "requests.open.natural": 3,
                    "requests.carry_out.natural": 1,
                }
            )
        ],
    ),
    "TABLE04": (
        [lambda: figures({}, {"requests.carry_out.natural": 2})],
        [lambda: figures({"requests.carry_in.natural": 2}, {"requests.carry_out.natural": 2})],
    ),
    "TABLE05": (
        [
            lambda: figures(
                {"documents.normative.made": 2, "documents.normative.in_force": 5}, {"documents.normative.in_force": 5}
            )
        ],
        [
            lambda: figures(
                {"documents.normative.made": 2, "documents.normative.in_force": 7}, {"documents.normative.in_force": 5}
            )
        ],
    ),
    "TABLE06": (
        [
            lambda: figures(
                {
                    "remedies.reconsideration.upheld": 1,
                    "remedies.reconsideration.pending": 1,
                    "remedies.reconsideration.total": 1,
                }
            )
        ],
        [
            lambda: figures(
                {
                    "remedies.reconsideration.upheld": 1,
                    "remedies.reconsideration.pending": 1,
                    "remedies.reconsideration.total": 2,
                }
            )
        ],
    ),
    "TABLE07": (
        [lambda: figures({"licensing.licence.decisions": "/"})],
        [lambda: figures({"licensing.licence.decisions": "0"})],
    ),
    "TABLE08": ([lambda: figures({"documents.regulations.made": 2})], [lambda: figures({})]),
    "TABLE09": ([lambda: figures({}, edition="2019").model_copy(update={"year": 2023})], [lambda: figures({})]),
    "TABLE10": ([_whole("", ""), _without_a_row], [lambda: figures({})]),
    "TABLE11": ([lambda: _labelled("规张"), lambda: _labelled("规章", "规范性文件")], [lambda: _labelled("规章")]),
    "TABLE16": ([_short_row], [lambda: figures({})]),
    "TABLE13": (
        [lambda: figures({"procurement.central.amount": 8040}, edition="2019")],
        [lambda: figures({}, edition="2019")],
    ),
    "TABLE14": (
        [lambda: figures({"requests.open.natural": "-1"}), lambda: figures({"requests.open.natural": 10**15})],
        [lambda: figures({"requests.open.natural": 1})],
    ),
    "TABLE15": (
        [lambda: figures({}, {"remedies.reconsideration.pending": 2})],
        [lambda: figures({"remedies.reconsideration.other": 2}, {"remedies.reconsideration.pending": 2})],
    ),
    "NUM01": (
        [lambda: _said("全年未收到政府信息公开申请。")],
        [lambda: _said("全年收到政府信息公开申请2件。"), lambda: _said("通过网络收到政府信息公开申请1件。")],
    ),
    "FORM04": ([_whole(_ASPECTS, "")], [_whole("", "")]),
    "FORM09": ([_whole("本报告所列数据统计期限为2023年1月1日至2023年12月31日。", "")], [_whole("", "")]),
    "FORM10": ([_whole("\n2024年1月15日", "")], [_whole("", "")]),
    "DUP03": (
        [lambda: with_last(_LONG, "overview", _LONG)],
        [lambda: with_last(_LONG, "overview", "上年组织培训两次，清理网站过期信息。")],
    ),
    "DUP08": (
        [
            lambda: with_last(
                "2023年，组织培训4次，参训86人次。", "overview", "2022年，组织培训4次，参训86人次。公开栏更新36期。"
            )
        ],
        [
            lambda: with_last("组织培训5次，参训102人次。", "overview", "组织培训4次，参训86人次。"),
            lambda: with_last("按季度组织信息员培训。", "overview", "按季度组织信息员培训。"),
            lambda: with_last(
                "根据《条例》第五十条编制，2023年1月公布。", "overview", "根据《条例》第五十条编制，2022年1月公布。"
            ),
        ],
    ),
    "DUP04": ([], []),
    "LAW07": ([_whole("2024年1月15日", "2024年2月20日")], [_whole("2024年1月15日", "2024年1月20日")]),
    "LAW08": ([_whole("县政府考核结果为良好，社会评议由村民代表打分，没有需要追究责任的情形。", "")], [_whole("", "")]),
    "PAIR03": (
        [
            lambda: with_last(
                "五、存在的主要问题及改进情况\n村级公开栏更新不够及时。将每月核查。",
                "problems",
                "村级公开栏更新不够及时。",
            )
        ],
        [
            lambda: with_last(
                "五、存在的主要问题及改进情况\n针对上年提出的村级公开栏更新不够及时，已按月核查。",
                "problems",
                "村级公开栏更新不够及时。",
            )
        ],
    ),
    "PRIV08": (
        [lambda: noted("公开栏已更新。（素材写申请人张小明的申请已办结）")],
        [lambda: noted("公开栏已更新。（素材写申请人张某的申请已办结）")],
    ),
    "SRC01": (
        [lambda: _sentence(Blank(what="工作考核结果情况"), support="blank")],
        [lambda: _sentence(Text(text="县政府考核结果为良好。"))],
    ),
    "SRC02": (
        [lambda: _sentence(Text(text="建立了全覆盖的公开机制。"), support="unsupported")],
        [lambda: _sentence(Text(text="按月核查公开栏。"), support="supported")],
    ),
    "SRC03": (
        [lambda: _sentence(Text(text="全年未收到政府信息公开申请。"), guards=[Guard(text="requests.new.total = 0")])],
        [lambda: _sentence(Text(text="全年收到申请。"), guards=[Guard(text="requests.new.total = 1")])],
    ),
    "SRC04": ([], []),
    "SRC05": ([lambda: _sentence(Text(text="公开信息25条。"))], []),
    "SRC06": ([], []),
    "SRC15": (
        [lambda: noted("清理过期信息。（素材写组织培训两次请人讲课）").model_copy(update={"sections": []})],
        [lambda: noted("组织培训两次请人讲课。（素材写组织培训两次请人讲课）")],
    ),
    "SRC16": (
        [lambda: noted("公开信息25条。（素材写公开信息23条）", origin="past")],
        [lambda: noted("公开信息23条。（素材写公开信息23条）", origin="past")],
    ),
}
TOLD["SRC19"] = (
    [
        lambda: _versions("培训站所信息员60人。", "培训站所和村级信息员75人。"),
        lambda: _sentence(Text(text="培训站所信息员60人。"), rival=DELETED),
    ],
    [lambda: _versions("培训站所和村级信息员75人。")],
)
TOLD["FORM14"] = (
    [lambda: _headed("（四）平台建设")],
    [lambda: draft(with_figures("2021", {"requests.new.natural": 1})).report],
)
TOLD["FORM15"] = (
    [lambda: _headed("（四）平台建设更新政务公开栏2块。")],
    [lambda: _headed("（四）平台建设")],
)
TOLD["SRC21"] = (
    [lambda: _sentence(Text(text="县里来人看了一回。"), verbatim=True)],
    [lambda: _sentence(Text(text="县政府办公室来我镇检查1次。"))],
)
TOLD["SRC20"] = (
    [lambda: _typed("3件（另有口头1件）", 3), lambda: _typed("约3", None)],
    [lambda: _typed(None, 3)],
)


def _asked(old: str, new: str, **asked: object) -> Made:
    """A report of a place that asks for something besides the form."""

    def make() -> Report:
        document = {"title": "云岭县人民政府办公室关于编制年度报告的通知", "number": "云政办函〔2024〕2号"}
        profile = {"id": "a", "name": "云岭县", "document": document, "verified": "read", **asked}
        return Report.model_validate(_whole(old, new)().model_dump() | {"profiles": [profile]})

    return make


_ZONES = {"id": "zones", "label": "政务公开专区数", "aspect": "platform", "said": ["zone"], "counted": True}
_COPY = {"id": "copy", "text": "本报告电子版可从县政府网站下载。"}
_PUBLISHED = {"what": "公开", "month": 1, "day": 28}
_BOARD = "镇公开栏按季更换内容"
TOLD |= {
    "LOC01": (
        [_asked("", "", points=[_ZONES]), _asked(_BOARD, "加强政务公开专区管理。", points=[_ZONES])],
        [
            _asked(_BOARD, "设有政务公开专区2处", points=[_ZONES]),
            _asked(_BOARD, "未设政务公开专区", points=[_ZONES]),
            _asked("", "", points=[_ZONES | {"units": ["县"]}]),
            _asked("", "", points=[_ZONES], verified="seen"),
        ],
    ),
    "LOC02": (
        [_asked("", "", limits=[{"most": 30}]), _asked("", "", limits=[{"least": 3000}])],
        [_asked("", "", limits=[{"most": 1000}]), _asked("", "", limits=[{"most": 30}], verified="seen")],
    ),
    "LOC03": (
        [_asked("2024年1月15日", "2024年1月30日", dates=[_PUBLISHED])],
        [
            _asked("", "", dates=[_PUBLISHED]),
            _asked("2024年1月15日", "2024年1月30日", dates=[_PUBLISHED | {"what": "报送"}]),
            _asked("2024年1月15日", "2024年1月30日", dates=[_PUBLISHED | {"under": ["江州市"]}]),
        ],
    ),
    "LOC04": (
        [_asked("", "", sentences=[_COPY])],
        [_asked("要求编制。", "要求编制。本报告电子版，可从县政府网站下载。", sentences=[_COPY])],
    ),
}
ELSEWHERE = {"DUP04": "test_across", "SRC04": "tests/jobs", "SRC06": "tests/jobs"}


def _versions(*texts: str) -> Report:
    sentences = [
        Sentence(id=f"s{number}", spans=[Text(text=text)], support="supported", origin="clerk", rival="s")
        for number, text in enumerate(texts)
    ]
    section = Section(id="overview", heading="一、总体情况", paragraphs=[Paragraph(id="p", sentences=sentences)])
    return figures({}).model_copy(update={"sections": [section], "stage": "draft"})


def _headed(text: str) -> Report:
    sentence = Sentence(id="s", spans=[Text(text=text)], support="supported", origin="clerk")
    held = Paragraph(id="p", role="heading", level=2, sentences=[sentence])
    section = Section(id="overview", heading="一、总体情况", paragraphs=[held])
    return figures({}).model_copy(update={"sections": [section], "stage": "draft"})


def _typed(words: str | None, value: int | None) -> Report:
    report = figures({"requests.open.natural": value or 0})
    made = Cell(value=value, raw=words, state="given" if value else "blank", typed=words)
    return report.model_copy(update={"cells": report.cells | {"requests.open.natural": made}})


def _said(text: str) -> Report:
    sentence = Sentence(id="s", spans=[Text(text=text)])
    section = Section(
        id="requests",
        heading="三、收到和处理政府信息公开申请情况",
        paragraphs=[Paragraph(id="p", sentences=[sentence])],
    )
    return figures({"requests.new.natural": 2, "requests.open.natural": 2}).model_copy(
        update={"sections": [section], "stage": "past"}
    )


RULES = all_rules()


def _codes(report: Report) -> set[str]:
    return {item.code for item in check(report)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_examples_are_true(rule: Rule) -> None:
    if rule.code in TOLD:
        wrong, right = TOLD[rule.code]
        reports = [(make(), True) for make in wrong] + [(make(), False) for make in right]
    elif rule.code.startswith("SRC"):
        reports = [(noted(text), True) for text in rule.page.examples("错")] + [
            (noted(text), False) for text in rule.page.examples("对")
        ]
    else:
        reports = [(text_report(text), True) for text in rule.page.examples("错")]
        reports += [(text_report(text), False) for text in rule.page.examples("对")]
    for number, (report, wanted) in enumerate(reports):
        assert (rule.code in _codes(report)) == wanted, f"{rule.code} example {number + 1}"
    assert reports or rule.code in ELSEWHERE


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_page_is_whole(rule: Rule) -> None:
    assert list(rule.page.parts) == list(PAGE_PARTS)
    assert all(rule.page.parts.values())
    assert rule.page.examples("错")
    assert rule.page.examples("对")
    assert len(rule.page.parts["一句话"]) <= 40
    assert "\n" not in rule.page.parts["一句话"]
    assert rule.title
    assert not rule.title.endswith("。")
    assert rule.code in rule.text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_severity_is_within_its_grounds(rule: Rule) -> None:
    assert rule.grounds in GROUNDS
    if rule.severity == "error":
        assert rule.grounds in ("norm", "form", "arithmetic")


def test_codes_and_slugs_are_their_own() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES) == len({rule.name for rule in RULES})
    assert len(RULES) >= 70


def test_a_severity_beyond_its_grounds_is_refused() -> None:
    from nianbao.checking.rule import register

    page = "题目\n" + "\n".join(f"【{part}】甲" for part in PAGE_PARTS)
    with pytest.raises(ValueError, match="at most a warning"):
        register("ZZZ01", "zzz", "error", "usage", page, lambda context: iter(()))


def test_text_reports_stand_on_a_unit() -> None:
    assert text_report("我镇公开信息。").unit == Unit.parse("云岭县白沙镇人民政府")
