"""PRIV: names of people, cases and internal discussions, also in a clerk's notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from nianbao.checking.context import Context, Hit
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.priv_numbers import private
from nianbao.patterns import alternatives, any_of, lazy
from nianbao.report import Location
from nianbao.text import fold
from nianbao.text.personal_data import name_pattern, people, personal, surnames
from nianbao.text.private_people import private_people


def _data() -> Any:
    return people()["rules"]


@lru_cache(maxsize=1)
def _people() -> re.Pattern[str]:
    """Names behind a word for a person, which the pattern begins with."""
    data, names = _data(), name_pattern()
    return lazy(
        rf"(?:{alternatives(data['parties'])})(?P<party>{names})(?={alternatives(data['party_verbs'])})"
        rf"|(?:{alternatives(data['public'])})(?P<one>{names})(?={alternatives(data['public_verbs'])})"
        rf"|(?:{alternatives(data['companies'])})(?P<agent>{names})(?={alternatives(data['company_verbs'])})"
        rf"|(?:{alternatives(data['staff'])})(?:[：:]|为|是)(?P<staff>{names})(?=[，。；、（\s]|$)"
        rf"|(?:{alternatives(data['posts'])})(?P<post>{names})(?={alternatives(data['post_verbs'])})",
        re.MULTILINE,
    )


@lru_cache(maxsize=1)
def _residents() -> re.Pattern[str]:
    """Names that an address ends with."""
    return lazy(
        rf"(?:室|号|组|村)的?(?P<resident>{name_pattern()})(?=[，。；、的]|申请|要求|提出|提起|反映|不服|起诉|$)",
        re.MULTILINE,
    )


@lru_cache(maxsize=1)
def _person_words() -> tuple[str, ...]:
    """The words for a person."""
    data = _data()
    return tuple(word for name in ("parties", "public", "staff", "companies", "posts") for word in data[name])


@lru_cache(maxsize=1)
def _person() -> re.Pattern[str]:
    """Them alone."""
    return any_of(_person_words())


@lru_cache(maxsize=1)
def _informants() -> re.Pattern[str]:
    """Names that a sentence says an informant has."""
    data = _data()
    names = name_pattern()
    return lazy(
        rf"(?:{alternatives(data['informants'])})(?:系|是|为|[：:])[^，。；、\n]{{0,12}}?(?P<informant>{names})(?=[，。；（\n]|$)",
        re.MULTILINE,
    )


@lru_cache(maxsize=1)
def _cases() -> re.Pattern[str]:
    """Names of pupils, patients and people in need, with what tells of their family or illness right behind."""
    data = _data()
    names = name_pattern()
    return lazy(
        rf"(?:{alternatives(data['helped'])})(?P<helped>{names})(?=[，、（(][^。；\n]{{0,12}}?(?:{alternatives(data['private'])}))"
    )


_INFORMANT = lazy("举报人|投诉人|检举人|控告人|反映人|信访人")
_HELPED = lazy("学生|患者|受助|对象|户|儿童|孤儿|残疾人|老人|病人")
_ROOM = lazy(
    r"(?:由|系|为|是|即)?(?P<room>[\u4e00-\u9fff]{2,12}[0-9]{1,3}(?:栋|幢|号楼|座)[^，。；\n]{0,8}[0-9]{2,4}(?:室|号|户)?的?(?:住户|业主|居民|租户|户主))"
    r"(?=[\u4e00-\u9fff]某|[\u4e00-\u9fff](?:先生|女士)|因|申请|反映|要求|投诉|提起|起诉|不服)"
)
_ROOM_ANCHOR = lazy("住户|业主|居民|租户|户主")

_ADDRESS = ("家住", "住址", "申请人住", "现住", "居住在", "户籍地")
_DWELLING = lazy("|".join(_ADDRESS))
_LODGING = lazy("[0-9]+(?:号|室|单元|栋|幢|组)")
_CLAIMED = lazy(r"[由，、；][^，。；、\n]{0,8}$")
"""What stands before a post whose holder is named."""


def _dwells(context: Context, hit: Hit) -> bool:
    """Whether a name behind 502室 ends an address of a person's."""
    begin, _ = context.clause(*hit.span)
    before = context.document.folded[begin : hit.match.start("resident")]
    return any(word in before for word in _ADDRESS) and bool(_LODGING.search(before))


def _named(context: Context) -> list[Hit]:
    """Every name behind a word for a person, a party's or a member's of the staff, and behind an address."""

    def work() -> list[Hit]:
        text = context.document.masked
        made: list[Hit] = []
        words = _person() if context.holds(_person_words()) else None
        found = words.search(text) if words is not None else None
        while words is not None and found is not None:  # the pattern is made only here: most reports have no such word
            match = _people().match(text, found.start())
            if match and (not match["post"] or _CLAIMED.search(text, max(0, found.start() - 9), found.start())):
                made.append(Hit(match, context.document.block(match.start())))
            found = words.search(text, match.end() if match else found.start() + 1)
        if _DWELLING.search(text):
            made += context.search(_residents(), anchor=_DWELLING)
        return made

    return context.memo("named", work)


_HIDDEN = ("某", "×", "*", "X")
_NOT_NAMES = ("先生", "女士", "同志", "等人")


@lru_cache(maxsize=1)
def _notname_pattern() -> tuple[str, ...]:
    return tuple(people()["not_names"])


def _is_name(name: str) -> bool:
    """Whether it is a name in full."""
    return (
        not any(mark in name for mark in _HIDDEN)
        and not name.endswith(_NOT_NAMES)
        and not name.startswith(_notname_pattern())
    )


@lru_cache(maxsize=1)
def _case_detail() -> re.Pattern[str]:
    data = _data()
    detail = alternatives(data["case_detail"])
    return lazy(
        rf"(?:[{surnames()}](?:某[某\u4e00-\u9fff]?|[×*]{{1,2}})|申请人|原告)(?:因|以|与|的|为)[^，。；、\n]{{0,8}}?(?:{detail})"
    )


@rule("PRIV03", "applicant-named", "error", "norm", tags=("private",))
def applicant(context: Context) -> Iterator[Finding]:
    """写出了申请人、当事人的姓名

    【是什么】报告里写了申请人、原告、信访人、举报人、居民的真实姓名，或申请人、学生、患者的家事、病情，或当事人到室的住址（后两种只作警告）。
    【依据】《条例》第十五条：涉及个人隐私的信息不得公开。
    【错】
    - 申请人王小明不服答复，提起行政复议。
    【对】
    - 申请人王某不服答复，提起行政复议。
    - 申请人应当提供姓名。
    【怎么改】改为“申请人”或“王某”。
    【怎么不报】写“某”“××”的不报。
    【一句话】不写申请人的姓名。
    """
    for hit in _named(context):
        held = hit.match.groupdict()
        group = next((key for key in ("party", "one", "agent", "resident") if held.get(key)), "")
        name = held[group] if group else ""
        if name and _is_name(name) and (group != "resident" or _dwells(context, hit)):
            yield private(context, hit.match.span(group), "error", f"写出了当事人姓名“{name}”", "改为“申请人”或“某某”")
    yield from _told(context)
    for hit in context.search(_case_detail(), masked=False):
        yield private(
            context, hit.match.span(), "warning", "写出了申请人的家事、病情等隐私", "删去，只写申请的办理结果"
        )


def _told(context: Context) -> Iterator[Finding]:
    """An informant, a pupil or a patient by name, and the room somebody lives in."""
    if _INFORMANT.search(context.document.masked):
        for hit in context.search(_informants(), anchor=_INFORMANT):
            if _is_name(hit.match["informant"]):
                yield private(
                    context,
                    hit.match.span("informant"),
                    "error",
                    f"写出了举报、反映问题的人的姓名“{hit.match['informant']}”",
                    "删去，不写举报人的身份",
                )
    if _HELPED.search(context.document.masked):
        for hit in context.search(_cases(), anchor=_HELPED):
            if _is_name(hit.match["helped"]):
                yield private(
                    context,
                    hit.match.span("helped"),
                    "warning",
                    f"写出了姓名“{hit.match['helped']}”和家事、病情",
                    "删去姓名和家事、病情，只写人数和结果",
                )
    for hit in context.search(_ROOM, anchor=_ROOM_ANCHOR):
        yield private(context, hit.match.span("room"), "warning", "写出了当事人的住址，可以认出是谁", "删去住址")


@rule("PRIV06", "staff-named", "info", "usage")
def staff(context: Context) -> Iterator[Finding]:
    """写出了普通工作人员的姓名

    【是什么】联系人、经办人、干事写了姓名，公布后难以收回。
    【依据】通行做法，所以只作提示。
    【错】
    - 联系人：王小明，电话0571-88889999。
    【对】
    - 联系人：党政办公室，电话0571-88889999。
    - 联系电话：0571-88889999。
    【怎么改】改写科室名称。
    【怎么不报】写科室、职务的不报。
    【一句话】联系方式写科室，不写个人姓名。
    """
    for hit in _named(context):
        held = hit.match.groupdict()
        group = "staff" if held.get("staff") else "post"
        name = held.get(group)
        if name and _is_name(name):
            yield context.mark(*hit.match.span(group), f"写出了工作人员姓名“{name}”", fix="改写科室名称")


_SECRET = lazy(
    r"(?<!涉密)(?:会议记录|会议纪要|会议内容|会议情况|讨论情况|讨论内容|讨论记录|内部意见|研究情况|表决情况)[^，。；\n]{0,8}"
    r"(?:不得外传|不得外泄|不得泄露|不得对外|严禁外传|严禁外泄|请勿外传|注意保密|内部掌握|要求保密)(?!的?(?:规定|要求|纪律|制度|承诺|原则))"
)
_DISSENT = lazy(
    r"(?:班子成员|党组成员|党委委员|党工委委员|常委|参会领导)[^，。；\n]{0,22}(?:反对意见|反对票|表示反对|明确反对)"
)
_PENDING = lazy("正在核查|正在调查|正在查办|正在初核|拟移送|待移送|准备移送|尚未立案|立案前|初步核实阶段")
_CASE = lazy("涉嫌|问题线索|违纪线索|违法线索|案件线索")
_PERSON = lazy(
    r"[\u4e00-\u9fff]某|(?:财务人员|会计|出纳|负责人|经理|局长|主任|书记|镇长|乡长|站长|所长|干部|法定代表人)[^，。；\n]{0,6}涉嫌"
)
_WHY_DISCUSSED = "讨论记录属于过程性信息，不宜写进公开的报告"
_WHY_PENDING = "没有办结的案件线索写明了人和事，不宜写进公开的报告"


@rule("PRIV07", "not-for-publication", "warning", "norm", tags=("private",))
def withheld(context: Context) -> Iterator[Finding]:
    """写了内部讨论、没有办结的案件线索

    【是什么】报告里写了班子成员讨论时的分歧、要求不得外传的会议记录，或正在核查、拟移送的线索和当事人。
    【依据】《条例》第十六条第二款：讨论记录、行政执法案卷信息可以不予公开；是否已经公开看不出，所以只作警告。
    【错】
    - 会议记录要求不得外传。
    - 正在核查的出纳王某涉嫌挪用公款线索，暂不公开。
    【对】
    - 镇党委会研究政务公开工作2次，会议纪要已归档。
    - 全年移送问题线索3件，均已办结。
    【怎么改】删去，只写研究的次数和公开的结果。
    【怎么不报】只写件数、次数的不报。
    【一句话】不写内部讨论和没有办结的案件。
    """
    for pattern, why in ((_SECRET, _WHY_DISCUSSED), (_DISSENT, _WHY_DISCUSSED)):
        for hit in context.search(pattern, masked=False):
            yield _found(context, *hit.span, why)
    text = context.document.folded
    for hit in context.search(_PENDING, masked=False):
        begin, stop = context.clause(*hit.span, "。；\n")
        if _CASE.search(text, begin, stop) and _PERSON.search(text, begin, stop):
            yield _found(context, *hit.span, _WHY_PENDING)


def _found(context: Context, start: int, end: int, why: str) -> Finding:
    return context.mark(start, end, why, evidence={"依据": "《条例》第十六条"}, fix="删去，只写公开的结果")


_SHOWN = 40
"""Characters of a note that a message shows."""


@rule("PRIV08", "person-in-notes", "warning", "norm")
def person_in_notes(context: Context) -> Iterator[Finding]:
    """素材里有个人信息

    【是什么】素材里写了身份证号、手机号码、银行卡号，或申请人、举报人的姓名；起草时已隐去，留出待填处。看得出是来申请、反映的人但没有写“申请人”的姓名，没有隐去，请自己改。
    【依据】《条例》第十五条：涉及个人隐私的信息不得公开。
    【错】
    - 公开栏已更新。（素材写申请人张小明的申请已办结）
    【对】
    - 公开栏已更新。（素材写申请人张某的申请已办结）
    【怎么改】在素材中删去或遮盖后重新起草。
    【怎么不报】写“申请人”“张某”的不报；办公电话、办公地址、政务邮箱不是个人信息。
    【一句话】不写个人信息。
    """
    report = context.report
    given = [("素材", note.words, note.location) for note in report.notes]
    given += [
        ("问题", " ".join((item.problem, item.cause, item.measure, item.owner, item.deadline)), item.location)
        for item in report.problems
    ]

    def told(what: str, place: Location | None, fix: str) -> Finding:
        evidence = {"依据": "《条例》第十五条"}
        return context.whole(what, location=place, evidence=evidence, fix=fix)

    for kind, words, place in given:
        if what := list(dict.fromkeys(item.what for item in personal(words))):
            shown = "".join(_masked(words))[:_SHOWN]
            yield told(f"{kind}里有{'、'.join(what)}，起草时已隐去：{shown}", place, "在素材中删去或遮盖后重新起草")
        folded = fold(words)
        names = [folded[item.start : item.end] for item in private_people(words)]
        if printed := [name for name in dict.fromkeys(names) if name in context.document.folded]:
            yield told(
                f"{kind}里像有来申请、反映的人的姓名，写进了报告：{'、'.join(printed)}",
                place,
                "在素材中改为“申请人”“群众”或“某某”后重新起草；是工作人员、作者等可以公开的，不用改",
            )


def _masked(words: str) -> Iterator[str]:
    at = 0
    for item in personal(words):
        yield words[at : item.start] + "□"
        at = item.end
    yield words[at:]
