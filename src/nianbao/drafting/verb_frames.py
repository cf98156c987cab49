"""One clause of a note in official words: its verb's frame, events, denials, labels, objects behind their verbs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from nianbao.drafting.locked_words import LOCKED, LOCKED_ENDS, MARKS, SELF, Locked, grammar, macros, pattern
from nianbao.licence.traits import data as relations
from nianbao.licence.vocabulary import vocabulary
from nianbao.report import Guard
from nianbao.text.quantities import quantities


@cache
def _whole() -> re.Pattern[str]:
    """Words of which nothing is replaced: 区分, 上半年, 合并."""
    return re.compile("|".join(grammar()["whole"]))


_WAS_DONE = ("了", "过", "完", "好")
"""What says of a verb that it was done, and makes no other word of it."""


def superiors(text: str, locked: Locked, *, named: bool) -> str:
    """县里, 镇上 as the place's name, or as the unit itself."""
    unit = locked.book.report.unit
    if unit is None:
        return text

    def put(match: re.Match[str]) -> str:
        level = match[1]
        if _whole().match(text, match.end(1)):
            return match.group()
        if level == unit.of.word:
            return locked.unit(SELF)
        place = next((place for place in unit.within if named and place.endswith(level)), "")
        return place or match.group()

    return re.sub(
        r"(?:(?<![\u4e00-\u9fff])|(?<=[被向由对受经在给报从与和跟归用按]))([省市县区旗州镇乡局委])(?:里面?|上)(?![\u4e00-\u9fff]?网)(?:的)?",
        put,
        text,
    )


_WE = re.compile(
    "(?:我们?自己|咱们?|俺们?|我们)(?:这(?:边|里|儿|(?=[省市县区旗州镇乡])))?(街道|中心|[省市县区旗州镇乡局委办])?"
)


def _ourselves(text: str, locked: Locked) -> str:
    """我们, 咱们这边, 我们镇 as the unit; 咱们县 as 我县 where the unit is none; no 区 of 我们区分处理."""
    unit = locked.book.report.unit

    def put(match: re.Match[str]) -> str:
        level, at = match[1], match.end()
        if level is None or unit is None:
            return locked.unit(SELF)
        own = level == unit.of.word or f"我{level}" in unit.of.self
        if text.startswith("长", at) and not own:
            return match.group()  # 我们县长, of a 镇
        if text.startswith("长", at) or _whole().match(text, match.start(1)) or (level == "办" and not own):
            return f"{locked.unit(SELF)}{level}"
        return f"我{level}" if level in "省市县区旗州镇乡" and not own else locked.unit(SELF)

    return _WE.sub(put, text)


def worded(text: str, locked: Locked, *, dated: bool = True) -> str:
    """A clause with its spoken words in the form of official texts.

    Args:
        dated: whether 上半年 and the like are the report's year's, as in a note of what was done.
    """
    return _replaced(_ourselves(text, locked), grammar()["words"], locked, dated=dated)


def referred(text: str, locked: Locked, *, dated: bool = True) -> str:
    """A clause as it was written, but for what is true of the one who speaks only: 我们, 今年, 去年."""
    rows = [
        row for row in grammar()["words"] if "年" in str(row["to"]) and ("{" in str(row["to"]) or row["to"] == "上年")
    ]
    return _replaced(_ourselves(text, locked), rows, locked, dated=dated)


def _replaced(text: str, rows: Sequence[Mapping[str, Any]], locked: Locked, *, dated: bool) -> str:
    for row in rows:
        found = pattern(row["from"])
        if not found.search(text):
            continue
        to = str(row["to"])
        if "{year}" in to and "今年" not in row["from"]:
            match = found.search(text)
            before = text[: match.start()][-1:] if match is not None else ""
            if not dated or match is None or (before and re.match(macros()["U"], before) is None):
                continue
        if "{year}年" in to and any(locked.dated(char) for char in text):
            continue
        for id in ("year", "next_year"):
            if f"{{{id}}}" in to:
                to = to.replace(f"{{{id}}}", locked.unit(id) or "")
        text = found.sub(partial(_put, to), text)
    return text


def _put(to: str, match: re.Match[str]) -> str:
    return match.group() if _cuts(match) else match.expand(to)


def _cuts(match: re.Match[str]) -> bool:
    """Whether a word goes on before or behind what is to be replaced: 并成 in 合并成, 明年 in 说明年底."""
    around = _whole().finditer(match.string)
    return any(word.start() < edge < word.end() for word in around for edge in match.span())


@cache
def acts() -> re.Pattern[str]:
    """What a unit does, in official words; no part of a noun: no 公开 in 公开栏."""
    words = sorted(map(re.escape, grammar()["acts"]), key=len, reverse=True)
    nouns = grammar()["act_nouns"]
    return re.compile(f"(?:{'|'.join(words)})(?!{nouns})")


@cache
def _lead() -> re.Pattern[str]:
    """What stands in front of a clause's subject: when, and in official order where and by what means."""
    time = macros()["T"]
    unit = macros()["U"]
    when = f"(?:{unit}年(?:初|底|末|中|上半年|下半年)?|{time}[号日份]?[初底末前后起]?|{'|'.join(grammar()['times'])})"
    return re.compile(f"(?:{when}(?:[、和至到及，]|(?:以来|以后|期间|里|内|起|间))*)+")


def led(text: str) -> tuple[str, str]:
    """When something was, at the beginning of a clause, and the rest."""
    match = _lead().match(text)
    return (match.group(), text[match.end() :]) if match else ("", text)


@cache
def spoken_verbs() -> dict[str, list[Mapping[str, Any]]]:
    """The frames of each spoken verb."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in grammar()["verbs"]:
        for word in row["from"]:
            found.setdefault(word, []).append(row)
    for word, verb in grammar()["defaults"].items():
        found.setdefault(word, []).append({"to": verb, "default": True})
    return found


_ADVERBS = "都也还就又再共已曾均另先后仅刚才来去"


class _Fit(NamedTuple):
    score: tuple[int, int]
    start: int
    end: int
    row: Mapping[str, Any]


_TOLD = "了|过(?![期程时渡去往多半])"
TOLD = re.compile(_TOLD)
_DONE = f"^(?:出去|出来|上去|上来|下来|回来|过来|完|好|出|上|到|成)?(?:{_TOLD})?"
"""What stands behind a spoken verb and is left out: 挂出去了."""
_DONE_SOME = re.compile(f"{_DONE}(?:一?[个些]|共)?")


@cache
def _inside_words() -> frozenset[str]:
    """Words of which a verb of one character is only a part."""
    return vocabulary().words | frozenset(grammar()["inside"])


_OFFICE = re.compile("[一-鿿](?:办|局|科|股|委|厅|所|室|中心|部门|单位)$")
"""Words that end as the name of an office does, known by name or not."""


def begins(clause: str, at: int) -> bool:
    """Whether a verb of one character may begin there: at the start, behind when, an adverb, or who does it."""
    before = clause[:at]
    if not before or led(before)[1] == "" or before[-1] in _ADVERBS or before[-1] in LOCKED_ENDS:
        return True
    return (
        _body_ends(before)
        or _OFFICE.search(before) is not None
        or before.endswith((*grammar()["surfaces"], *grammar()["places"], *grammar()["go_on"]))
    )


def _goes_on(behind: str) -> bool:
    """Whether a noun goes on behind what was found of it."""
    return re.match("[\u4e00-\u9fff](?<![的等和及到给让靠用在与并于共约均都讲来参评看听授座])", behind) is not None


_COUNT_LAST = re.compile("[^\u4e00-\u9fff]+$")


def _ends(bare: str, thing: str) -> int:
    """Where a word of one character ends what stands behind a verb; -1 where it does not: 会 of 动员会, not of 会议."""
    noun = _COUNT_LAST.sub("", bare)
    return len(noun) - 1 if len(noun) > 1 and noun.endswith(thing) else -1


def _followed(rows: Sequence[Mapping[str, Any]], bare: str) -> bool:
    """Whether an object of the verb's stands right behind it: 听汇报."""
    return any(len(thing) > 1 and bare.startswith(thing) for row in rows for thing in row.get("objects", ()))


def _body_ends(text: str) -> bool:
    """Whether a text ends with the name of one who acts: no 办 of 区政府办."""
    return text.endswith(_bodies())


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(word for word in relations()["bodies"] if len(word) > 1)


def _fits(clause: str, locked: Locked) -> _Fit | None:
    """The verb frame that fits a clause best: its spoken verb, with an object or a count of the frame."""
    best: _Fit | None = None
    known = vocabulary().words
    figure = macros()["F"]
    for spoken, rows in spoken_verbs().items():
        if spoken not in clause:
            continue
        for match in re.finditer(re.escape(spoken), clause):
            start, end = match.span()
            behind = clause[end:]
            if behind.startswith("的"):
                continue  # 区城投弄的公示: which, and no act
            bare = _DONE_SOME.sub("", behind)
            marked = bare != behind or re.match(figure, behind) is not None
            if len(spoken) == 1:
                if _body_ends(clause[:end]) or _body_ends(clause[: end + 1]):
                    continue
                told = TOLD.match(behind) is not None
                if not (told or spoken in grammar()["sure"] or begins(clause, start) or _followed(rows, bare)):
                    continue
                if start and clause[start - 1 : start + 1] in _inside_words() and clause[start - 1] not in _ADVERBS:
                    continue
                if not told and clause[start : start + 2] in known and not re.match(figure, behind):
                    continue
                whole = _whole().match(clause, start)
                if whole is not None and not whole.group().endswith(_WAS_DONE):
                    continue  # 局长办公会 is no 办 of a 会
            for row in rows:
                fit = _scored(clause, start, end, bare, row, locked, marked=marked)
                if fit is not None and (best is None or fit.score > best.score):
                    best = fit
    return best


def _scored(
    clause: str, start: int, end: int, bare: str, row: Mapping[str, Any], locked: Locked, *, marked: bool
) -> _Fit | None:
    before = re.sub(f"[{_ADVERBS}]+$", "", clause[:start])
    for thing in sorted(row.get("objects", ()), key=len, reverse=True):
        at = bare.find(thing) if len(thing) > 1 else _ends(bare, thing)
        if at >= 0 and _goes_on(bare[at + len(thing) :]):
            continue  # 公示 in 公示牌
        ends = re.search(f"{thing}(?:{macros()['F']}|$)", bare) is not None
        if 0 <= at <= 14 and (marked or at == 0 or ends):
            return _Fit((3, len(thing)), start, end, row)
        if before.endswith(thing) and marked:
            return _Fit((2, len(thing)), start, end, row)
    first = locked.figure(bare[:1])
    if row.get("default"):
        if clause[start:end] in grammar()["counted_only"] and first is None:
            return None
        told = TOLD.match(clause[end:]) is not None
        said = told or first is not None or (end == len(clause) and bool(clause[:start]))
        inside = not told and end < len(clause) and clause[end - 1 : end + 1] in vocabulary().words
        return _Fit((0, -1), start, end, row) if said and not inside else None
    if marked and first is not None:
        found = quantities(first.text)
        if found and found[0].measure in row.get("counts", ()):
            return _Fit((1, 0), start, end, row)
        if row.get("always"):
            return _Fit((0, 0), start, end, row)
    return None


_DONE_A = re.compile(f"{_DONE}(?:一?个(?!月|工作|星期))?")
_FINISHED = {"办理": "办结", "整改": "完成整改", "清理": "完成清理", "修改": "完成修改"}
"""Verbs with 完 behind the spoken one."""


def _whole_before(before: str, row: Mapping[str, Any]) -> bool:
    """Whether what stands before a verb is understood: when, who of us, how, by what means, or what it is done to.

    老人不看网站, 10人里有7人听过: somebody else does or does not, in another sense of the verb.
    """
    rest = re.sub(f"未?[{_ADVERBS}]*$", "", led(before)[1])
    if rest.endswith(tuple("不没")):
        return False
    if before.endswith(("都", "均", "全")) and LOCKED.search(rest[-1:]):
        return True  # 217件都传了
    if _OFFICE.search(rest) or pattern(f"(?:{'|'.join(grammar()['surfaces'])}|号){{N}}$").search(rest):
        return True
    if (
        not rest
        or re.search("[前后时内起]$", rest)
        or pattern("{U}$").search(rest)
        or _body_ends(rest)
        or rest.endswith(tuple(grammar()["go_on"]))
    ):
        return True
    if re.search("(?:在|通过|利用|依托|向|对|给|为|按|由|把|将|用|以|到|从|与|并)[^，；。]+$", rest):
        return True
    return rest.endswith((*row.get("objects", ()), *things(), *grammar()["surfaces"], *grammar()["places"]))


def framed(clause: str, locked: Locked) -> tuple[str, bool]:
    """A clause told with its frame's verb, object and count in their places; whether one fits."""
    fit = _fits(clause, locked)
    if fit is None:
        return clause, False
    before, behind = clause[: fit.start], _DONE_A.sub("", clause[fit.end :])
    if not _whole_before(before, fit.row):
        return clause, False
    verb = str(fit.row["to"])
    if behind.startswith(verb):
        return clause, False
    if clause[fit.end :].startswith("完"):
        verb = _FINISHED.get(verb, verb)
    if not behind and before and clause.endswith("了"):
        return f"{before}{verb}了", True  # 名单贴出去了: done, as the end of the clause says
    return f"{before}{verb}{behind}", True


@cache
def _transitive(kind: str) -> re.Pattern[str]:
    data = grammar()
    known = set(data["transitive"].get(kind) or (row["to"] for row in data["verbs"]))
    words = sorted(known, key=len, reverse=True)
    adverbs = "[均都已共]|按时|及时|同步"
    return re.compile(
        f"^(?P<topic>[^{MARKS}：]{{2,14}}?)(?P<adverbs>(?:{adverbs})*)(?P<act>{'|'.join(words)})(?:了|过)?共?(?P<count>{macros()['F']}.?)$"
    )


@cache
def things() -> tuple[str, ...]:
    """What acts are done to, and what may be counted."""
    objects = [thing for row in grammar()["verbs"] for thing in row.get("objects", ()) if len(thing) > 1]
    return tuple({*objects, *grammar()["counted"]})


@cache
def _objects(act: str) -> tuple[str, ...]:
    """What an official verb is done to."""
    rows = (row for row in grammar()["verbs"] if row["to"] == act)
    return tuple(thing for row in rows for thing in row.get("objects", ()))


@cache
def _subjects() -> re.Pattern[str]:
    """What acts itself, and is not acted on, where it stands in front of a verb."""
    bodies = [*_bodies(), *"办科股局委所站部室队组来去省市县区旗"]
    return re.compile(f"(?:{'|'.join(bodies)}|[各每]村|{macros()['U']})$")


def reordered(clause: str) -> str:
    """A clause with the object that stands in front of its verb behind it: 信息公开451条 → 公开信息451条."""
    lead, rest = led(clause)
    none = re.fullmatch(f"([^{MARKS}：]{{2,10}})未({'|'.join(grammar()['acts'])})", rest)
    if none is not None and none[1].endswith(things()) and not _subjects().search(none[1]):
        return f"{lead}未{none[2]}{none[1]}"
    surfaces = tuple(grammar()["surfaces"])
    for kind in ("publish", "handle", "frame"):
        match = _transitive(kind).match(rest)
        if match is None:
            continue
        if kind == "frame" and not match["topic"].endswith(_objects(match["act"])):
            continue
        topic, act = match["topic"], match["act"]
        event = any(topic.endswith(word) for word, _ in events())
        if _subjects().search(topic) or re.search(
            "[了被由对将把在从向与各每均，因为于当]|其中|通过|全年|延期|口头|书面|累计|并", topic
        ):
            continue
        if topic.endswith(tuple(grammar()["before_gongkai"])) or not (event or topic.endswith(things())):
            continue
        if (kind == "publish" and topic.endswith(surfaces)) or topic[-1] in LOCKED_ENDS:
            continue
        if any(found.end() < len(topic) for found in acts().finditer(topic)) and not event:
            continue
        adverbs = match["adverbs"].replace("都", "均")
        if adverbs in ("均", "共"):
            adverbs = ""
        return f"{lead}{adverbs}{act}{topic}{match['count']}"
    return clause


_BA = re.compile(
    "^(.*?)[把将]([^，。；]{2,18}?)(按时|及时|均|都|全部|统一|逐一|一并|集中|同步|分别)?(?:在网上)?([\u4e00-\u9fff]{2})了?$"
)


def object_behind(clause: str) -> str:
    """把预决算按时公开了 as 按时公开预决算."""
    match = _BA.match(clause)
    done = match is not None and (clause.endswith("了") or match[3])
    if match is None or not done or match[4] not in grammar()["acts"] or match[3] in ("均", "都"):
        return clause
    return f"{match[1]}{match[3] or ''}{match[4]}{match[2]}"


def ended(clause: str) -> str:
    """A clause that ends in 了: what was done is done, 领导小组已调整, 预决算已于2月份公开."""
    match = re.fullmatch(r"(.*?)(?P<adverbs>[均都已]*)(?P<act>[\u4e00-\u9fff]{2})了", clause)
    known = {
        *grammar()["acts"],
        *grammar()["transitive"]["publish"],
        *grammar()["transitive"]["handle"],
        *grammar()["defaults"].values(),
    }
    if match is None or match["act"] not in known:
        return clause
    before, adverbs, act = match[1], match["adverbs"].replace("都", "均"), match["act"]
    if before.endswith(("给", "就", "才", "再")):
        return clause
    if re.search("被[^，；。]{1,8}$", before):
        return f"{before}{act}"
    if before.endswith("被"):
        return f"{before[:-1]}{adverbs}{'' if adverbs else '已'}被{act}"
    if (
        re.search("已|均|都|(?:书面|逐条|当场|现场|当面|口头|一并|也|就)$", before)
        or not before
        or re.search("(?:在|通过|向|对|按|为|由|将|把|从|于)[^，]{1,12}$", before)
    ):
        return f"{before}{adverbs}{act}"
    when = re.search(f"{macros()['T']}[份底初前]?$", before)
    done = adverbs if "已" in adverbs else f"{adverbs}已"
    if when is not None and not adverbs and when.start():
        return f"{before[: when.start()]}{done}于{when.group()}{act}"
    return f"{before}{done}{act}"


@cache
def events() -> list[tuple[str, str]]:
    """Events with the verb that they are told with, longer ones first."""
    pairs = [(word, verb) for verb, words in grammar()["events"].items() for word in words]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def event_told(clause: str, locked: Locked) -> tuple[str, bool]:
    """A clause that only names an event and how often: 3月培训两次 with its verb."""
    lead, rest = led(clause)
    figure = macros()["Q"]
    for word, verb in events():
        if word not in rest:
            continue
        people = macros()["P"]
        count = f"(?:共|了|过)?({figure}(?:{people}|.)?{'|' if lead else ''})"
        match = re.match(f"([^{MARKS}：]{{0,14}}?){word}{count}$", rest)
        if (
            match is None
            or acts().search(re.sub(f"(?:{'|'.join(grammar()['publicity'])})公开", "", match[1]))
            or re.search("[了被由并]|组织|[各每]$", match[1])
        ):
            continue
        if match[1].endswith(tuple(grammar()["surfaces"])):
            continue  # 公开栏检查84处
        if LOCKED.search(match[1]) or match[1][:1] in spoken_verbs():
            continue  # 请村民代表15人评议
        if _subjects().search(match[1]) and word not in grammar()["taught"]:
            continue  # 区政府办抽查2次
        held = locked.figure(match[2][:1])
        if verb != "发布" and held is not None and held.text.endswith(("条", "篇", "件")):
            continue  # 培训56条 are items on it
        tail = re.sub(f"^({figure})({people})$", r"\1，\2参加", match[2])
        if re.fullmatch("全[省市县区镇乡旗]", match[1]):
            return f"{lead}{match[1]}{verb}{word}{tail}", True
        return f"{lead}{verb}{match[1]}{word}{tail}", True
    return clause, False


_NO = "(?:没有|没|无|未有|未)"


def denied(clause: str, locked: Locked) -> tuple[str, bool, list[Guard]]:
    """A clause that says that there was none of something, with the verb that denies it."""
    lead, rest = led(clause)
    zero = macros()["Z"]
    for row in grammar()["none"]:
        for noun in sorted(row["nouns"], key=len, reverse=True):
            if noun not in rest:
                continue
            told = re.fullmatch(
                f"(?:{_NO}(?:任何|发生|收到|出现|收过?|收取)?{noun}(?:的|的?(?:情况|情形|问题|事))?|{noun}(?:都|也|一[件次个份]也?|情况)?(?:{_NO}(?:有)?(?:发生|收到|收过?|收取过?|过)?|为?零|的没有))",
                rest,
            )
            guards: list[Guard] = []
            if told is None and (match := re.fullmatch(f"{noun}[：为是]?({zero})", rest)):
                figure = locked.figure(match[1])
                guards = [Guard(text=f"{figure.id} = 0")] if figure is not None else []
            elif told is None:
                continue
            return f"{lead}{row['to']}{row['as'].get(noun, noun)}", True, guards
    told = re.fullmatch(f"([^{MARKS}：了过被]{{2,12}}?)(?:都|均|也)?(?:没有|无)", rest)
    if told is not None and not re.search("[有要是给我你他来去看问查尚还仍]", told[1]) and not LOCKED.search(told[1]):
        return f"{lead}无{told[1]}", True, []
    return clause, False, []


def _predicate(value: str) -> bool:
    """Whether a label's value tells what it does: 公众号：发了97篇."""
    return acts().match(value) is not None or any(value.startswith(word) for word in (*spoken_verbs(), "具体", "负责"))


def labelled(clause: str, locked: Locked) -> tuple[str, str, bool, list[Guard]]:
    """``label：value`` as a clause: its words, ``time`` where it says when, whether it fits, under which figures."""
    label, colon, value = clause.partition("：")
    if not colon or not value or len(label) > 8:
        return clause, "", False, []
    lead, rest = led(label)
    if lead and not rest:
        return f"{lead}，{value}", "", True, []
    if re.fullmatch("(?:依申请公开|依申请|主动公开|信息管理|政府信息管理|平台建设|监督保障)(?:方面|工作|情况)?", label):
        return value, "", True, []
    figure = re.fullmatch(f"约?{macros()['F']}+", value) is not None
    none = re.fullmatch(f"{_NO}|没有过|零|{macros()['Z']}", value) is not None
    if none:
        told, fits, guards = denied(f"{label}{value}", locked)
        zero = locked.figure(value)
        if not fits and label in (*grammar()["acts"], *grammar()["never_ours"]):
            guards = [Guard(text=f"{zero.id} = 0")] if zero is not None else []
            return f"未{label}", "", True, guards
        return told, "", fits, guards
    for row in grammar()["labels"]:
        graded = re.fullmatch(grammar()["grades"], value) is not None
        other = "short" in row and not (figure or graded or value.startswith("第"))
        if label in row["names"] and not other:
            wording = row["any"]
            if figure and "figure" in row:
                wording = row["figure"]
            elif "rank" in row and value.startswith("第"):
                wording = row["rank"]
            value_told = re.sub("^(?:由|在|通过)", "", value) if wording.startswith(("由", "在", "通过")) else value
            return wording.format(v=value_told, l=label), str(row.get("role", row.get("of", ""))), True, []
    if figure:
        return event_told(f"{label}{value}", locked)[0], "", True, []
    if label.endswith((*_bodies(), *grammar()["surfaces"])) and _predicate(value):
        return f"{label}{value}", "", True, []
    thing = label.removesuffix("情况")
    done = re.match(f"(.{{2,3}}?)({macros()['F']}.*)$", value)
    if done is not None and done[1] in (*grammar()["acts"], "组织") and thing.endswith(things()):
        return f"{done[1]}{thing}{done[2]}", "", True, []
    if where := re.fullmatch(f"([\u4e00-\u9fff]{{2,6}})({macros()['F']})", value):
        inside = where[1].endswith((*grammar()["places"], "辖区", "全镇", "全乡", "全县", "全区", "全街道"))
        return (f"{where[1]}{label}{where[2]}" if inside else f"{label}{where[1]}{where[2]}"), "", True, []
    if label.endswith(("有", "是", "包括")) or (
        label in ("公开", "主动公开", "发布", "清理", "废止") and re.search(macros()["F"], value)
    ):
        return f"{label}{value}", "", True, []
    if acts().match(value) and re.match("[\u4e00-\u9fff]{2}(?:建设|管理|工作|情况|开展|落实|保障)$", label):
        return value, "", True, []
    if label.endswith(tuple(grammar()["is"])):
        return f"{label}为{value}", "", True, []
    return clause, "", False, []


_HEAD = 12
"""Characters of the longest words that name what stands behind their colon."""


def uncoloned(clause: str) -> str:
    """``label：value`` that no row of the data knows, as a clause: what is under it, who answers for it, what it is."""
    head, colon, rest = clause.partition("：")
    if not colon or not head or not rest or "：" in rest or len(head) > _HEAD + 4:
        return clause
    figure = macros()["F"]
    if re.match(f"{figure}|{macros()['P']}", head) and not re.search(f"{figure}$", head) and "的" not in head:
        return f"{head}{'分别为' if '、' in rest else '为'}{rest}"  # 3个文件：甲、乙、丙
    if re.search(f"{figure}$", head):
        counts = re.search(f"{figure}$", rest.partition("、")[0]) is not None
        return f"{head}，{'其中' if counts else '即' if '、' in rest.partition('，')[0] else ''}{rest}"
    if head.endswith(("有", "是", "为", "包括")):
        return head + rest
    when, after = led(rest)
    happens = any(head.endswith(word) for word, _ in events())
    if when and not happens and acts().match(re.sub("^(?:各|分别|均)", "", after.lstrip("，"))):
        return f"{head}于{when.rstrip('，')}{after.lstrip('，')}"
    if len(head) > _HEAD:
        return clause
    done = any(verb in rest for verb in grammar()["official"]["verbs"])
    if acts().match(head) or done or acts().match(rest) or spoken_verbs().keys() & {rest[:1]}:
        return f"{head}方面，{rest}"
    listed = "、" in rest and head.endswith(tuple(grammar()["is"]))
    if not listed and (acts().search(rest) or re.search("[只不未已][\u4e00-\u9fff]", rest)):
        return f"{head}方面，{rest}"
    if "、" in rest:
        return f"{head}方面，{rest}" if TOLD.search(rest) else f"{head}包括{rest}"
    if rest.endswith((*_bodies(), *"股科室办")) and not head.endswith(tuple(grammar()["who"])):
        return f"{head}由{rest}负责"
    if re.match(macros()["Q"], rest) and "的" not in head:
        return f"{head}{rest}"
    told = head.endswith(tuple(grammar()["is"])) or re.search(figure, rest) is None
    return f"{head}为{rest}" if told else f"{head}方面，{rest}"
