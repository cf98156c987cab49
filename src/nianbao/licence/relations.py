"""What a sentence keeps of its sources' meaning: denial, plan, limits, all, how often, duty, cause, to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nianbao.licence.conditions import conditions
from nianbao.licence.contrasts import contrasts
from nianbao.licence.covering import Ground, Hit, Piece
from nianbao.licence.directions import directions
from nianbao.licence.exchanges import exchanges
from nianbao.licence.held import Broken, Held
from nianbao.licence.order import order
from nianbao.licence.rates import rates
from nianbao.licence.sources import Source
from nianbao.licence.strands import strands
from nianbao.licence.traits import CLAUSE_ENDS, Scope, Traits, data, found_in, traits_of, words
from nianbao.licence.vocabulary import FUNCTION, vocabulary
from nianbao.patterns import any_of
from nianbao.text import Quantity, fold, quantities
from nianbao.text.quantities import alike


def broken_relations(text: str, pieces: Sequence[Piece], ground: Ground) -> list[Broken]:
    """Relations of the sources that a sentence does not keep."""
    held = Held(text, pieces, ground)
    checks = (
        _turned_cause,
        _denied,
        _affirmed,
        _planned,
        _limited,
        _all,
        _rated,
        _obliged,
        _addressed,
        _caused,
        _by_means,
        _for_a_purpose,
        _on_grounds,
        _excepted,
        _all_year,
        _and_others,
    )
    return [
        *(broken for check in checks for broken in check(held)),
        *exchanges(held),
        *order(held),
        *directions(held),
        *conditions(held),
        *contrasts(held),
        *strands(held),
    ]


def denies(traits: Traits, start: int, end: int, *, little: bool = False) -> bool:
    """Whether a text denies what stands there; that there is little of it (少, 慢) only for what says so too."""
    return any(
        scope.first < end
        and start < scope.last
        and start != scope.start
        and (little or scope.first > scope.start or _DENIES.search(traits.text, scope.start, scope.end))
        for scope in traits.denials
    )


def _on_grounds(held: Held) -> Iterator[Broken]:
    """A law that a sentence gives as its ground and no source names: 依据代表法办理."""
    for match in _GROUNDS.finditer(held.text):
        name = match["law"].strip("《》")
        if not name.endswith(_OF_THE_FORM) and not any(name[-3:] in source.text for source in held.sources):
            yield Broken(*match.span("law"), "words", f"“{match['law']}”在素材里找不到依据")


_GROUNDS = re.compile(
    "(?:依据|按照|根据|依照|遵照)(?P<law>[^，。；、]{1,16}?(?:[^方办做说]法|条例|办法|细则)》?)(?=[，的对办开公处答组进做向予]|$)"
)
_OF_THE_FORM = ("信息公开条例", "本条例")


def _excepted(held: Held) -> Iterator[Broken]:
    """What a sentence says was so besides, where no source tells of it: 除张贴公告外，均上传."""
    telling = [source.text for source in held.sources if source.tells]
    for match in _BESIDES.finditer(held.text) if telling else ():
        what = match["what"]
        pairs = {what[at : at + 2] for at in range(len(what) - 1)}
        inside = [piece for piece in held.pieces if match.start("what") <= piece.start < match.end("what")]
        told = all(piece.kind == "neutral" or any(map(held.tells, piece.hits)) for piece in inside)
        if not quantities(what) and not told and not any(pair in text for pair in pairs for text in telling):
            yield Broken(*match.span(), "words", f"“{match.group()}”在素材里找不到依据")


_BESIDES = re.compile("除了?(?P<what>[^，。；]{2,10}?)(?:之|以)?外(?=，)")


def _all_year(held: Held) -> Iterator[Broken]:
    """All year where a source says in which part of it: 全年发布 of 汛期发布."""
    mine = _YEAR_LONG.search(held.text)
    for source in held.sources if mine else ():
        for match in _PART_OF_YEAR.finditer(source.text) if source.tells else ():
            first, last = traits_of(source.text).clause(match.start())
            if match.group() in held.text or _YEAR_LONG.search(source.text) or _PART_OF_YEAR.search(held.text):
                continue
            if match.span() == (first, last):  # 春运和国庆前后，…
                first, last = traits_of(source.text).clause(last + 1)
            index = held.sources.index(source)
            here = held.within(*held.mine.clause(mine.start())) if mine else []
            told = any(hit.source == index and first <= hit.start < last for piece in here for hit in piece.hits)
            if mine and told and held.tells_most(index, (first, last), here[0], whole=False):
                yield Broken(*mine.span(), "limit", f"素材说的是“{match.group()}”，这里写成“{mine.group()}”")
                return


_YEAR_LONG = re.compile("全年|常年|一年到头|[整全]个年度")
_PART_OF_YEAR = re.compile(
    "(?:春运|春节|国庆|五一|清明|端午|中秋|元旦|两节)[^，。；]{0,6}?前后|春运|[^，。；（）]{1,5}期间|汛期|[春夏秋冬]季|[春夏秋冬]天|寒假|暑假|[^，。；（）]{1,3}季(?!度)|[上下]半年|[0-9]+月[至到-][0-9]+月"
)


_DENIES = re.compile("[不没未无缺欠零0停拒难]|有待|尚待|亟待|淡薄")


def _denied(held: Held) -> Iterator[Broken]:
    for scope in held.mine.denials:
        inside = [piece for piece in held.told if piece.start < scope.last and scope.first < piece.end]
        if not inside and held.text.startswith(tuple(data()["just_done"]), scope.first):
            inside = held.within(held.mine.clause(scope.start)[0], scope.start)  # 解读工作尚未开展
        over = [
            piece
            for piece in held.pieces
            if piece.start <= scope.start < piece.end
            and (piece.kind == "akin" or any(map(held.tells, piece.hits)))
            and (
                piece.end - piece.start > scope.end - scope.start
                or scope.first <= scope.start
                or (piece.kind == "synonym" and len(piece.text) > 1)
                or held.text[scope.start : scope.end] in _STOPPED
            )
        ]
        if over:
            continue  # 没有 stands in the source's own words
        hits = [hit for piece in inside for hit in piece.hits if held.tells(hit)]
        telling = [source for source in held.sources if source.tells]
        said = held.text[scope.start : scope.last]
        if (
            held.text.endswith(tuple(data()["late"]), 0, scope.start)
            and inside
            and any(word in s.text for s in telling for word in data()["late"])
        ):
            continue  # 超期未更新 of 更新超期
        if _in_time_there(held, scope) or _not_there(held, scope) or _in_passing_there(held, scope):
            continue
        if (
            not inside
            and len(telling) == len(held.sources)
            and not _denied_alike(held.text[scope.first : scope.last], telling)
        ):
            yield Broken(scope.start, scope.last, "denial", f"“{said}”：素材没有这样否定")
            continue
        little = scope.first <= scope.start
        if _shorter_there(held, scope):
            continue
        if hits and not any(denies(held.traits(hit), hit.start, hit.end, little=little) for hit in hits):
            end = max(scope.last, inside[-1].end)
            yield Broken(scope.start, end, "denial", f"“{held.text[scope.start : end]}”：素材没有这样否定")
    for index, source in enumerate(held.sources):
        for scope in traits_of(source.text).denials if source.tells else ():
            if source.binds(scope.start):
                yield from _no_longer_denied(held, index, scope)


def _in_passing_there(held: Held, scope: Scope) -> bool:
    """Whether a source denies in a word that stands for any act (没动, 没弄, 没打 of 打码) what is denied here in the
    word for it, of the same: 1998年以前的尚未扫描 of 1998年以前的没动."""
    first, _ = held.mine.clause(scope.start)
    said = held.text[scope.end : scope.last]
    about = [piece for piece in (*held.told, *held.letters) if first <= piece.start < scope.last]
    figures = {item.value for item in quantities(held.text[first:])}
    for index, source in enumerate(held.sources):
        for there in traits_of(source.text).denials if source.tells else ():
            act = source.text[there.end : there.last].removeprefix("去").rstrip("了过得成完")
            if len(act) > 1 or there.first <= there.start:
                continue
            if act not in data()["any_act"] and not _begins_a_word(source.text[: there.start], act):
                continue
            begin, _ = traits_of(source.text).clause(there.start)
            if there.start - begin < _BRIEF and begin:  # 没搞成, 今年没搞成: of the clause before
                begin, _ = traits_of(source.text).clause(begin - 2)
            same = any(
                hit.source == index and begin <= hit.start < there.start for piece in about for hit in piece.hits
            )
            same = same or bool(figures & {item.value for item in quantities(source.text[begin : there.start])})
            known = (
                held.ground.akin(said)
                or said in vocabulary().neutral
                or any(
                    piece.hits or piece.kind in ("akin", "neutral") for piece in held.pieces if piece.start == scope.end
                )
            )
            if same and known:
                return True
    return False


_BRIEF = 5
"""Characters of a clause before its denial in which there is no room for what was not done."""


def _begins_a_word(text: str, letter: str) -> bool:
    """Whether a verb and its object in a text begin with a character: 打 of 打了码."""
    return bool(letter) and any(
        (letter + behind) in vocabulary().rows or text[at : at + 2] in vocabulary().rows
        for at in range(len(text) - 1)
        if text[at] == letter
        for behind in text[at + 1 : at + 3].lstrip("了过")[:1]
    )


_STOPPED = ("停用", "停止", "暂停")
"""What denies as an act: a source that has it says so of the same, in whatever order."""


def _not_there(held: Held, scope: Scope) -> bool:
    """Whether a source says of what is denied here that it was not there: 没有在网站发布 of 网站没有."""
    return any(held.not_there(piece) for piece in held.told if scope.first <= piece.start < scope.last)


def _shorter_there(held: Held, scope: Scope) -> bool:
    """Whether a source denies the same in fewer letters: 不会写 for 不会填写, 没有回 for 未回复."""
    mine = held.text[scope.end : scope.last]
    for source in held.sources:
        for there in traits_of(source.text).denials if source.tells else ():
            theirs = source.text[there.end : there.last].lstrip("得能有").partition("的")[0]
            if not theirs or theirs[-1] not in mine or not _in_order(theirs, mine[: len(theirs) + 1]):
                continue
            if len(mine) - len(theirs) in (0, 1) or source.text[max(0, there.start - 4) : there.start][-2:] in mine:
                return True  # 未遮挡身份证号 of 身份证号没遮
    return False


def _in_order(letters: str, text: str) -> bool:
    """Whether all letters stand in a text in this order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


_WITHIN = re.compile("以内|之内|内")


def _in_time_there(held: Held, scope: Scope) -> bool:
    """Not within a time here, and only after it in a source: 未能在5日内回复, 超过5日才回复."""
    for item in quantities(held.text):
        if not scope.first <= item.start < scope.last or not _WITHIN.match(held.text, item.end):
            continue
        for source in held.sources:
            for other in quantities(source.text) if source.tells else ():
                over = source.text.endswith(_OVER, 0, other.start) or other.text.startswith(_OVER)
                if over and other.value == item.value and alike(other.measure, item.measure):
                    return True
    return False


_OVER = ("超过", "超过了", "超出", "超出了", "过了", "逾")


def _no_longer_denied(held: Held, index: int, scope: Scope) -> Iterator[Broken]:
    """What a source denies, told in a clause that tells the source's and denies nothing."""
    text = held.sources[index].text
    if _EXCEPT.search(held.text):
        return  # 除2个村外，其余均已更换
    if (done := _done_instead(held, index, scope)) is not None:
        yield done
        return
    denied = text[scope.start : scope.last]
    if _COUNTING.search(denied) and any(not item.exact for item in quantities(held.text)):
        return  # 300余篇 says that they were not all counted
    if any(_same_denied(held.text[mine.start : mine.last], denied) for mine in held.mine.denials):
        return  # denied in another clause of the sentence
    clause = traits_of(text).clause(scope.start)
    whole = scope.first <= scope.start  # 报送不及时: too little of what stands around it
    first, last = (scope.first, scope.last) if scope.last - scope.end > 1 or whole else clause  # 教学点还没有
    for begin, end in held.mine.clauses:
        near = [
            piece
            for piece in held.within(begin, end)
            if any(hit.source == index and first <= hit.start < last for hit in piece.hits)
            and (whole or (first, last) == clause or any(0 <= hit.start - scope.end <= 8 for hit in piece.hits))
        ]
        if not near or any(begin <= other.start < end for other in held.mine.denials):
            continue
        told = [hit for piece in held.told for hit in piece.hits if hit.source == index]
        if any(held.sources[index].planned(hit.start) for hit in told):
            continue  # the measure, and not the problem
        if any(hit.start <= scope.start and scope.end <= hit.end for piece in near for hit in piece.hits):
            continue
        elsewhere = any(not first <= hit.start < last for piece in near for hit in piece.hits)
        length = sum(piece.end - piece.start for piece in held.within(begin, end))
        here = sum(piece.end - piece.start for piece in near)
        if 2 * here < length and not elsewhere:
            continue
        strictly = whole or elsewhere or (first, last) == clause
        if held.tells_most(index, clause, near[0], whole=strictly):
            said = text[clause[0] : clause[1]][:20] if whole else text[scope.start : scope.last][:20]
            yield Broken(near[0].start, near[-1].end, "denial", f"素材说的是“{said}”，这里没有了否定")
            return


_COUNTING = re.compile("[没未](?:有)?(?:统计|清点|数|算|汇总)(?![据字])")
_EXCEPT = re.compile("除(?!了?[以之]?外)[^，。；]{2,}外")


def _done_instead(held: Held, index: int, scope: Scope) -> Broken | None:
    """The act right behind a source's denial, told in a clause of the same that denies nothing: 已修好 of 还没修好."""
    traits = traits_of(held.sources[index].text)
    clause = traits.clause(scope.start)
    if scope.first <= scope.start:
        return None
    for piece in (*held.told, *held.letters):
        first, last = held.mine.clause(piece.start)
        here = [hit for hit in piece.hits if hit.source == index and clause[0] <= hit.start < clause[1]]
        next_to = any(0 <= hit.start - scope.end <= 1 for hit in here)
        if not next_to or not all(denies(traits, hit.start, hit.end) for hit in here):
            continue
        if any(first <= other.start < last for other in held.mine.denials):
            continue
        for other in held.pieces:  # and only that clause is told here
            told = (
                [hit for hit in other.hits if held.tells(hit)]
                if first <= other.start < other.end <= piece.start
                else []
            )
            if told and all(hit.source == index and clause[0] <= hit.start < scope.start for hit in told):
                said = held.sources[index].text[scope.start : scope.last][:20]
                return Broken(other.start, piece.end, "denial", f"素材说的是“{said}”，这里没有了否定")
    return None


def _affirmed(held: Held) -> Iterator[Broken]:
    """What a source denies of something, said of it: 农户同意 of 农户不同意, 网上均可 of 网上不收."""
    for index, source in enumerate(held.sources):
        for scope in traits_of(source.text).denials if source.tells else ():
            if scope.first <= scope.start or not source.binds(scope.start):
                continue
            text = source.text
            first, last = traits_of(text).clause(scope.start)
            joined = text[max(first, scope.start - 2) : scope.start] + text[scope.end : scope.end + 2]
            at = held.text.find(joined)
            if len(joined) == 4 and at >= 0 and joined not in text and _said_of_it(held, index, at):
                yield Broken(
                    at, at + 4, "denial", f"素材说的是“{text[scope.start - 2 : scope.end + 2]}”，这里没有了否定"
                )
                return
            act = text[scope.end :].removeprefix("予")[:2]
            at = held.text.find(act)
            if (
                text[scope.start : scope.end] in _REFUSED
                and len(act) == 2
                and at >= 0
                and text.count(act) == held.text.count(act) == 1
                and _MAY_BEFORE.search(held.text, max(0, at - 5), at)
                and not denies(held.mine, at, at + 2)
            ):
                yield Broken(at, at + 2, "denial", f"素材说的是“{text[scope.start : scope.end + 2]}”，这里没有了否定")
                return
            what = text[first : scope.start]
            at = held.text.find(what)
            begin, end = held.mine.clause(max(at, 0))
            if (
                2 <= len(what) <= _SHORT_NAME
                and last - scope.end <= _SHORT_NAME
                and at >= 0
                and text.count(what) == 1
                and _EACH_MAY.search(held.text, at, end)
                and not any(begin <= other.start < end for other in held.mine.denials)
            ):
                yield Broken(at, end, "denial", f"素材说的是“{text[first:last]}”，这里没有了否定")
                return


def _said_of_it(held: Held, index: int, at: int) -> bool:
    """Whether what stands there is told of one source only, and is not denied in other words: 未经同意."""
    told = held.within(*held.mine.clause(at))
    return all(any(hit.source == index for hit in piece.hits) for piece in told) and not denies(
        held.mine, at, at + 4, little=True
    )


_REFUSED = ("不", "不得", "不准", "禁止", "严禁", "不再")
_MAY_BEFORE = re.compile("(?:可以|可|能够|能|准予|允许)[^，。；]{0,3}$")
_SHORT_NAME = 4
_EACH_MAY = re.compile("均|都|可")


def _same_denied(one: str, other: str) -> bool:
    """Whether two denials are of the same: two characters side by side in both, close to the denying word."""
    return any(other[at : at + 2] in one[:6] for at in range(min(4, len(other) - 1)))


def _denied_alike(what: str, sources: Sequence[Source]) -> bool:
    """Whether a source denies something in words of which some are these, where these say what is denied."""
    told = [item.text[scope.first : scope.last] for item in sources for scope in traits_of(item.text).denials]
    bare = any_of(sorted(vocabulary().neutral, key=len, reverse=True)).sub("", what)
    letters = set(what) - FUNCTION
    if not bare and not what.startswith(tuple(data()["found"])):
        return bool(told)
    return any(letters & set(words) for words in told)


_TO_DO = ("measure", "owner", "deadline")


def _must(held: Held, hit: Hit) -> bool:
    """Whether a source says that something ought to be done, and not that it was."""
    first, last = held.traits(hit).clause(hit.start)
    clause = held.source_text(hit)[first:last]
    return bool(found_in(clause, "ought")) and not found_in(clause, "done")


def _planned(held: Held) -> Iterator[Broken]:
    yield from _measure_done(held)
    for piece in held.acts:
        hits = [hit for hit in piece.hits if held.sources[hit.source].tells]
        if not hits:
            continue
        future = [
            held.sources[hit.source].planned(hit.start) or held.traits(hit).planned(hit.start) or _must(held, hit)
            for hit in hits
        ]
        first, last = held.mine.clause(piece.start)
        mine = held.mine.planned(piece.start)
        surely = held.mine.planned(piece.start, asked=False)
        done = any(first <= at < last for at, _ in held.mine.done) or "了" in held.text[piece.end : piece.end + 1]
        if all(future):
            marked = any(held.traits(hit).planned(hit.start, asked=False) for hit in hits)
            has = piece.text.endswith("有") or held.text.startswith("有", piece.end)  # 配有: it is there
            if (done or has) and not mine:
                yield Broken(piece.start, piece.end, "plan", f"“{piece.text}”：素材说的是打算做，这里写成已经做了")
                return
            if (
                marked
                and not mine
                and not _of_what_was_done(held, piece)
                and not denies(held.mine, piece.start, piece.end)
                and not any(held.sources[hit.source].planned(hit.start) for hit in hits)
            ):
                yield Broken(piece.start, piece.end, "plan", f"“{piece.text}”：素材说的是打算做，这里没有写明")
                return
        elif held.goes_on(piece, hits):
            continue
        elif (
            not any(future)
            and surely
            and not _before_plan(held, piece)
            and not any(held.sources[hit.source].columns[-1].name in _TO_DO for hit in hits)
        ):
            yield Broken(piece.start, piece.end, "plan", f"“{piece.text}”：素材说的是做了的事，这里写成打算做")
            return


def _of_what_was_done(held: Held, piece: Piece) -> bool:
    """Whether all else that its clause tells was done: 补充公布验收结果, the next result 公布 next year."""
    first, last = held.mine.clause(piece.start)
    others = [other for other in held.within(first, last) if other is not piece and other.start != piece.start]
    return bool(others) and not any(held.traits(hit).planned(hit.start) for other in others for hit in other.hits)


def _before_plan(held: Held, piece: Piece) -> bool:
    """Whether a piece stands before the word that plans, and something to be done behind it: 公开栏有3块计划更换."""
    first, last = held.mine.clause(piece.start)
    starts = [scope.start for scope in held.mine.plans if first <= scope.start < last]
    if not starts or piece.start >= min(starts):
        return False
    return any(
        held.traits(hit).planned(hit.start)
        for other in (*held.within(min(starts), last), *held.letters)
        if min(starts) <= other.start < last
        for hit in other.hits
        if held.tells(hit)
    )


def _measure_done(held: Held) -> Iterator[Broken]:
    """A clause that says that something was done, and tells a measure more than anything that was."""
    for first, last in held.mine.clauses:
        done = [at for at, _ in held.mine.done if first <= at < last]
        if not done or held.mine.planned(done[0]):
            continue
        shares: dict[tuple[int, bool], int] = {}
        for piece in held.within(first, last):
            for place in {(hit.source, held.sources[hit.source].planned(hit.start)) for hit in piece.hits}:
                shares[place] = shares.get(place, 0) + piece.end - piece.start
        planned = max((share for (_, later), share in shares.items() if later), default=0)
        if planned > max((share for (_, later), share in shares.items() if not later), default=0):
            yield Broken(done[0], last, "plan", f"“{held.text[done[0] : last]}”：素材说的是打算做，这里写成已经做了")
            return


@lru_cache(maxsize=1)
def _limit_rows() -> list[re.Pattern[str]]:
    """Words of a limit, a row of one meaning each, and limits by rank (二级以上)."""
    return [*(any_of([fold(word) for word in row]) for row in data()["limits"]), _BOUND]


_BOUND = re.compile("[一二三四五六七八九十0-9]+[级类等岁]以[上下内]")


def _limited(held: Held) -> Iterator[Broken]:
    for index, source in enumerate(held.sources):
        if not source.tells:
            continue
        for pattern in _limit_rows():
            closed = [match.span() for match in words("not_limits").finditer(source.text)]
            for match in pattern.finditer(source.text):
                within = any(a <= match.start() and match.end() <= b for a, b in closed)
                if within or pattern.search(held.text) or not source.binds(match.start()):
                    continue
                next_to = [
                    piece
                    for piece in held.told
                    if any(
                        hit.source == index
                        and match.end() <= hit.start <= match.end() + 4
                        and not set(source.text[match.end() : hit.start]) & set(CLAUSE_ENDS)
                        for hit in piece.hits
                    )
                ]
                if next_to and _each_of_them(held, index, next_to[0]):
                    continue
                if next_to and held.tells_most(
                    index, traits_of(source.text).clause(match.start()), next_to[0], whole=False
                ):
                    word = match.group()
                    yield Broken(
                        next_to[0].start,
                        next_to[0].end,
                        "limit",
                        f"素材说的是“{word}{next_to[0].text}”，这里去掉了“{word}”",
                    )


def _each_of_them(held: Held, index: int, piece: Piece) -> bool:
    """Whether the clause of a piece tells what a source says of each one, in another clause: 凡是公众号发的, where
    only 有的 were told of before."""
    first, _ = held.mine.clause(piece.start)
    source = held.sources[index].text
    word = next((word for word in _EACH_ONE if held.text.startswith(word, first)), "")
    at = source.find(word) if word else -1
    begin, end = traits_of(source).clause(at) if at >= 0 else (0, 0)
    return any(hit.source == index and begin <= hit.start < end for hit in piece.hits)


_EACH_ONE = ("凡是", "凡", "每", "所有", "各")


def _all(held: Held) -> Iterator[Broken]:
    sums_up = tuple(fold(word) for word in data()["sums_up"])
    for start, end in found_in(held.text, "universal", "not_universal"):
        word = held.text[start:end]
        if any(rate.start <= start < rate.end and held.ground.as_often(rate.unit) for rate in rates(held.text)):
            continue
        if held.text.startswith(("未", "没有", "无", "不"), end) or held.text.startswith(("未", "没有"), end + 1):
            continue  # 均未超期: none was
        if any(piece.start <= start < piece.end and _as_wide(held, piece) for piece in held.told):
            continue
        if word == "所有" and held.text[start - 1 : start].isdigit():
            continue  # 35所有校务公开栏
        if word[0] == "凡" and any("凡" in source.text for source in held.sources if source.tells):
            continue  # 凡是公众号发的 is 凡在公众号发布的
        if word == "各" and (one := _counted_there(held, end)) and one.startswith(("1", "一")):
            yield Broken(start, end, "all", f"素材说的是“{one}”，这里写成“各”")
            continue
        if word in ("全部", "所有") and (counted_there := _counted_there(held, end)):
            yield Broken(start, end, "all", f"素材说的是“{counted_there}”，这里写成“{word}”")
            continue
        if not any(source.tells for source in held.sources) or all_there(held, start):
            continue
        if word in data()["no_exception"] and (one := _some_there(held, start)):
            yield Broken(start, end, "all", f"素材说的是“{one}”，这里写成“{word}”")
            continue
        partial = any(_limit_rows()[0].search(source.text) for source in held.sources if source.tells)
        begin = held.text.rfind("。", 0, start) + 1
        before = held.text[begin:start]
        counted = any(item.measure not in _DATES for item in quantities(before)) or "、" in before or "和" in before
        if word in sums_up and _of_a_part(held, end):
            yield Broken(start, end, "all", f"“{word}”：素材只说到其中的一部分")
            continue
        names_it = word in ("全部", "所有") and held.text[start - 1 : start] in _BEFORE_A_NAME
        if word in sums_up and counted and not partial and not names_it:
            continue
        first, _ = held.mine.clause(start)
        named = any(mark in held.text[max(0, first - 12) : end] for mark in ("的", "前", "后", "时", "凡", "每"))
        unnamed = word in sums_up or word in data()["without_exception"]
        if word in data()["conditional"] and not partial and (named or not unnamed or word == "都"):
            continue
        if word == "各" and (counted or _of_many(held, end)):
            continue
        if word == "各" and any(held.text.startswith(piece.text, end) for piece in held.told if piece.start == end):
            given = held.text[start : end + 2]
            if held.ground.has(given):
                continue
        yield Broken(start, end, "all", f"“{word}”：素材没有说到这样的范围")


def _as_wide(held: Held, piece: Piece) -> bool:
    """Whether a source says all in the same words, or in words that mean them (各社区 of 每个社区)."""
    if piece.kind in ("source", "own"):
        return True
    if piece.kind == "synonym" and piece.text.startswith(tuple(data()["no_exception"])):
        return any(map(held.tells, piece.hits))  # 逐条 of 一条一条: how
    said = (held.source_text(hit)[hit.start : hit.end] for hit in piece.hits if held.tells(hit))
    return piece.kind == "synonym" and any(found_in(text, "universal", "not_universal") for text in said)


def _counted_there(held: Held, at: int) -> str:
    """How a source counts what is named there, where it is called all of them and not counted: 全部股室 for 5个股室."""
    said = {item.value for item in quantities(held.text)}
    for piece in held.told:
        if piece.start != at:
            continue
        told = [
            next((item for item in quantities(held.source_text(hit)[: hit.start]) if item.end == hit.start), None)
            for hit in piece.hits
            if held.tells(hit)
        ]
        if told and all(item is not None and item.value not in said for item in told) and told[0] is not None:
            return told[0].text + piece.text
    return ""


_DATES = ("年", "月", "日", "季度", "周", "天")
_BEFORE_A_NAME = ("", "，", "。", "、", "；", "对", "将", "把", "在", "由", "向", "为")


_MAIN = ("主要", "重点", "骨干", "部分")


def _of_many(held: Held, at: int) -> bool:
    """Whether what stands behind 各 is told by a source without a number and without a limit."""
    return any(
        held.tells(hit)
        and not quantities(held.source_text(hit)[max(0, hit.start - 6) : hit.start])
        and not held.source_text(hit).endswith(_MAIN, 0, hit.start)
        and not any(row.search(held.source_text(hit)) for row in _limit_rows())
        for piece in held.told
        if piece.start == at
        for hit in piece.hits
    )


def all_there(held: Held, at: int) -> bool:
    """Whether a source says all in a clause that the clause here tells."""
    first, last = held.mine.clause(at)
    for piece in held.within(first, last):
        for hit in piece.hits if not piece.start <= at < piece.end else ():
            begin, end = held.traits(hit).clause(hit.start)
            said = held.source_text(hit)[begin:end]
            behind = held.source_text(hit)[end + 1 : held.traits(hit).clause(end + 1)[1]]
            said += behind if behind in _EACH_OF_THEM else ""  # 答复稿法律顾问审，全覆盖
            places = found_in(said, "universal", "not_universal") if held.tells(hit) else []
            found = [said[a:b] for a, b in places if not said[a - 1 : a].isdigit()]  # 35所有校务公开栏
            one_by_one = tuple(data()["no_exception"])  # 逐条 says how, and not that it was all of them
            if said.startswith(_THE_OTHERS) and not any(word in held.text for word in _THE_OTHERS):
                continue
            if held.text.startswith(_ALL_OF_THEM, at) and not _same_count(held.text[first:last], said):
                continue
            if any(not word.startswith(one_by_one) or held.text.startswith(word, at) for word in found):
                return True
    return False


def _some_there(held: Held, at: int) -> str:
    """How many a source says that there are of what the clause here tells, where the sentence does not count them."""
    said = {item.value for item in quantities(held.text)}
    for piece in held.within(*held.mine.clause(at)):
        for hit in piece.hits:
            text = held.source_text(hit)
            first, _ = held.traits(hit).clause(hit.start)
            counted = [item for item in quantities(text[first : hit.start]) if item.measure not in _DATES]
            some = held.tells(hit) and counted and text[first : first + counted[0].start].endswith("有")
            if some and counted[0].value not in said:
                return f"有{counted[0].text}"
    return ""


_EACH_OF_THEM = ("全覆盖", "一件不落", "无一例外")
_THE_OTHERS = ("其他", "其余", "剩下", "余下", "另外")
_ALL_OF_THEM = ("全部", "所有")


def _same_count(mine: str, theirs: str) -> bool:
    """Whether all of them are as many as a source says all of, where it counts them."""
    counts = {item.value for item in quantities(theirs) if item.measure not in _DATES}
    return not counts or bool(counts & {item.value for item in quantities(mine)})


def _and_others(held: Held) -> Iterator[Broken]:
    """And others (等), where a source names one only: 新增“年报”等栏目 of 新增“年报”栏目."""
    for match in _OTHERS.finditer(held.text):
        piece = next((piece for piece in held.told if piece.end == match.start()), None)
        first = max(held.text.rfind(mark, 0, match.start()) for mark in "，。；：") + 1
        if piece is None or _AND.search(held.text, first, match.start()) or not any(map(held.tells, piece.hits)):
            continue
        beside = [
            held.source_text(hit)[max(0, hit.start - 1) : hit.start] + held.source_text(hit)[hit.end : hit.end + 1]
            for hit in piece.hits
            if held.tells(hit)
        ]
        if not any(_AND.search(pair) or "等" in pair for pair in beside):
            yield Broken(piece.start, match.end(), "all", f"素材只说到“{piece.text.strip(chr(34))}”，这里写成“等”")


_OTHERS = re.compile('(?<=["”])等(?!级|次|候|待|于|同)')
_AND = re.compile("[、和与及]")


def _of_a_part(held: Held, at: int) -> bool:
    """Whether what is said of all is what a source says of a part of them (其中图解4篇)."""
    _, last = held.mine.clause(at - 1)
    said = quantities(held.text)
    letters = [piece for piece in held.letters if at <= piece.start < last]
    letters += [piece for piece in _plainly(held, at) if piece.start < last]
    for piece in (*held.within(at, last), *letters):
        for hit in piece.hits:
            text = held.sources[hit.source].text
            first, end = held.traits(hit).clause(hit.start)
            near = [item for item in quantities(text[hit.end : hit.end + 6]) if item.start <= 2 and _fewer(item, text)]
            if near and not _one_of(near[0], said):
                return True
            before = [item for item in quantities(text[first : hit.start]) if hit.start - first - item.end <= 2]
            if before and not _one_of(before[-1], said) and _fewer(before[-1], text[first:end]):
                return True  # 12个站所里有11个拿满分
            counts = quantities(text[first:end])
            if not counts or any(_one_of(item, said) for item in counts):
                continue
            more = [item for item in quantities(text[first:end]) if _fewer(item, text)]
            if "其中" in text[max(0, first - 1) : hit.start] or more:
                return True
    return False


def _one_of(item: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether a figure is one of others, of the same measure."""
    return any(other.value == item.value and alike(other.measure, item.measure) for other in others)


def _fewer(item: Quantity, text: str) -> bool:
    """Whether a source counts more of the same somewhere else."""
    return item.value is not None and any(
        other.value is not None and other.value > item.value and other.measure == item.measure
        for other in quantities(text)
    )


def _rated(held: Held) -> Iterator[Broken]:
    mine = found_in(held.text, "rates")
    told = rates(held.text)
    for start, end, unit in told:
        word = held.text[start:end]
        given = held.ground.as_often(unit) or held.ground.has(word) or held.ground.licensed(word)
        if not given and (unit in data()["rate_times"] or not all_there(held, start)):  # 件件回复 of 都回了
            yield Broken(start, end, "rate", f"“{word}”在素材里没有")
    for source in held.sources if not mine and not told else ():
        for start, end in found_in(source.text, "rates") if source.tells else ():
            _, last = traits_of(source.text).clause(start)
            counts = quantities(source.text[end:last])
            said = [item for item in quantities(held.text) if any(item.text == other.text for other in counts)]
            said = [item for item in said if not _counted_once(held, item)]
            if said and source.text[start:end] not in held.text:
                item = said[0]
                yield Broken(
                    item.start, item.end, "rate", f"素材说的是“{source.text[start:end]}”有“{item.text}”，这里去掉了"
                )
                break


def _counted_once(held: Held, item: Quantity) -> bool:
    """Whether a source has the figure in a clause without a rate as well: 只有1名, 每个站所定1名."""
    for source in held.sources:
        for start, end in traits_of(source.text).clauses if source.tells else ():
            clause = source.text[start:end]
            if item.text in clause and not found_in(clause, "rates"):
                return True
    return False


def _obliged(held: Held) -> Iterator[Broken]:
    """May where a source says must, and must where it says may."""
    for mine, theirs in (("may", "must"), ("must", "may")):
        for start, end in found_in(held.text, mine, "not_modal"):
            if any(piece.start <= start < piece.end and piece.kind == "source" for piece in held.pieces):
                continue
            _, last = held.mine.clause(start)
            for piece in held.within(end, last):
                for hit in piece.hits:
                    source = held.sources[hit.source]
                    if not source.tells:
                        continue
                    first, stop = held.traits(hit).clause(hit.start)
                    clause = source.text[first:stop]
                    said = found_in(clause, theirs, "not_modal")
                    if said and not found_in(clause, mine, "not_modal"):
                        word = clause[said[0][0] : said[0][1]]
                        yield Broken(start, end, "modal", f"素材说的是“{word}”，不是“{held.text[start:end]}”")
                        return


def _caused(held: Held) -> Iterator[Broken]:
    """A cause that no source gives: a word for it, or two things that one source tells in that order, do."""
    telling = [index for index, source in enumerate(held.sources) if source.tells]
    given = [
        index
        for index in telling
        if words("causes").search(held.sources[index].text) or held.sources[index].has_column("cause")
    ]
    for start, end in found_in(held.text, "causes", "not_causes") if telling else ():
        if any(piece.kind == "source" and piece.start <= start < piece.end for piece in held.told):
            continue
        first, last = held.mine.clause(start)
        if start - first > 2 and held.text[start:end] in data()["because"]:  # 2件因检索不到位
            reason, effect = held.within(end, last), [*held.within(first, start), *held.within(last, len(held.text))]
        elif start - first > 2:  # 暴雨造成…破碎
            reason, effect = held.within(first, start), held.within(end, len(held.text))
        elif held.text[start:end] in data()["then"]:
            reason, effect = held.within(0, start), held.within(end, len(held.text))
        else:
            reason, effect = held.within(end, last), held.within(last, len(held.text))
            effect = [*effect, *_plainly(held, last)]
        if reason + effect and all(any(not held.tells(hit) for hit in piece.hits) for piece in reason + effect):
            continue  # 因本机关不掌握无法提供: the form's own words
        before = held.text[start:end] not in data()["then"]
        if _mainly(held, held.text[start:end], reason) or (before and _of_a_fault(held, reason)):
            continue
        if given and (len(telling) == 1 or any(_of_one(index, reason, effect) for index in given)):
            continue
        if not _one_after_the_other(held, reason, effect):
            yield Broken(start, end, "cause", f"“{held.text[start:end]}”：素材没有写这样的因果")


def _of_a_fault(held: Held, reason: Sequence[Piece]) -> bool:
    """Whether a source tells what is given as the reason right behind a fault or a loss of which it is the cause
    (纠正5件：3件检索没到位), or behind what was not done as what then was (没交，就按不再处理办)."""
    text = held.text
    for index, source in enumerate(held.sources):
        told = [hit.start for piece in reason for hit in piece.hits if hit.source == index]
        if not source.tells or not told:
            continue
        if any(end <= min(told) for _, end in found_in(source.text, "faulted")) and found_in(text, "faulted"):
            return True
        if any(match.start() <= at < match.end() for match in _AND_SO.finditer(source.text) for at in told):
            return True
    return False


_AND_SO = re.compile("[^，。；]*[没不未][^，。；]{1,8}(?=，就)")
_MAINLY = ("主要是", "主要因为", "扣在", "在于")


def _mainly(held: Held, word: str, reason: Sequence[Piece]) -> bool:
    """Whether a source says of what is given as the reason here that it was mainly so: 退回12条，主要是没有遮住."""
    return word.startswith("原因") and any(
        held.source_text(hit).endswith(_MAINLY, 0, hit.start) for piece in reason[:1] for hit in piece.hits
    )


def _plainly(held: Held, first: int) -> list[Piece]:
    """What is told behind a place in words that carry any sentence, as far as the sources have them: 未予公开."""
    return [
        piece._replace(hits=held.ground.hits(piece.text))
        for piece in held.pieces
        if piece.start >= first and len(piece.text) > 1 and held.ground.has(piece.text)
    ]


_SENTENCE_ENDS, _CLAUSE_MARKS, _LEADS = "。；", "，。；", 3
_REASON_AFTER = re.compile(
    "(?:主要)?(?:原因|起因)(?:是|在于|为)|是因为|缘于|源于|系因|(?<=，)(?:是|系)(?!否)|扣在|在于"
)
_REASON_BEFORE = re.compile("(?:因为|由于|因(?![而此素故公])|鉴于|受(?![到理邀训众托益损聘委]))(?=[^，。；]{2})")
_EFFECT_AFTER = re.compile("导致|致使|造成|因而|因此|所以|从而|由此|故而|使得|以致")
Span = tuple[int, int]


def _reasons(text: str) -> Iterator[tuple[Span, Span]]:
    """Places of a reason and of its effect in a text."""
    for marks, after in ((_REASON_AFTER, True), (_EFFECT_AFTER, False)):
        for match in marks.finditer(text):
            before = max(match.start() - _LEADS, 0)  # …，就是因为…: the clause before it
            start = max(text.rfind(mark, 0, before) for mark in _CLAUSE_MARKS) + 1
            end = min((at for mark in _CLAUSE_MARKS if (at := text.find(mark, match.end())) >= 0), default=len(text))
            one, other = (start, match.start()), (match.end(), end)
            yield (other, one) if after else (one, other)
    for match in _REASON_BEFORE.finditer(text):
        comma = text.find("，", match.end())
        end = min((at for mark in _SENTENCE_ENDS if (at := text.find(mark, match.end())) >= 0), default=len(text))
        if 0 <= comma < end:
            yield (match.end(), comma), (comma + 1, end)
        before = max(text.rfind(mark, 0, max(match.start() - 1, 0)) for mark in _CLAUSE_MARKS) + 1
        if text[match.start() - 1 : match.start()] == "，" and before < match.start() - 1:
            yield (match.end(), comma if 0 <= comma < end else end), (before, match.start() - 1)  # 扣1分，因…


def _turned_cause(held: Held) -> Iterator[Broken]:
    """What a source gives as the effect told as the reason, and the reason as the effect."""
    mine = list(_reasons(held.text))
    for index, source in enumerate(held.sources) if mine else ():
        if source.tells and (turned_there := _turned_in_a_clause(held, index, mine)) is not None:
            yield turned_there
            return
        theirs = list(_reasons(source.text)) if source.tells else []
        problem = next(((item.start, item.end) for item in source.columns if item.name == "problem"), None)
        cause = next(((item.start, item.end) for item in source.columns if item.name == "cause"), None)
        if problem is not None and cause is not None:
            theirs.append((cause, problem))
        for reason, effect in mine:
            for their_reason, their_effect in theirs:
                turned = _within(held, reason, index, their_effect) and _within(held, effect, index, their_reason)
                kept = _share(held, reason, index, their_reason) + _share(held, effect, index, their_effect)
                other = _share(held, reason, index, their_effect) + _share(held, effect, index, their_reason)
                if turned and kept < other:
                    start, end = min(reason[0], effect[0]), max(reason[1], effect[1])
                    yield Broken(start, end, "order", f"“{held.text[start:end][:20]}”：素材里的因果正好相反")
                    return


def _turned_in_a_clause(held: Held, index: int, mine: Sequence[tuple[Span, Span]]) -> Broken | None:
    """导致检索量较大 where a source says 因检索量较大延期答复, in one clause."""
    text = held.sources[index].text
    for match in _REASON_BEFORE.finditer(text):
        _, last = traits_of(text).clause(match.start())
        for reason, effect in mine:
            first, then = (
                [
                    hit.start
                    for piece in held.within(*part)
                    for hit in piece.hits
                    if hit.source == index and match.end() <= hit.start < last
                ]
                for part in (effect, reason)
            )
            if first and then and max(first) < min(then):
                start, end = min(reason[0], effect[0]), max(reason[1], effect[1])
                return Broken(start, end, "order", f"“{held.text[start:end][:20]}”：素材里的因果正好相反")
    return None


def _within(held: Held, mine: Span, index: int, theirs: Span) -> bool:
    """Whether a place of the sentence tells what a source has in a place, and has nowhere else."""
    return any(
        piece.hits and all(hit.source == index and theirs[0] <= hit.start < theirs[1] for hit in piece.hits)
        for piece in held.within(*mine)
    )


def _share(held: Held, mine: Span, index: int, theirs: Span) -> int:
    """How many characters of a place of the sentence tell what a source has in a place, and has nowhere else."""
    return sum(
        piece.end - piece.start
        for piece in held.within(*mine)
        if piece.hits and all(hit.source == index and theirs[0] <= hit.start < theirs[1] for hit in piece.hits)
    )


def _of_one(index: int, reason: Sequence[Piece], effect: Sequence[Piece]) -> bool:
    """Whether one source has some of the reason and some of the effect."""
    return all(any(hit.source == index for piece in part for hit in piece.hits) for part in (reason, effect) if part)


def _by_means(held: Held) -> Iterator[Broken]:
    """What one source tells, told as the means or the ground of what another one tells."""
    if sum(source.tells for source in held.sources) < 2:
        return
    means = found_in(held.text, "means", "not_means")
    for start, end in means:
        first, last = held.mine.clause(start)
        stop = next((at for at in range(end, len(held.text)) if held.text[at] in "。；"), len(held.text))
        stop = min((at for at, _ in means if at >= last), default=stop)  # 通过网站发…，通过公众号发…
        parts = [piece for piece in held.within(end, stop) if any(map(held.tells, piece.hits))]
        before = list(held.within(held.text.rfind("；", 0, first) + 1, start))
        if any(piece.kind == "source" and piece.start <= start < piece.end for piece in held.told) or any(
            held.source_text(hit).endswith(held.text[start:end], 0, hit.start)
            for piece in parts[:1]
            for hit in piece.hits
        ):
            continue  # a source has this means of its own act
        one = _of(held, parts[:1] if start - first <= 3 else before[-1:])
        other = _of(held, parts[-1:])
        if one and other and not one & other:
            yield Broken(start, last, "cause", f"“{held.text[start:last]}”：素材没有把这两件事连在一起")
            return


def _of(held: Held, pieces: Sequence[Piece]) -> set[int]:
    """Which of the telling sources have some pieces."""
    return {hit.source for piece in pieces for hit in piece.hits if held.tells(hit)}


def _for_a_purpose(held: Held) -> Iterator[Broken]:
    """A purpose that no source gives."""
    telling = [source for source in held.sources if source.tells]
    if not telling or any(
        found_in(source.text, "purposes", "not_purposes") or found_in(source.text, "purposes_told")
        for source in telling
    ):
        return
    for start, _ in found_in(held.text, "purposes", "not_purposes"):
        first, last = held.mine.clause(start)
        if start == first and last < len(held.text) - 1 and held.text[last] == "，":
            yield Broken(start, last, "cause", f"“{held.text[start:last]}”：素材没有写这样的目的")


def _one_after_the_other(held: Held, reason: Sequence[Piece], effect: Sequence[Piece]) -> bool:
    """Whether one source tells all of the reason first and then the effect."""
    for index in range(len(held.sources)):
        told = [[hit.end for hit in piece.hits if hit.source == index] for piece in reason]
        after = [hit.start for piece in effect for hit in piece.hits if hit.source == index]
        if told and all(told) and after and max(map(min, told)) <= max(after):
            return True
    return False


def _addressed(held: Held) -> Iterator[Broken]:
    """To everybody where a source says to whom."""
    mine = re.search(rf"[向对](?P<all>{'|'.join(data()['everybody'])})", held.text)
    if mine is None or held.ground.has(mine["all"]):
        return
    for source in held.sources:
        told = re.search(r"[向给](?P<some>[\u4e00-\u9fff]{2,6})", source.text)
        if source.tells and told:
            yield Broken(*mine.span(), "all", f"素材说的是“{told.group()}”，不是“{mine.group()}”")
            return
