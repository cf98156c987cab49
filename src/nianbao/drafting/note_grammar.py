"""The grammar of clerks' notes: a note's statement as a sentence, its clauses told and put in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from nianbao.drafting.locked_words import (
    LOCKED,
    MARKS,
    SELF,
    Clause,
    Locked,
    clauses_of,
    grammar,
    joined,
    macros,
    pattern,
)
from nianbao.drafting.note_lists import completed, listed
from nianbao.drafting.note_turns import clause_turned, ends_turned, note_turned
from nianbao.drafting.official_words import says, spoken
from nianbao.drafting.verb_frames import (
    TOLD,
    acts,
    denied,
    ended,
    event_told,
    events,
    framed,
    labelled,
    led,
    object_behind,
    referred,
    reordered,
    spoken_verbs,
    superiors,
    things,
    uncoloned,
    worded,
)
from nianbao.licence.traits import data as relations
from nianbao.licence.vocabulary import vocabulary
from nianbao.report import Guard, Span
from nianbao.text.quantities import quantities


@dataclass
class Written:
    """A note's words as a sentence.

    Attributes:
        spans: without the final stop. body: they as locked text. subject: whether the unit
            is named first. clauses: how many the note has. guards: under which figures it holds.
    """

    spans: list[Span]
    body: str
    subject: bool
    clauses: int
    guards: list[Guard] = field(default_factory=list)


def _is_time(clause: str) -> bool:
    lead, rest = led(clause)
    return bool(lead) and not rest


def _in_order(clauses: list[str]) -> list[str]:
    """Clauses with when in front of what, and who answers for it and by when before that."""
    if len(clauses) > 1:
        when = next((clause for clause in clauses[1:] if _is_time(clause)), None)
        if when is not None and not led(clauses[0])[0]:
            clauses = [f"{when}，{clauses[0]}", *(clause for clause in clauses[1:] if clause is not when)]
    owner = next((clause for clause in clauses if re.fullmatch("由.{2,14}负责", clause)), None)
    due = next((clause for clause in clauses[1:] if re.fullmatch("(?:每|于).{1,8}?前?(?:开展|完成)?", clause)), None)
    if owner is not None and due is not None and len(clauses) > 2:
        rest = [clause for clause in clauses if clause not in (owner, due)]
        return [owner, f"{re.sub('(?:开展|完成)$', '', due)}{rest[0]}", *rest[1:]]
    return clauses


_MEANS = re.compile("(?:通过|利用|依托|在|向|对|为|按照?|将|与|会同|邀请|组织)(?![此于])")


_LOOKED = ("检查", "抽查", "核查", "排查", "考核", "测评", "评议")


def with_subject(text: str, locked: Locked, *, wanted: bool) -> tuple[str, bool]:
    """A sentence with the unit as its subject where it has none and tells what the unit does."""
    lead, rest = led(text)
    unit = macros()["U"]
    if re.match(unit, rest):
        return text, True
    how = re.match(f"(?:{'|'.join(grammar()['how'])})*", rest)
    act = acts().match(rest, how.end() if how is not None else 0)
    means = _MEANS.match(rest) if act is None else None
    if means is not None:
        act = next((found for found in acts().finditer(rest, means.end()) if found.start() <= means.end() + 40), None)
        if act is not None and re.search(f"[{MARKS}]", rest[: act.start()].rstrip("，")):
            act = None
    if re.search("由|须|应当", rest.partition("，")[0]):
        return text, False  # 收到申请当天由综合办登记
    nominal = re.search(f"的{macros()['F']}$", rest.partition("，")[0])  # 转交水文局办的1件
    if act is None or nominal:
        return text, False
    behind = rest[act.end() : act.end() + 1]
    if act.group() in grammar()["named"] and behind in tuple("在排得为占"):
        return text, False
    if re.match("[^，；。]{0,2}?(?:提出|指出|发现|反馈|通报|查出|点名)", rest[act.end() :]) and act.group() in _LOOKED:
        return text, False  # 检查提出问题2条: whose check it was is not said
    if rest.startswith("方面", act.end()):
        return text, False
    if act.group() in grammar()["never_ours"] or "：" in rest.partition("，")[0]:
        return text, False
    if not means and acts().match(rest, act.end()) and act.group() not in grammar()["before_acts"]:
        return text, False  # 发布登记本由党政办保管
    if (
        not means
        and act.group() in grammar()["named"]
        and (behind in spoken_verbs() or re.match(macros()["F"], behind))
    ):
        return text, False  # 评议发问卷200份, 解读2篇
    if not wanted:
        return text, True
    lead = lead.rstrip("，")
    return f"{lead}{'，' if lead else ''}{locked.unit(SELF)}{rest}", True


def _without_le(clause: str) -> str:
    out, at = [], 0
    for match in _done().finditer(clause):
        out.append(clause[at : match.end()])
        at = match.end()
        if TOLD.match(clause[at:]) and not re.match("哪|什么|谁|多少|几|招标|竞|选|征|拍", clause[at + 1 :]):
            at += 1
    return "".join([*out, clause[at:]])


@cache
def _done() -> re.Pattern[str]:
    return re.compile("|".join([acts().pattern, *grammar()["official"]["verbs"]]))


def _clause_told(clause: str, locked: Locked) -> tuple[str, str, list[Guard]]:
    told, role, fits, guards = labelled(clause, locked)
    if fits and told != clause:
        head, _, value = told.partition("，") if _is_time(told.partition("，")[0]) else ("", "", told)
        more, also = _plain_told(value, locked)
        return (f"{head}，{more}" if head else more), role, [*guards, *also]
    told, guards = _plain_told(uncoloned(clause), locked)
    return told, "", guards


def _together(told: list[str], marks: list[str], locked: Locked) -> None:
    """A count that is a clause by itself, with what it is a count of: 按季度公开，4次 as 按季度公开，共4次."""
    for at in range(1, len(told)):
        figure = locked.figure(told[at])
        if (
            figure is None
            or figure.text.startswith("至少")
            or not re.fullmatch(macros()["Q"], told[at])
            or marks[at - 1] not in ("，", "")
        ):
            continue
        bare = re.search(macros()["Q"], told[at - 1]) is None
        if says(told[at - 1]) and (bare or figure.text.endswith(("次", "期", "批", "场"))):
            told[at] = f"共{told[at]}"


def _plain_told(clause: str, locked: Locked) -> tuple[str, list[Guard]]:
    told, fits, guards = denied(clause, locked)
    if fits:
        return told, guards
    clause = object_behind(clause)
    told, fits = framed(clause, locked)
    if not fits:
        told, _ = event_told(clause, locked)
    told = ended(told)
    if told.endswith("了") and (told[-3:-1] in vocabulary().words or acts().search(told)) and told[-2] not in "为除到":
        told = told[:-1]
    told = reordered(told)
    told = _on_boards(_without_le(told))
    if re.search("[没不未无]", told):
        return told, []  # 没有检索就答复
    return re.sub(f"[也还就又才再](?={acts().pattern})", "", told), []


def _on_boards(clause: str) -> str:
    """公示栏张贴名单 as what is done on it: 在公示栏张贴名单."""
    lead, rest = led(clause)
    board = re.match(
        f"[^{MARKS}在于由通过、]{{0,8}}?(?:{'|'.join(grammar()['boards'])})(?=张贴|公示|公开|公布|播放|滚动)", rest
    )
    return f"{lead}在{rest}" if board is not None else clause


def _of_information(told: list[str], locked: Locked) -> None:
    """Counts of what was published, with what they are counts of: 发布52条 as 发布信息52条."""
    for at, clause in enumerate(told):
        match = re.search(f"(发布|公开|推送)({macros()['Q']})$", clause)
        figure = locked.figure(match[2]) if match is not None else None
        if match is None or figure is None or not figure.text.endswith("条") or "信息" in clause:
            return
        told[at] = f"{clause[: match.end(1)]}信息{clause[match.end(1) :]}"


_LONG = 14
"""Characters of words that nobody says in one breath."""


def _spaced(text: str) -> str:
    """A text with marks where a clerk only left blanks or nothing between the members of a list: 征地12 规划9."""
    figure = macros()["F"]
    member = f"[\u4e00-\u9fff]{{2,10}}{figure}"
    run = f"(?<![\u4e00-\u9fff]){member}(?:\\s*{member}){{2,}}"
    return re.sub(run, lambda match: re.sub(f"({figure})\\s*(?=[\u4e00-\u9fff])", r"\1、", match.group()), text)


def _tidy(text: str, locked: Locked) -> str:
    figures = macros()["F"]
    text = re.sub(rf"({figures})\s+(?={figures})", lambda match: match[1] + _between(locked.shown(match[1])), text)
    text = re.sub(rf"\s+(?={figures})", "", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff\ue000-\ue7ff])\s+(?=[\u4e00-\u9fff\ue000-\ue7ff“《])", "，", text)
    text = re.sub("[，、]{2,}", "，", text)
    text = re.sub(
        f"((?:发布|公开|推送|收到|办理))了?：((?:[^，；：。]{{2,12}}?{figures}[，、]){{2,}})(?:一共|总共|共)({macros()['Q']})$",
        lambda match: f"{match[1]}{match[3]}，其中{match[2].rstrip('，、').replace('，', '、')}",
        text,
    )
    text = re.sub(f"({macros()['Q']})（([^（）；。]+)）$", lambda match: _opened(match, locked), text)
    text = re.sub(f"({macros()['Q']})：(?=[^：，。；]{{2,}}?{figures})", r"\1，其中", text)
    if len(text) >= _LONG and not re.search(f"[{MARKS}：、]", text):  # as dictated, without a mark
        text = re.sub(f"(?<=[的了吧{figures.strip('[]')}])(?={'|'.join(grammar()['begins'])})", "，", text)
    return text.strip(" ，；：、")


def _between(number: str) -> str:
    """What stands between two figures with a blank between them: a hotline's number is no count."""
    return "共" if re.fullmatch("12[0-9]{3}", number) else "，"


def _opened(match: re.Match[str], locked: Locked) -> str:
    """Parts in brackets behind their whole, out of the brackets: 信息5条（动态3、公告2）."""
    whole = _measured(match[1], locked)
    parts = [_measured(item, locked) for item in re.split("[、，]", match[2])]
    found = [part for part in parts if part is not None and part[0]]
    if whole is None or len(found) < max(len(parts), 2) or sum(part[1] for part in found) != whole[1]:
        return match.group()
    return f"{match[1]}，其中{match[2].replace('，', '、')}"


def _apart(text: str, locked: Locked) -> str:
    """Members of a list that were only parted by blanks: 自然人9件、法人3件."""
    many = f"({macros()['Q']})(?=[^{MARKS}了用共是有为里中都均全在按被、：（）“”《》]{{2,6}}({macros()['Q']}))"

    def put(match: re.Match[str]) -> str:
        figure, next_one = locked.figure(match[1]), locked.figure(match[2])
        if next_one is not None and next_one.text.startswith("一"):
            return match[1]  # 2件请律师一起研究
        counted = (
            figure is not None
            and not figure.text.startswith("二")
            and figure.text.endswith(("件", "条", "篇", "次", "期", "份"))
        )
        return f"{match[1]}、" if counted else match[1]

    return re.sub(many, put, text)


def _of_one_topic(told: list[str], marks: list[str], roles: list[str], locked: Locked) -> None:
    """What several labels tell of one thing, with the thing named once: 信息发布由业务股初审、办公室复审."""
    for at, role in enumerate(roles):
        if role in ("", "time") or not told[at].startswith("由"):
            continue
        if at and roles[at - 1] == role:
            told[at] = told[at].removeprefix("由")
            marks[at - 1] = "、" if role == roles[0] != "政府信息公开工作" and "、" not in told[at] else "，"
        else:
            told[at] = f"{'' if at else locked.unit(SELF)}{role}{told[at]}"


def _measured(words: str, locked: Locked) -> tuple[str, Decimal, str] | None:
    """A clause that ends in a count: what stands before it, how many, of which measure."""
    figure = locked.figure(words[-1:])
    found = quantities(figure.text) if figure is not None else []
    if len(found) != 1 or found[0].value is None or not found[0].exact:
        return None
    return words[:-1], found[0].value, found[0].measure


def _published(told: list[str]) -> None:
    """A count of what is published, where it stands alone, with its verb: 公众号推文206篇 as 公众号发布推文206篇."""
    data = grammar()
    lead, rest = led(told[0]) if told else ("", "")
    name = macros()["N"]
    where = f"(?:[^{MARKS}]*?(?:(?:{'|'.join(data['surfaces'])}){name}?|{name})(?!{name}))?"
    what = f"[^{MARKS}{macros()['F'].strip('[]')}]{{0,12}}?(?:{'|'.join(data['published'])}){macros()['Q']}"
    match = re.fullmatch(f"({where})({what})", rest)
    if match is not None and not says(rest) and not spoken(rest):
        told[0] = f"{lead}{match[1]}发布{match[2]}"


def _with_verbs(told: list[str], marks: list[str]) -> None:
    """Counts that stand without a verb, with the one that is said of what they count: 12345工单全年30件 as
    全年办理12345工单30件, 大厅2块电子屏 as 大厅设有2块电子屏."""
    figure = macros()["Q"].strip("[]") + macros()["P"].strip("[]")
    place = f"(?:[^{MARKS}、：的{figure}]*?(?:{'|'.join([*grammar()['places'], *grammar()['surfaces']])}))?"
    for at, words in enumerate(told):
        goes_on = at > 0 and marks[at - 1] != "；"
        lead, rest = led(words)
        if says(rest) or spoken(rest) or rest.startswith(("其中", "其余", "另")):
            continue
        for verb, nouns in grammar()["told_with"].items():
            counted = "|".join(nouns)
            behind = (
                None
                if goes_on
                else re.fullmatch(f"([^{MARKS}、：{figure}]*?(?:{counted}))(全年)?共?([{figure}])", rest)
            )
            if behind is not None:
                told[at] = f"{lead}{behind[2] or ''}{verb}{behind[1]}{behind[3]}"
                break
            item = f"[{figure}](?:个|名)?[^{MARKS}、：{figure}]{{0,6}}?(?:{counted})"
            if goes_on and re.search(f"[{figure}]$", told[at - 1]):
                continue  # parts of what stands before
            before = re.fullmatch(f"({place})({item}(?:、[{figure}][^{MARKS}、：{figure}]{{1,8}})*)", rest)
            if before is not None:
                told[at] = f"{lead}{before[1]}{verb}{before[2]}"
                break


def _on_surfaces(told: list[str], locked: Locked) -> None:
    """A count of items that stands on a surface alone, with its verb: 街道专栏300条 as 街道专栏发布信息300条."""
    name = macros()["N"]
    on = re.compile(f"[^{MARKS}、：]*?(?:{'|'.join(grammar()['surfaces'])}|群){name}?")
    parts = any("其中" in words for words in told)
    for at, words in enumerate(told[:1] if parts else told):
        figure = locked.figure(words[-1:])
        where = words[:-1].rpartition("方面，")[2]
        placed = where == "全年" or on.fullmatch(where.removesuffix("全年"))
        if figure is not None and figure.text.endswith("条") and placed:
            told[at] = f"{words[:-1]}发布信息{words[-1]}"


def _of_requests(told: list[str], marks: list[str], locked: Locked) -> None:
    """What was received as requests, and by what ways they came: 当面交的4，网上3 as 当面提交4件、网上提交3件."""
    ways = grammar()["ways"]
    pattern_of_way = re.compile(
        f"(?:其中)?({'|'.join(ways)})(?:[来交递提寄上]|提交|提出|递交|申请|收到)?的?({macros()['F']})"
    )
    begins = next((at for at, words in enumerate(told) if pattern_of_way.fullmatch(words.split("、")[0])), len(told))
    found: list[str] = []
    end = begins
    for words in told[begins:]:
        items = [pattern_of_way.fullmatch(item) for item in words.split("、")]
        if not all(items):
            break
        for item in items:
            figure = locked.figure(item[2]) if item is not None else None
            if item is not None and figure is not None:
                measure = "" if quantities(figure.text)[0].measure else "件"
                found.append(f"{ways[item[1]]}提交{item[2]}{measure}")
        end += 1
    if len(found) > 1:
        told[begins:end] = ["、".join(found)]
        marks[begins:end] = [marks[end - 1]]
    for at, words in enumerate(told[:1]):
        words = re.sub(
            f"^((?:依申请公开|政府信息公开申请|公开申请|依申请|申请)(?:件|公开)?)(?={macros()['Q']}(?:（|$))",
            "收到",
            words,
        )
        received = re.search(f"(?:收到|受理|新收|(?<!均)(?<!已)办结)({macros()['Q']})(?=（|$)", words)
        figure = locked.figure(received[1]) if received is not None else None
        if received is not None and figure is not None and figure.text.endswith("件"):
            told[at] = f"{words[: received.start(1)]}政府信息公开申请{words[received.start(1) :]}"


def _is_part(name: str) -> bool:
    """Whether a name is of a part of what is counted, and tells of nothing done or when."""
    bare = re.sub("^(?:其中|包括)", "", name)
    told = led(bare)[0] or acts().match(bare) or re.search("[比较增减多另剩]|(?<!其)余|同步", bare)
    return len(bare) > 1 and not told and not spoken(bare)


def _broken_down(told: list[str], marks: list[str], locked: Locked) -> None:
    """Counts behind the count of the whole as its parts: 发布信息41条，其中财政类4条.

    Only where they are sure to be parts: all of them make the whole, or the whole is of nothing in particular.
    """
    for at in range(len(told)):
        whole = _measured(told[at], locked)
        if whole is None or not acts().search(whole[0]) or re.match("其中|包括", whole[0]):
            continue
        parts: list[tuple[str, Decimal, str]] = []
        for words in told[at + 1 :]:
            for item in words.split("、"):
                part = _measured(item, locked)
                if part is None or part[2] not in (whole[2], "") or not _is_part(part[0]):
                    break
                parts.append((item, part[1], part[2]))
            else:
                continue
            break
        if not parts:
            continue
        items = [item for words in told[at + 1 :] for item in words.split("、")][: len(parts)]
        last = next(
            (
                n
                for n in range(at + 1, len(told) + 1)
                if sum(len(w.split("、")) for w in told[at + 1 : n]) == len(items)
            ),
            0,
        )
        total = sum(part[1] for part in parts)
        general = re.search(grammar()["general"], whole[0]) is not None
        surfaces = (*grammar()["surfaces"], *grammar()["places"], "群", "号", "端")
        named = [part[0][:-1].removeprefix("其中").removeprefix("包括") for part in parts]
        if (
            not parts
            or not last
            or (len(parts) == 1 and total == whole[1])
            or not (total == whole[1] or (general and total <= whole[1]))
        ):
            continue
        placed = pattern(f"(?:{'|'.join(surfaces)}){{N}}?(?:(?:发布|推送|公开)(?:信息)?)?$")
        if any(placed.search(name) for name in named) and total != whole[1]:
            continue
        first = re.sub("^(?:其中|包括)", "", items[0])
        measured = [
            item if part[2] else f"{item}{whole[2]}" for item, part in zip([first, *items[1:]], parts, strict=True)
        ]
        told[at + 1 : last] = [f"其中{'、'.join(measured)}"]
        marks[at:last] = ["，", marks[last - 1]]
        return


_DONE_WITH = (
    "(?P<when>LEAD)(?P<where>[^，。；]{0,10}?)(?:[都全均]|分别|也)?(?:已|已经)?"
    "(?P<act>VERBS)(?:出去|好|上|完|在里面)?(?P<tail>了?|了?(?:一次|{F}))"
)


@cache
def _done_with() -> re.Pattern[str]:
    verbs = "|".join(sorted(grammar()["done_with"], key=len, reverse=True))
    return pattern(_DONE_WITH.replace("VERBS", verbs).replace("LEAD", "(?:每[天周月年]|每季度|{T}份?)?"))


def _topic_first(clauses: list[Clause]) -> list[Clause]:
    """What was done with a thing that stands before it as one clause: 低保、危改名单，村公开栏都贴了."""
    found = list(clauses)
    data = grammar()
    for at in range(len(found) - 1, 0, -1):
        topic, done = found[at - 1], found[at]
        match = _done_with().fullmatch(done.text)
        named = "、" in topic.text or topic.text.endswith(things())
        if match is None or not named or topic.mark == "；" or re.search("[：了]", topic.text) or led(topic.text)[0]:
            continue
        if spoken(topic.text) or LOCKED.search(topic.text) or acts().match(topic.text):
            continue
        where = re.sub("^(?:在|通过)", "", match["where"])
        where = re.sub("上$", "", where)
        if where and not where.endswith((*data["surfaces"], *data["places"], "群")):
            continue
        verb, tail = data["done_with"][match["act"]], match["tail"].removeprefix("了")
        if where.endswith(tuple(relations()["bodies"])) and "在" not in match["where"]:
            continue  # 学校贴一份: who does it
        by = _through(where) if where else ""
        words = f"{by}{verb}{topic.text}{tail}" if by or tail else f"{topic.text}均已{verb}"
        found[at - 1 : at + 1] = [Clause(f"{match['when']}{words}", done.mark)]
    return found


def _year_once(told: list[str], locked: Locked) -> list[str]:
    """The year before 上半年, 下半年, 年初 and 年底 the first time only."""
    year = re.compile(f"^{macros()['U']}(?:年(?=上半年|下半年)|(?=年[底初]))")
    found = [number for number, words in enumerate(told) if locked.dated(words) and year.match(words)]
    return [year.sub("", words) if number in found[1:] else words for number, words in enumerate(told)]


def _by_once(told: list[str]) -> list[str]:
    """由 before the first of several who act one after another: 由科室初审，分管领导审核."""
    by = pattern("^由{W}(?!负责|承担|承办)")
    return [
        words[1:] if at and by.match(words) and re.search("(?:^|[前后内，])由[^，]+$", told[at - 1]) else words
        for at, words in enumerate(told)
    ]


def _attended(words: str, before: str) -> str:
    """Who, or how many, came to an event that the clause before names."""
    if not (re.search("召开|学习|授课|宣讲", before) or any(word in before for word, _ in events())):
        return words
    who = f"(?:{macros()['P']}|{macros()['F']}[名位个]?[^{MARKS}了]{{1,6}})"
    people = re.fullmatch(f"(?:共|参加|到会|参训|来了)?({macros()['P']})(?:参加|参训|到会)?", words)
    people = people or re.fullmatch(f"(?:来了|到了|请来)({who})", words)
    if people is not None:
        return words if "参加" in before else f"{'共' if words.startswith('共') else ''}{people[1]}参加"
    heard = re.fullmatch(f"([^{MARKS}]{{0,12}}?)的?({macros()['P']})(?:听了?|来听|听课|到场|到了|来了)", words)
    if heard is not None:
        return f"{heard[1]}{heard[2]}参加"
    named = re.fullmatch(f"[^{MARKS}]{{2,24}}(?:{'|'.join(grammar()['people'])}|负责人|代表)共?{macros()['P']}", words)
    if named is not None and not acts().search(words):
        return f"{words}参加"
    all_came = re.fullmatch(f"([^{MARKS}]{{2,12}}?)[都全均](?:来|到|去|参加|到齐)了?", words)
    return f"{all_came[1]}均参加" if all_came is not None else words


_STANDING = re.compile("实行|坚持|每[年月季周天日逢个]|定期|一律|凡是?|均?须|应当|原则上|制度")


def is_standing(text: str) -> bool:
    """Whether a locked text tells what is always done, and 年底 in it is that of any year: 实行登记，年底归档."""
    return _STANDING.search(text) is not None and not pattern("{F}|今年|本年|{U}年").search(text)


def written(
    text: str,
    locked: Locked,
    *,
    subject: bool,
    moved: frozenset[int] | None = None,
    named: bool = True,
    dated: bool = True,
    aspect: str = "",
    turns: bool = True,
) -> Written:
    """A note's statement as a sentence.

    Args:
        text: locked, without what is left out. subject: whether the unit is to be named where the note leaves it out.
        moved: the clauses that are put otherwise, by their number; None for all, and for their order.
        named: whether places above are called by their names.
        dated: whether 上半年 and the like are the report's year's. aspect: what rules know the note's aspect
            by: what is received without a name is requests there, what is counted was published.
    """
    told: list[str] = []
    marks: list[str] = []
    roles: list[str] = []
    guards: list[Guard] = []
    if moved is None and turns:
        text = listed(note_turned(_spaced(text), locked, aspect), locked, aspect)
    clauses = clauses_of(_apart(_tidy(text, locked), locked))
    if moved is None:
        clauses = _topic_first(clauses)
    labels = frozenset(number for number, clause in enumerate(clauses) if "：" in clause.text)
    if moved is not None and len(labels) > 1 and not labels <= moved:
        moved -= labels
    for number, clause in enumerate(clauses):
        if moved is not None and number not in moved:
            told.append(referred(clause.text, locked, dated=dated))
            marks.append(clause.mark)
            roles.append("")
            continue
        placed = superiors(clause.text, locked, named=named)
        words = clause_turned(placed, locked, aspect) if turns else placed
        words = worded(words, locked, dated=dated)
        if not words:
            continue
        words, role, more = _clause_told(words, locked)
        if turns:
            words = ends_turned(words, locked)
        if role == "time" and told:
            told.insert(0, words)
            marks.insert(0, "，")
            roles.insert(0, role)
        else:
            told.append(_attended(words, "".join(told)))
            marks.append(clause.mark)
            roles.append(role)
        guards += more
    if moved is None and len(labels) > 1 and len(told) == len(clauses):
        halves = {"：" in told[number] for number in labels}
        if len(halves) > 1:  # a list half told is worse than the list
            rest = frozenset(range(len(clauses))) - labels
            return written(text, locked, subject=subject, moved=rest, named=named, dated=dated)
    if moved is None:
        _of_one_topic(told, marks, roles, locked)
        if aspect == "requests":
            _of_requests(told, marks, locked)
        if aspect in ("proactive", "platform"):
            _published(told)
        _with_verbs(told, marks)
        _of_information(told, locked)
        _together(told, marks, locked)
        _broken_down(told, marks, locked)
        if aspect == "proactive":
            _on_surfaces(told, locked)
        ordered = _in_order(told)
        if ordered != told:
            told, marks = ordered, ["，"] * len(ordered)
    told = _by_once(_year_once(told, locked))
    body = joined([Clause(words, mark or "，") for words, mark in zip(told, marks, strict=True)])
    if moved is None and turns:
        body = completed(body, locked, aspect)
    body, first = with_subject(body, locked, wanted=subject and moved != frozenset())
    return Written(locked.spans(body), body, first, len(clauses), guards)


# ── columns


def _kind_of_place(words: str) -> str:
    """``place``, ``surface`` or ``means``: whether something is done there, on it, or by it."""
    for key, name in (("places", "place"), ("boards", "place"), ("surfaces", "surface")):
        if words.endswith(tuple(grammar()[key])):
            return name
    return "means"


def _through(channel: str) -> str:
    """How a channel is told: 在便民服务中心大厅, 通过短信; on a page or a screen either, as what it stands beside."""
    parts = [part for part in re.split("[、和及，]", channel) if part]
    kinds = [_kind_of_place(part) for part in parts]
    beside = "place" if "place" in kinds else "means"
    found: list[tuple[str, list[str]]] = []
    for part, kind in zip(parts, kinds, strict=True):
        word = "在" if (beside if kind == "surface" else kind) == "place" else "通过"
        if found and found[-1][0] == word:
            found[-1][1].append(part)
        else:
            found.append((word, [part]))
    return "、".join(word + "、".join(items) for word, items in found)


def composed_row(columns: Mapping[str, str], locked: Locked, *, lead: bool) -> tuple[str, str]:
    """A note's columns as a clause: 时间，通过渠道做了什么对象数量，结果; and as it is without being put otherwise.

    Args:
        columns: what is filled in, locked. lead: whether when and by what means are said.
    """
    data = grammar()
    when, channel = columns.get("time", ""), columns.get("channel", "")
    quantity = columns.get("quantity", "")
    given = channel.startswith(tuple(data["by"])) or re.search(macros()["F"], channel) is not None  # 联合12家、自查36家
    through = channel if given or not channel else _through(channel)
    what, thing = columns.get("what", ""), columns.get("object", "")
    result = columns.get("result", "")
    if (
        not thing
        and not quantity
        and not channel
        and result
        and any(says(clause.text) for clause in clauses_of(result))
    ):
        what = ""  # a heading of what the result tells
    on = pattern(f"(?:[^，；。]*(?:{'|'.join(data['surfaces'])}))?{{N}}?").fullmatch(thing) if thing else None
    if on is not None and what in data["transitive"]["publish"] and quantity and not channel:
        counted = locked.figure(quantity[:1])
        if counted is not None and counted.text.endswith(("条", "篇", "期", "则")):
            through, thing = f"通过{thing}", "信息"  # 推送 | 公众号“某某” | 512条
        elif thing.endswith(tuple(data["boards"])):
            through, thing, quantity = f"在{quantity}的{thing}", "", ""
    if channel and through == channel and re.search(macros()["F"], channel) and quantity and columns.get("result"):
        through, channel, result = "", "", f"其中{channel}，{result}"
    act = what + thing
    written_act = act + quantity
    if len(what) > 3 and what not in data["about"] and thing.endswith(tuple(data["people"])):
        act = f"面向{thing}{what}"
    whose = re.fullmatch(f"({macros()['F']})([\u4e00-\u9fff]{{2,}})?", quantity)
    figure = locked.figure(quantity[:1])
    if whose and thing and figure is not None and (whose[2] or figure.text.endswith(tuple(data["whose"]))):
        thing = f"{whose[1] if whose[2] and thing.startswith(whose[2]) else quantity}{thing}"
        act, quantity = what + thing, ""  # 公布38所学校的招生范围
    about = data["about"].get(what, "")
    if about and thing:
        verb = {"就": "", "由": "进行"}.get(about, "开展")
        if about != "由" or (figure is not None and quantity[:1] and re.match(macros()["P"], quantity)):
            act, quantity = (
                (f"由{thing}{quantity}进行{what}", "") if about == "由" else (f"{about}{thing}{verb}{what}", quantity)
            )
    told = _plain_told(worded(act + quantity, locked), locked)[0] if act or quantity else ""
    behind = ""
    often = next((times for word, times in data["rates"].items() if when.startswith(word)), 0)
    count = locked.figure(quantity[:1])
    if lead and often and count is not None and count.value not in (None, 1) and len(quantity) < 4:
        told = told.replace(quantity, "")  # 每季度公示4批次 would be four a quarter
        if count.value == often:
            behind = f"，共{quantity}"
        else:
            told, when = f"{told}{quantity}（{when}）", ""
    if lead and says(when):  # 6月公开征求意见 is no time of what was done: it came after
        told += f"，{when}" + (f"（{channel}）" if channel else "")
        when = channel = through = ""
    head = (f"{when}，" if when and lead else "") + (through if lead else "")
    plain = (f"{when}，" if when and lead else "") + (through if lead else "") + written_act
    first, last = head + told + behind, plain
    if result:
        told_parts = [first] if first else []
        marks = ["，"] * len(told_parts)
        for clause in clauses_of(result):
            turned = clause_turned(clause.text, locked, "")
            words = ends_turned(_plain_told(worded(turned, locked), locked)[0], locked)
            told_parts.append(_attended(words, told))
            marks.append(clause.mark)
        _broken_down(told_parts, marks, locked)
        first = joined([Clause(words, mark or "，") for words, mark in zip(told_parts, marks, strict=True)])
        last += ("，" if last else "") + result
    return first, last
