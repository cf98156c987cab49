"""Two things of the sources exchanged in a sentence: who does what, which figure, which channel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from nianbao.licence.covering import Hit, Piece
from nianbao.licence.held import Broken, Held
from nianbao.licence.order import TIMES
from nianbao.licence.traits import Scope, data, found_in, traits_of, words
from nianbao.licence.vocabulary import vocabulary
from nianbao.text import Quantity, quantities
from nianbao.text.quantities import counted, measure_of, measures_like


def exchanges(held: Held) -> Iterator[Broken]:
    """What a sentence says of one thing that its sources say of another one."""
    for check in (
        _agents, _by_itself, _hosted, _met, _figures, _from_to,
        _part_of, _channels, _exchanged, _crossed, _listed, _prefixed, _names,
    ):  # fmt: skip
        yield from check(held)


def _overlaps(hits: Sequence[Hit], source: int, scope: Scope) -> bool:
    return any(hit.source == source and hit.start < scope.end and scope.start < hit.end for hit in hits)


def _same_name(one: str, other: str) -> bool:
    """Whether one name is the other with more before it: 局办公室, 办公室."""
    one, other = one.lstrip("各每该本我"), other.lstrip("各每该本我")
    return len(one) > 1 and len(other) > 1 and (one.endswith(other) or other.endswith(one))


def _beside_it(name: str, text: str) -> bool:
    """Whether a name stands in one row with the one who acts: 文书和站所 came."""
    return any(f"{mark}{name}" in text for mark in "、和与及")


def _agents(held: Held) -> Iterator[Broken]:
    acting_there = {index: traits_of(source.text).agents for index, source in enumerate(held.sources) if source.tells}
    named_there = {
        index: [Scope(*match.span(), 0, 0) for match in words("bodies").finditer(source.text)]
        for index, source in enumerate(held.sources)
        if source.tells
    }
    for scope in held.mine.agents:
        who = [piece for piece in held.told + held.letters if piece.start < scope.end and scope.start < piece.end]
        hits = [hit for piece in who for hit in piece.hits if held.sources[hit.source].tells]
        if not any(
            _overlaps(hits, index, there)
            for scopes_of in (acting_there, named_there)
            for index, scopes in scopes_of.items()
            for there in scopes
        ):
            continue
        name = held.text[scope.start : scope.end]
        named = (*hits, *held.ground.hits(name))
        sent_to = held.text.startswith(_SENT, scope.start - 1) if scope.start else False  # 由甲送乙审看: 乙 does
        if (
            scope.by in ("", "由")
            and not sent_to
            and any(held.sources[hit.source].column(hit.start) == "owner" for hit in named)
        ):
            continue
        at_once = [piece for piece in held.letters if piece.start == scope.end and piece.end - piece.start == 1]
        mine = [piece for piece in held.told if scope.first <= piece.start < scope.last]
        for piece in [*mine, *at_once]:
            if (
                (piece not in held.acts and piece not in at_once)
                or piece in who
                or (piece.start < scope.end and scope.start < piece.end)
                or _of_what(held, piece)
            ):
                continue
            theirs = [hit for hit in piece.hits if held.sources[hit.source].tells]
            if not theirs or any(
                there.start <= hit.start < there.end for hit in theirs for there in acting_there[hit.source]
            ):
                continue
            acting = [(hit, held.traits(hit).agent(hit.start)) for hit in theirs]
            if any(
                (agent is None and any(other.source == hit.source for other in hits))
                or (
                    agent is not None
                    and (
                        _overlaps(hits, hit.source, agent)
                        or _same_name(name, held.sources[hit.source].text[agent.start : agent.end])
                        or _beside_it(name, held.sources[hit.source].text[agent.start : hit.start])
                    )
                )
                for hit, agent in acting
            ):
                continue
            if all(agent is None for _, agent in acting) and name in held.ground.own:
                continue  # what nobody else is said to do the unit does
            if all(agent is None for _, agent in acting):
                yield Broken(scope.start, scope.end, "agent", f"“{name}”与“{piece.text}”在素材里不是一件事")
                return
            hit, agent = next((hit, agent) for hit, agent in acting if agent is not None)
            if any(other.source == hit.source for other in hits):
                real = held.sources[hit.source].text[agent.start : agent.end]
                if real[-2:] in held.text[scope.end : piece.start]:
                    continue  # 由党政办转交站所答复
                yield Broken(scope.start, scope.end, "agent", f"素材里“{piece.text}”的是“{real}”，不是“{name}”")
                return


_SENT = tuple("送报交请")


def _of_what(held: Held, piece: Piece) -> bool:
    """Whether a piece says of what something is that is told of here, and begins its clause in the sources:
    网站的更新由甲负责 of 网站由乙运维，甲负责更新."""
    return held.text.startswith("的", piece.end) and all(
        hit.start == held.traits(hit).clause(hit.start)[0] for hit in piece.hits
    )


def _by_itself(held: Held) -> Iterator[Broken]:
    """The unit itself does what a source says that somebody outside did."""
    inside = tuple(data()["inside"])
    for mine, begin, last in _own_acts(held):
        first, _ = held.mine.clause(begin - 1)
        by = held.text.endswith("由", first, begin - len(mine))
        for piece in held.within(begin, last) or (held.within(first, begin) if by else []):  # 检测由我镇承担
            for hit in piece.hits:
                if not held.sources[hit.source].tells or piece.text.lstrip("的") in vocabulary().things:
                    continue
                agent = held.traits(hit).agent(hit.start)
                if agent is None or (agent.end > hit.start and piece.start >= begin):
                    continue
                name = held.sources[hit.source].text[agent.start : agent.end]
                above = name[0] in data()["levels"] and name[0] not in held.ground.own  # 县疾控中心, to a 局
                known = (name.endswith(inside) and not above) or name in held.ground.own or name in held.text
                known = (
                    known or f"在{name.rstrip('里上级')}" in held.text[first : piece.start]
                )  # 在市考核中 of 市里考核
                if known or not words("bodies").search(name):
                    continue
                yield Broken(begin - len(mine), begin, "agent", f"素材里“{piece.text}”的是“{name}”，不是“{mine}”")
                return


def _own_acts(held: Held) -> Iterator[tuple[str, int, int]]:
    """Where the unit itself acts: its name, and the place of what it does."""
    for first, last in held.mine.clauses:
        marked = [scope for scope in held.mine.agents if first <= scope.start < last and scope.by]
        starts = [scope.start for scope in marked] or [first]
        for start in starts:
            words = [word for word in held.ground.own if held.text.startswith(word, start)]
            if words:
                mine = max(words, key=len)
                if any(scope.start == start and scope.end > start + len(mine) for scope in marked):
                    continue  # 经局法律顾问审阅
                if any(piece.start <= start and piece.end > start + len(mine) > start for piece in held.told):
                    continue  # 乡人代会上
                yield mine, start + len(mine), last


def _figures(held: Held) -> Iterator[Broken]:
    """A figure of a source beside words that have another figure of the same kind beside them there."""
    for item in quantities(held.text):
        same = measures_like(measure_of(item, held.text[item.end :]))
        counts = {
            index: [
                other
                for other, read in zip(quantities(source.text), counted(source.text), strict=True)
                if other.measure in same or read.measure in same
            ]
            for index, source in enumerate(held.sources)
            if source.tells
        }
        places = [(index, other) for index, found in counts.items() for other in found if other.value == item.value]
        once = item.value == 1 or any(other.value == 1 for found in counts.values() for other in found)
        tables = any(not source.tells for source in held.sources)
        if item.value is not None and not places and tables and not once and (wrong := _next_to(held, item, counts)):
            yield wrong  # a figure of the tables beside what a note counts; not what 各一次 comes to
            return
        if item.value is None or not places or sum(map(len, counts.values())) < 2:
            continue
        before = held.text[held.mine.clause(item.start)[0] : item.start]
        if "分别" in before or (item.value == 1 and "各" in before[-6:]):
            continue  # 预算、决算分别于2月、9月公开; 1月、7月各一次
        first, last = element_at(held.text, item.start)
        if any(_TOTAL.search(held.sources[at].text, max(0, other.start - 3), other.start) for at, other in places):
            continue
        if _part_named(held, item, counts):
            continue
        if wrong := _named_with(held, item, counts) or _next_to(held, item, counts):
            yield wrong
            return
        beside = _beside(held, item.start, item.end)
        if beside is not None and _taken(held, beside, item):
            continue
        if beside is not None and (told := _of_another(held, beside, item, places)):
            yield Broken(item.start, item.end, "beside", f"素材里“{item.text}”说的是“{told}”，不是“{beside.text}”")
            return
        here = {other.value for other in quantities(held.text[first:last])}
        with_it = [hit for piece in held.within(first, last) for hit in piece.hits]
        if beside is None:
            continue
        head = held.ground.hits(beside.text[:2])  # 收到 of 收到申请
        if any(_goes_with(held, hit, place) for hit in [*with_it, *beside.hits, *head] for place in places):
            continue
        if any(_counted_next(held, hit, place) for hit in beside.hits for place in places):
            continue
        if any(
            _carried(held, hit, counts, places) or _only_there(held, item, hit.source, counts) for hit in beside.hits
        ):
            continue
        for hit in beside.hits if any(map(held.tells, beside.hits)) else ():
            begin, end = element_at(held.source_text(hit), hit.start)
            there = [other for other in counts.get(hit.source, ()) if begin <= other.start < end]
            behind = beside.end <= item.start
            next_to = [other for other in there if (other.start >= hit.end if behind else other.end <= hit.start)]
            there = next_to[:1] if behind else next_to[-1:] or there[:1]
            if there and (not there[0].exact or (item.measure in _DATES and there[0].text in held.text)):
                continue
            if there and all(other.value != item.value and other.value not in here for other in there):
                why = f"素材里与“{beside.text}”一起的是“{there[0].text}”，不是“{item.text}”"
                yield Broken(item.start, item.end, "beside", why)
                return


def _of_another(held: Held, beside: Piece, item: Quantity, places: Sequence[tuple[int, Quantity]]) -> str:
    """What the sources count with a figure that stands beside a word of others only, where it is not told before it."""
    if not all(map(held.tells, beside.hits)) or {hit.source for hit in beside.hits} & {index for index, _ in places}:
        return ""
    told = {
        (hit.source, at)
        for piece in (*held.told, *held.letters)
        if piece.start < item.start
        for hit in piece.hits
        for at in range(hit.start, hit.end)
    }
    for index, other in places:
        text = held.sources[index].text
        begin, end = element_at(text, other.start)
        if any((index, at) in told for at in range(begin, end)):
            return ""
        said = text[begin : other.start].strip() or text[other.end : end]
    return said


_TOTAL = re.compile("[共计]有?$")


_DATES = ("年", "月", "日", "号", "季度")


def _taken(held: Held, piece: Piece, item: Quantity) -> bool:
    """Whether a word has a figure of its own right before it: 12个社区中10个."""
    return any(other.end == piece.start and other.start != item.start for other in quantities(held.text))


def _next_to(held: Held, item: Quantity, counts: Mapping[int, Sequence[Quantity]]) -> Broken | None:
    """A figure right beside what a source has another figure with: 回收600份 where it says 发放600份、回收552份."""
    first, last = element_at(held.text, item.start)
    acts = [piece for piece in held.acts if first <= piece.start and piece.end <= last]
    acts = [piece for piece in acts if not quantities(piece.text)]
    before = [p for p in acts if 0 <= item.start - p.end <= 1 and not _AND.search(held.text[p.end : item.start])]
    after = [
        p
        for p in acts
        if 0 <= p.start - item.end <= 1 and last - p.end <= 1 and not _AND.search(held.text[item.end : p.start])
    ]
    rest = next((piece for piece in before if piece.text in data()["rest"]), None)
    if rest is not None and not any(
        _goes_with(held, hit, (index, other))
        for hit in rest.hits
        for index, found in counts.items()
        for other in found
        if other.value == item.value
    ):
        return Broken(rest.start, item.end, "beside", f"素材没有说“{rest.text}”的是“{item.text}”")
    told = held.within(first, last)
    for piece in (*before, *after):
        beside = piece.start if piece in before else item.start
        if _taken(held, piece, item) or any(
            _right_beside(held, hit, item.value)
            for one in told
            if one is not piece and one.end == beside
            for hit in one.hits
        ):
            continue  # 收回问卷186份: 收回 has that figure
        there: list[Quantity] = []
        heads = held.ground.hits(piece.text[:2])  # 收到 of 收到申请
        for hit in (*piece.hits, *heads) if all(map(held.tells, piece.hits)) else ():
            begin, end = element_at(held.source_text(hit), hit.start)
            found = [other for other in counts.get(hit.source, ()) if begin <= other.start < end]
            if len(found) != 1:
                break
            there += found
        else:
            if item.measure in _DATES and any(other.text in held.text for other in there):
                continue  # 4月、10月各一次
            if any(_only_there(held, item, hit.source, counts) for hit in piece.hits):
                continue
            if there and all(other.value != item.value and other.exact for other in there):
                why = f"素材里与“{piece.text}”一起的是“{there[0].text}”，不是“{item.text}”"
                return Broken(item.start, item.end, "beside", why)
    return None


def _named_with(held: Held, item: Quantity, counts: Mapping[int, Sequence[Quantity]]) -> Broken | None:
    """A figure in one member of a list with a name in quotes that the sources have with another figure only."""
    first, _ = element_at(held.text, item.start)
    for piece in held.told:
        if not first <= piece.start < item.start or not piece.text.startswith('"'):
            continue
        there = []
        for hit in piece.hits:
            begin, end = element_at(held.source_text(hit), hit.start)
            found = [other for other in counts.get(hit.source, ()) if begin <= other.start < end]
            if len(found) != 1:
                break
            there += found
        else:
            if there and all(other.value != item.value for other in there):
                why = f"素材里与“{piece.text[1:-1]}”一起的是“{there[0].text}”，不是“{item.text}”"
                return Broken(item.start, item.end, "beside", why)
    return None


def _part_named(held: Held, item: Quantity, counts: Mapping[int, Sequence[Quantity]]) -> bool:
    """Whether a figure is told with what a source counts with it, behind the whole that it is part of, or how much that
    became more: “柳州发布”推送政策类37篇 of “柳州发布”推送146篇，其中政策类37篇."""
    first, last = element_at(held.text, item.start)
    begins = max(held.text.rfind(mark, 0, item.start) for mark in "。；") + 1
    if not any(begins <= other.start < item.start for other in quantities(held.text)):
        first = begins  # 工程项目方面，全年公开信息25条
    for index, found in counts.items():
        text = held.sources[index].text
        for at, other in enumerate(found):
            if other.value != item.value or not at:
                continue
            begin, end = element_at(text, other.start)
            own = [
                piece
                for piece in (*held.within(first, last), *held.letters)
                if first <= piece.start < last
                and all(hit.source == index and begin <= hit.start < end for hit in piece.hits)
            ]
            about = _ALONE.sub("", text[begin : other.start] + text[other.end : end])
            if not own and not about and begin:  # 一个季度通报一次，全年4次
                begin, end = element_at(text, begin - 2)
                own = [
                    piece for piece in held.within(first, last) if any(begin <= hit.start < end for hit in piece.hits)
                ]
                begin = end + 1
            if own and element_at(text, found[at - 1].start)[1] < begin:
                return True
    return False


_ALONE = re.compile("全年|一共|总共|共计?|合计|累计")


def _only_there(held: Held, item: Quantity, index: int, counts: Mapping[int, Sequence[Quantity]]) -> bool:
    """Whether a source only says that there are so many of what was told before: 公开386条，专栏上有271条."""
    text = held.sources[index].text
    return any(
        other.value == item.value
        and text.endswith(_THERE_ARE, 0, other.start)
        and text[other.end : other.end + 1] in _ENDS
        for other in counts.get(index, ())
    )


_THERE_ARE, _ENDS = ("上有", "，有", "中有"), ("", *"，。；、")


def _carried(
    held: Held, hit: Hit, counts: Mapping[int, Sequence[Quantity]], places: Sequence[tuple[int, Quantity]]
) -> bool:
    """Whether a clause of a source goes on about the figure before it: 其中2件需要核实，超过期限才回复."""
    text = held.source_text(hit)
    begin, end = element_at(text, hit.start)
    if any(begin <= other.start < end for other in counts.get(hit.source, ())):
        return False
    before = [other for other in counts.get(hit.source, ()) if text.rfind("。", 0, begin) < other.start < begin]
    return bool(before) and "其中" in text[: before[-1].start] and (hit.source, before[-1]) in places


def _right_beside(held: Held, hit: Hit, value: object) -> bool:
    """Whether a source has this value directly behind a place: 收回186份."""
    text = held.source_text(hit)
    return any(other.value == value and text[hit.end : other.start] in ("", "了") for other in quantities(text))


def _from_to(held: Held) -> Iterator[Broken]:
    """由2.6万降到1.8万 where a source says it the other way round."""
    told = [
        (match["a"], match["b"]) for source in held.sources if source.tells for match in _FROM_TO.finditer(source.text)
    ]
    for match in _FROM_TO.finditer(held.text):
        if (match["b"], match["a"]) in told:
            yield Broken(*match.span(), "beside", f"素材说的是从“{match['b']}”到“{match['a']}”，这里颠倒了")


_FROM_TO = re.compile(
    r"(?:由|从)[^，。；0-9]{0,6}(?P<a>[0-9.]+[万亿]?)[^，。；0-9]{0,6}?(?:到|至|为)(?P<b>[0-9.]+[万亿]?)"
)


def _goes_with(held: Held, hit: Hit, place: tuple[int, Quantity]) -> bool:
    """Whether a piece stands beside a figure in a source, in one member of a list."""
    index, figure = place
    begin, end = element_at(held.sources[index].text, figure.start)
    return hit.source == index and begin <= hit.start < end and not figure.start <= hit.start < figure.end


def _counted_next(held: Held, hit: Hit, place: tuple[int, Quantity]) -> bool:
    """Whether a piece is all of a column and the next one counts it: 信息 112条."""
    text = held.sources[hit.source].text
    first, last = element_at(text, hit.start)
    whole = hit.start == first and text[hit.end : hit.end + 1] == " "
    return whole and hit.source == place[0] and first <= place[1].start < last


def element_at(text: str, at: int) -> tuple[int, int]:
    """The member of a list, or the clause, that a place is in."""
    start = max(text.rfind(mark, 0, at) for mark in "，。；：、（） ") + 1
    ends = [found for mark in "，。；：、（）" if (found := text.find(mark, at)) >= 0]
    return start, min(ends, default=len(text))


def _beside(held: Held, start: int, end: int) -> Piece | None:
    """The piece next to a figure in its member of the list."""
    first, last = element_at(held.text, start)
    before = [piece for piece in held.told if first <= piece.start and piece.end <= start]
    after = [piece for piece in held.told if end <= piece.start < last]
    return before[-1] if before else after[0] if after else None


def _part_of(held: Held) -> Iterator[Broken]:
    """What one source counts, told as a part of what another one counts: 推送96期，其中解读6篇."""
    if "申请" in held.text:
        return  # whatever a note tells of applications is a part of those that came
    for match in _OF_WHICH.finditer(held.text):
        first = held.text.rfind("。", 0, match.start()) + 1
        _, last = held.mine.clause(match.end())
        whole = [item for item in quantities(held.text) if first <= item.start < match.start()]
        part = next((item for item in quantities(held.text) if match.end() <= item.start < last), None)
        if not whole or part is None:
            continue
        theirs, ours = _counting(held, whole[-1]), _counting(held, part)
        if theirs and ours and not theirs & ours:
            yield Broken(match.start(), part.end, "beside", "素材没有说这是前面那个数的一部分")
            return


_OF_WHICH = re.compile("其中|(?<=，)含|(?<=，)包括|包含")


def _counting(held: Held, item: Quantity) -> set[int]:
    """Which of the telling sources have a figure."""
    return {
        index
        for index, source in enumerate(held.sources)
        if source.tells and any(other.value == item.value for other in quantities(source.text))
    }


def _channels(held: Held) -> Iterator[Broken]:
    """What a source says of one channel, said of another one that it has."""
    ordered = sorted(held.told, key=lambda piece: piece.start)
    for piece in ordered:
        match = words("channels").search(piece.text)
        if match is None or (match.span() != (0, len(piece.text)) and not piece.text.endswith(match.group())):
            continue
        for other in ordered:
            if (
                other is piece
                or other.text in vocabulary().things
                or not (0 <= other.start - piece.end <= 1 or 0 <= piece.start - other.end <= 1)
            ):
                continue
            if held.not_there(piece) and any(one.start <= piece.start < one.last for one in held.mine.denials):
                continue  # 没有在网站发布 of 网站没有
            near = _next_channels(held, other, behind=other.start >= piece.end)
            around = near | _next_channels(held, other, behind=other.start < piece.end)
            if any(one.endswith(match.group()) or match.group().endswith(one) for one in around):
                continue
            if near and any(map(held.tells, piece.hits)) and not _alone_with(held, piece, other):
                why = f"素材里与“{other.text}”一起的是“{near.pop()}”，不是“{match.group()}”"
                yield Broken(piece.start, piece.end, "agent", why)
                return


def _alone_with(held: Held, piece: Piece, other: Piece) -> bool:
    """Whether a source has a channel and what is said of it in one clause, and no other channel there."""
    return any(
        one.source == hit.source
        and piece.text in held.source_text(hit)[hit.start : hit.end]
        and first <= one.start < last
        and len(words("channels").findall(held.source_text(hit)[first:last])) == 1
        for hit in piece.hits
        for first, last in [held.traits(hit).clause(hit.start)]
        for one in other.hits
    )


def _next_channels(held: Held, piece: Piece, *, behind: bool) -> set[str]:
    """Channels that the sources have next to a piece: before it where it stands behind one here."""
    found = (_next_channel(held.source_text(hit), hit, behind=behind) for hit in piece.hits if held.tells(hit))
    return {match.group() for match in found if match is not None}


def _next_channel(text: str, hit: Hit, *, behind: bool) -> re.Match[str] | None:
    """The channel directly before what stands there, or directly behind it."""
    if not behind:
        return next(
            (item for item in words("channels").finditer(text, hit.end, hit.end + 8) if item.start() - hit.end <= 1),
            None,
        )
    before = _NAMED.sub("", text[: hit.start])[-8:]  # 公众号“山水发布”发58条
    return next((item for item in words("channels").finditer(before) if len(before) - item.end() <= 1), None)


_NAMED = re.compile('"[^"]*"$')


def _exchanged(held: Held) -> Iterator[Broken]:
    clauses = [(held.within(first, last), first, last) for first, last in held.mine.clauses]
    best: list[tuple[int, tuple[int, int]] | None] = []
    for pieces, _, _ in clauses:
        shares: dict[tuple[int, tuple[int, int]], int] = {}
        for piece in pieces:
            for place in {
                (hit.source, held.traits(hit).clause(hit.start))
                for hit in piece.hits
                if held.sources[hit.source].tells and not _of_label(held, hit)
            }:
                shares[place] = shares.get(place, 0) + piece.end - piece.start
        best.append(max(shares, key=lambda place: shares[place]) if shares else None)

    def foreign(index: int, to: int) -> Piece | None:
        """A piece of one clause that the source has only where it tells the other one."""
        return next(
            (
                piece
                for piece in clauses[index][0]
                if piece.hits
                and not piece.text.endswith(TIMES)  # 补贴发放前，61份名单…
                and all((hit.source, held.traits(hit).clause(hit.start)) == best[to] for hit in piece.hits)
            ),
            None,
        )

    for one in range(len(clauses)):
        for other in range(one + 1, len(clauses)):
            if best[one] is None or best[other] is None or best[one] == best[other]:
                continue
            mine, theirs = foreign(one, other), foreign(other, one)
            if mine is not None and theirs is not None:
                why = f"“{mine.text}”与“{theirs.text}”在素材里各是一回事，这里互换了"
                yield Broken(mine.start, theirs.end, "agent", why)
                return


def _of_label(held: Held, hit: Hit) -> bool:
    """Whether a place of a source stands before a colon: it says of what all behind it is, and is no clause itself."""
    _, last = held.traits(hit).clause(hit.start)
    return held.source_text(hit).startswith((":", "："), last)


def _crossed(held: Held) -> Iterator[Broken]:
    """Two members of a list with what a source has in the other one: 4月讲乙，10月讲甲 of 4月讲甲，10月讲乙."""
    members = []
    for first, last in _elements(held.text):
        if "的" in held.text[first:last]:
            continue  # 可打印的专区: no member of a list but of what it is
        homes = [home for _, home in _marks(held, first, last)]
        members.append((first, last, {pair for pair in pairwise(homes) if _apart(held, *pair)}))
    for index, (first, _, mine) in enumerate(members):
        for _, last, theirs in members[index + 1 :]:
            if any((other, one) in theirs for one, other in mine):
                yield Broken(first, last, "beside", f"“{held.text[first:last]}”：素材里各是一回事，这里互换了")
                return


def _apart(held: Held, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two members tell each its own: in clauses of their own, or short ones of a list."""
    if one == other:
        return False
    if one[0] != other[0]:
        return True
    text = held.sources[one[0]].text
    traits = traits_of(text)
    members = (element_at(text, one[1]), element_at(text, other[1]))
    return traits.clause(one[1]) != traits.clause(other[1]) or all(end - start <= _SHORT for start, end in members)


_SHORT = 10
"""Characters of a member of a list that says who does what, or how many."""


def _elements(text: str) -> list[tuple[int, int]]:
    """Places of the members of lists and of the clauses of a text."""
    return [match.span() for match in _ELEMENT.finditer(text)]


_ELEMENT = re.compile("[^，。；：、（） ]+")
_COUNT_ALONE = re.compile("(?:就|一?共|计)?有了?[0-9]")


def _marks(held: Held, first: int, last: int) -> list[tuple[int, tuple[int, int]]]:
    """What a member of a list tells, in order, each with the member of the one source that alone has it."""
    pieces = list(held.within(first, last))
    found = [(piece.start, _homes(held, piece.hits)) for piece in pieces]
    for item in quantities(held.text):
        if first <= item.start < last and not any(piece.start <= item.start < piece.end for piece in pieces):
            places = [
                Hit(index, other.start, other.end)
                for index, source in enumerate(held.sources)
                if source.tells
                for other in quantities(source.text)
                if other.value == item.value and measures_like(other.measure) & measures_like(item.measure)
            ]
            found.append((item.start, _homes(held, places)))
    return sorted((at, next(iter(homes))) for at, homes in found if len(homes) == 1)


def _homes(held: Held, hits: Sequence[Hit]) -> set[tuple[int, int]]:
    """Which members of which sources have places; what only counts the member before it is of that one."""
    found = set()
    for hit in hits:
        if not held.tells(hit):
            return set()
        text = held.source_text(hit)
        starts = [start for start, _ in _elements(text) if start <= hit.start]
        while len(starts) > 1 and _COUNT_ALONE.match(text, starts[-1]):
            starts.pop()
        found.add((hit.source, starts[-1] if starts else 0))
    return found


def _listed(held: Held) -> Iterator[Broken]:
    """A member of a list that no source has, behind one that a source has: 招标、施工 of a note's 招标、中标."""
    pieces = held.pieces
    told = False
    for index, mark in enumerate(pieces):
        if mark.text in _JOINED and told:
            member = _member(pieces[index + 1 :])
            verb = next((at for at, piece in enumerate(member) if piece.text in vocabulary().bare), len(member))
            member = member[:verb] or member
            said = [piece for piece in member if len(piece.text) > 1 and piece.kind != "figure"]
            if not said and len(member) > 1 and any(piece.kind == "unknown" for piece in member):
                said = member  # 和水质, of which a source has 水
            if said and all(piece.text not in vocabulary().bare for piece in said):
                start, end = member[0].start, member[-1].end
                yield Broken(start, end, "words", f"“{held.text[start:end]}”在素材里找不到依据")
                return
        told = (told and mark.kind != "mark") or bool(mark.hits)


def _member(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a member of a list of which no source has any; none where one has."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.kind == "mark" or piece.text in _MEMBER_ENDS or (found and piece.text[0] in _MEMBER_ENDS):
            return found
        if (piece.hits and piece.kind != "letter") or piece.kind in ("akin", "own"):
            return []
        found.append(piece)
    return found


_JOINED = ("、", "和", "与", "及", "以及")
_MEMBER_ENDS = (*_JOINED, "都", "均", "等", "各", "也", "已", "在", "由", "的")


def _prefixed(held: Held) -> Iterator[Broken]:
    prefixes = tuple(data()["prefixes"])
    for piece in held.told:
        told = [held.sources[hit.source].text[hit.start - 1 : hit.start] for hit in piece.hits if hit.start]
        told = [word for word, hit in zip(told, piece.hits, strict=False) if not _in_word(held, hit)]
        whole = len(told) == len(piece.hits) and told and all(before in prefixes for before in told)
        if whole and not held.text.endswith(tuple(told), 0, piece.start):
            yield Broken(piece.start, piece.end, "agent", f"素材说的是“{told[0]}{piece.text}”，不是“{piece.text}”")


def _in_word(held: Held, hit: Hit) -> bool:
    """Whether the character before a place is the end of another word: 准 of 批准."""
    return held.source_text(hit)[max(0, hit.start - 2) : hit.start] in vocabulary().words


def _hosted(held: Held) -> Iterator[Broken]:
    """Held where a source says that one only went there, and the other way round."""
    for mine, theirs in (("hosts", "guests"), ("guests", "hosts")):
        for start, end in found_in(held.text, mine, "not_hosts"):
            if any(
                piece.kind == "source" and piece.start <= start and end <= piece.end and len(piece.text) > end - start
                for piece in held.pieces
            ):
                continue
            first, last = held.mine.clause(start)
            if found_in(held.text[first:last], theirs) or _INVITED.search(held.text, first, start):
                continue
            for piece in held.within(end, last)[:2]:
                for hit in piece.hits:
                    source = held.sources[hit.source]
                    begin, _ = held.traits(hit).clause(hit.start)
                    said = found_in(source.text[begin : hit.start], theirs, "not_hosts")
                    if mine == "guests" and _TOOK_PART.search(source.text):
                        continue  # 211家企业参加宣讲 of 举办宣讲，参会企业211家
                    if source.tells and said and not found_in(source.text[begin : hit.start], mine):
                        word = source.text[begin + said[0][0] : begin + said[0][1]]
                        yield Broken(start, end, "agent", f"素材说的是“{word}”，不是“{held.text[start:end]}”")
                        return


_TOOK_PART = re.compile("参[加会训与]|到[会场]|与会|邀|来了")
_INVITED = re.compile("邀请|组织|请|安排")
"""Whoever is asked to come goes there: 邀请代表参加 what a source says was held."""


def _met(held: Held) -> Iterator[Broken]:
    """A meeting that no source tells of: 召开整改会."""
    match = _MEETING.search(held.text)
    telling = [source.text for source in held.sources if source.tells]
    if match and telling and not any(_MET.search(text) for text in telling):
        yield Broken(*match.span(), "mechanism", f"“{match.group()}”在素材里没有")


_MEETING = re.compile("(?:召开|举行|举办|开了?|主持)[^，。；]{0,12}?会(?![计员同商审签诊])(?:议|上|后)?")
_MET = re.compile("会(?![计员同])|课|座谈|讨论|研究|商|议|部署|听取|培训|学习|讲")


def _names(held: Held) -> Iterator[Broken]:
    """Names of bodies that no source has as they stand."""
    levels = tuple(data()["levels"])
    for piece in held.told:  # 县人大 where the note says 镇人大
        before = held.text[piece.start - 1 : piece.start]
        told = [held.sources[hit.source].text[hit.start - 1 : hit.start] for hit in piece.hits if hit.start]
        if before in levels and told and before not in told and all(level in levels for level in told):
            name = before + piece.text
            yield Broken(piece.start - 1, piece.end, "agent", f"素材说的是“{told[0]}{piece.text}”，不是“{name}”")
    for piece in held.pieces:  # 司法所 where it says 司法局
        if held.text.startswith(_ABOUT_IT, max(piece.start - 1, 0)):
            continue  # 据局内台账
        before = held.text[piece.start - 1 : piece.start]
        if piece.text == "所" and held.text[piece.end : piece.end + 1] in _ALL_THAT:
            continue
        if any(start <= piece.start < end for start, end in found_in(held.text, "no_bodies")):
            continue  # 部 in 部分
        if (
            piece.end - piece.start > 1
            or piece.text not in data()["name_ends"]
            or not _HAN.match(before)
            or before in "本我该各全每一二两三四五六七八九十几多数分关个"
        ):
            continue
        if piece.kind in ("neutral", "letter", "unknown", "akin") and not held.ground.has(before + piece.text):
            start = max(piece.start - 2, held.text.rfind("，", 0, piece.start) + 1)
            yield Broken(start, piece.end, "body", f"“{held.text[start : piece.end]}”在素材里没有")
    for scope in held.mine.agents:
        name = held.text[scope.start : scope.end].removeprefix("相关").removeprefix("有关")
        if name.startswith(("该", "其", "本", "我", "各自")):
            continue
        known = held.ground.has(name) or name in held.ground.own or held.ground.licensed(name)
        if known or not words("bodies").search(name) or not _HAN.fullmatch(name):
            continue
        if name.endswith("人") and name in vocabulary().neutral and held.ground.has(name[:-1]):
            continue  # 申请人 of what a source says of 申请
        if any(piece.hits and piece.start < scope.end < piece.end for piece in held.pieces):
            continue  # 经局微信公众号: no name ends there
        if scope.by and not held.ground.shortened(name):
            own = max((word for word in held.ground.own if name.startswith(word)), key=len, default="")
            rest = name.removeprefix(own) if own else name
            parts = [part.removeprefix("各") for part in _AND.split(rest) if part]
            if rest and not all(
                held.ground.has(part) or held.ground.licensed(part) or held.ground.shortened(part) for part in parts
            ):
                yield Broken(scope.start, scope.end, "body", f"“{name}”在素材里没有")


_ABOUT_IT = ("据局", "的人员", "在局", "从局", "由局", "经局", "向局", "为局", "对局", "过局")
_ALL_THAT = "扣得用能获处要需提涉申列占在有属说指示见反做发公载述录收设建含依附定编"
_HAN = re.compile("[\u4e00-\u9fff]+")
_AND = re.compile("[与和及跟同、]")
