"""The wording of a figure: before it, around it or behind it, and the part and the year that it is of."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from nianbao.claims.claim import By, Claim, Year
from nianbao.claims.clause_words import ClauseWords, Spoken, filler_only
from nianbao.claims.clauses import words
from nianbao.claims.form_names import labelled
from nianbao.claims.role_phrases import Matcher, Phrase, Token
from nianbao.kinds.roles import Roles
from nianbao.patterns import lazy
from nianbao.text import Quantity

_RIGHT = 6
"""Characters between a figure and the wording behind it."""

_OR = lazy('(?:"|申请|情形|答复)*(?:或者?|和|及|与|以及)(?:作出?|按|予以|属于?|归入|列入|列为|被)?(?:"|了)*')
"""Joins results behind one figure, that is their sum: 剩下的19件属于不予处理或者作其他处理."""
_JOIN = lazy('(?:行政复议|行政诉讼|复议|诉讼|数量|数|件数|案件|总数|、|和|及|或|与|以及|或者|的|申请|类|情形|["“”])*+')

BEHIND_BARE = ("", "、", "，", "。", "；", "）")

_ANDS = ("并", "、", "和", "及", "与")

_YEARS: dict[str, Year] = {"<own>": "own", "<last>": "last", "<other>": "other"}

_NOT_GIVEN = lazy("而?(?:未予?|没有|未能|没能)(?:向申请人)?提供")
ONE_EACH = lazy("(?:申请|的)?(?:分别|依次)(?:是|为|属于?|系|因|涉及)?|分属")
"""Behind a figure whose things are of several rows."""
_LIKE_LAST = lazy("(?:情况|同期|全年)*(?:完全|大体)?(?:一样|一致|相同|持平)")
_WITH = ("与", "和", "同", "跟")
_ALONG = lazy("连同|加上|外加")
_TURN = ("年初",)
_TURNING = ("requests.carry_in",)
"""Figures that are those of the turn of the year, so that it is no part of them: 年初承接上年结转的申请3件."""

_JOINED = ("、", "和", "与", "及", "以及")
_GOES_ON = (
    "则",
    "的",
    "并",
    "且",
    "后",
    "是",
    "来自",
    "涉及",
    "在",
    "于",
    "以",
    "因",
    "由",
    "经",
    "按",
    "已",
    "未",
    "与",
    "和",
    "占",
    "所",
    "分",
    "主要",
    "内容",
    "其",
    "较",
    "比",
    "左右",
    "以上",
    "以内",
    "不",
)

LABEL = lazy(
    '^(?:其中|中有|中|包括|包含|具体为|具体包括|分为|含|分别为|分别是|分别|即|有|为|：|，|、|和|及|共|另|其|"|\\s)+|(?:的|有|为|共|共计|计|分别|达到?|约|近|：|"|\\s|信息|申请|类)+$'
)

_FROM_WHOM = ("来自", "由", "均由", "均来自", "都由", "都来自", "系由", "是由")
_FROM = lazy(f"(?:的?(?:申请|案件)(?:书|件)?)?(?:{'|'.join(_FROM_WHOM)})")
_ONE_BODY = lazy("[均都]?(?:是|为|系|由|来自|属于?)[^，。；、]{0,8}?[一1][家名位个]")
"""Behind a figure that is of one applicant: 两件是县城一家律师事务所提出的."""
_ONE_EACH = lazy("一[为是由系]$")
"""Before the first of several that are one each: 2件申请人一为企业、一为个人."""
_OUTSIDE = lazy("(?:申请|申请人|提出)?(?:以外|之外)的?")
_IN_ALL = lazy("(?:合计|共计|总计|一共|总共|合起来|加起来|相加|共)[^，。；0-9]{0,4}$")
_ALL_WAYS = lazy("[^，。；、0-9]{0,6}(?:等|[两三四五多][种类个]|各种|各渠道|各种渠道)")


class FigureWording:
    """Finds what a figure of a clause counts.

    Args:
        matcher: the wordings of all roles. masked: the paragraph, folded, quotations hidden. spoken: what was said so
            far in it.
    """

    def __init__(self, matcher: Matcher, masked: str, spoken: Spoken) -> None:
        self.matcher, self.masked, self.spoken = matcher, masked, spoken
        self.roles: Roles = matcher.roles
        self._light = matcher.light

    def _measured(self, role: str, figure: Quantity) -> bool:
        measures = self.roles.by_id[role].measures
        return not figure.measure or not measures or figure.measure in measures

    def _chosen(self, figure: Quantity, words: ClauseWords, left: int, right: int) -> tuple[list[Phrase], bool]:
        """The wording of a figure: before it, around it, behind it; and whether it is surely that one."""
        near_it = (phrase for phrase in words.phrases if phrase.end > left and phrase.start < right)
        fit = [phrase for phrase in near_it if words.free(phrase) and self._measured(phrase.role, figure)]
        comma = self.masked.rfind("、", left, figure.start)
        row = self.masked.startswith(("、", "和", "及"), left)  # 现行有效的规章27件、规范性文件412件
        before = [
            phrase
            for phrase in fit
            if (phrase.start >= left or (row and phrase.end > left + 1 and not phrase.weak))
            and phrase.end <= figure.start
        ]
        around = [
            phrase
            for phrase in fit
            if left <= phrase.start < figure.start and phrase.end > figure.end and phrase.end <= right
        ]
        stop = self.masked.find("、", figure.end, right)
        apart = ONE_EACH.match(self.masked, figure.end) is not None  # 其余9件分属不予公开、无法提供和其他处理
        limit = stop if stop >= 0 and not apart else right
        shares = words.begins("share", self.matcher.sense)
        at = bisect_left(shares, figure.end)
        limit = shares[at] if at < len(shares) else limit
        behind = [
            phrase
            for phrase in fit
            if phrase.start >= figure.end
            and phrase.end <= limit
            and (
                phrase.start - figure.end <= _RIGHT
                or filler_only(words.own_words(figure.end, phrase.start, self._light), 4)
                or (not phrase.weak and (apart or self.masked[phrase.end : phrase.end + 1] in BEHIND_BARE))
            )
        ]
        along = _ALONG.search(self.masked, figure.end, limit)
        behind = [
            phrase for phrase in behind if along is None or phrase.end <= along.start()
        ]  # 新申请4件连同上年结转1件
        none = next((at for at in words.begins("denial", self.matcher.sense) if at >= figure.end), right)
        behind = [phrase for phrase in behind if phrase.end <= none or phrase.start < none]  # 2件无一予以公开
        if self.masked[figure.end : figure.end + 1] in ("中", "里"):
            behind = []  # 余下21件中维持14件
        parts = self.matcher.part
        near = [phrase for phrase in before if filler_only(words.own_words(phrase.end, figure.start, parts), 8)]
        for strong in (True, False):
            for group in (near, around, behind):
                pool = [phrase for phrase in group if phrase.weak != strong]
                if not pool:
                    continue
                if group is behind:
                    alls = words.begins("all", self.matcher.sense)
                    first = bisect_left(alls, figure.end)
                    reach = alls[first] if first < len(alls) else limit
                    if all(item.start >= reach for item in pool) and any(
                        item.start < reach for item in (*near, *around, *behind)
                    ):
                        continue  # 3件申请均予以公开: three applications, and all of them
                    pool = [item for item in pool if item.start < reach] or pool
                    best = max(pool, key=lambda item: (item.end, item.end - item.start))
                    members = [item for item in pool if self._refines(item, best, words)]
                    best = max(members, key=lambda item: item.end, default=best)
                    if (summed := self._summed_behind(pool, apart=apart)) and not members:
                        return summed, True
                else:
                    best = max(pool, key=lambda item: (item.end if group is near else 0, item.end - item.start))
                    best = self._result_right_before(best, pool) if group is near else best
                if (
                    group is near
                    and best.end <= comma
                    and behind
                    and not filler_only(self.masked[comma + 1 : figure.start], 1)
                ):
                    continue
                between = words.own_words(best.end, figure.start, parts)
                sure = group is not near or filler_only(self._without_group(between, best.role))
                if not strong:
                    sure = sure and len({phrase.role for phrase in pool}) == 1
                chosen = [best]
                if group is near:
                    chosen = self._joined_phrases(best, before, alike=not self._each(figure, words, left))
                if not strong or group is not behind:
                    member = [item for item in before if self._refines(item, best, words)]
                    chosen = [max(member, key=lambda item: item.end)] if member and len(chosen) == 1 else chosen
                if group is near and self._other_thing(figure, best, words, right):
                    return [], True
                kind = self.masked[best.start - 1 : best.start] == "类" and not self.roles.by_id[best.role].within
                sure = sure and not kind
                return chosen, sure and self._plain(best, words)
        return [], True

    def _without_group(self, said: str, role: str) -> str:
        """Words without those for the group that a reason belongs to: 不掌握相关信息而未能提供的."""
        group = self.roles.by_id[role].within
        for item in labelled(said, 0, len(said), self.matcher) if group else ():
            if group in item.roles:
                return said[: item.start].rstrip("而故") + said[item.end :]
        return _NOT_GIVEN.sub("", said) if group else said

    def _each(self, figure: Quantity, words: ClauseWords, left: int) -> bool:
        """Whether a figure is that of each thing named before it: 维持、纠正各1件."""
        sense = self.matcher.sense
        each = [token for token in words.between(left, figure.start) if "each_of" in sense.get(token.word, ())]
        return bool(each) and filler_only(self.masked[each[-1].end : figure.start], 1)

    def _refines(self, one: Phrase, whole: Phrase, words: ClauseWords) -> bool:
        """Whether a wording says which part of another's it is: 以重复申请为由不予处理."""
        if self.masked.startswith("等", one.end):
            return False  # 因本机关不掌握等原因无法提供10件: one of the reasons
        return one is not whole and self.roles.by_id[one.role].within == whole.role and words.free(one)

    def _other_thing(self, figure: Quantity, phrase: Phrase, words: ClauseWords, right: int) -> bool:
        """Whether the figure counts what is named behind it and not the wording's thing: 印发的46份通知."""
        if self.roles.by_id[phrase.role].group:
            return False
        if any(words.tokens[number].word in self.matcher.family for number in range(phrase.first, phrase.last + 1)):
            return False
        token = next((item for item in words.tokens if item.start >= figure.end), None)
        stop = min(right, token.start if token is not None else right)
        mark = self.masked.find("、", figure.end, stop)
        behind = self.masked[figure.end : mark if mark >= 0 else stop]
        return len(behind) > 1 and not filler_only(behind, 1) and not behind.startswith(_GOES_ON)

    def _plain(self, phrase: Phrase, words: ClauseWords) -> bool:
        """Whether what stands in a wording's gap is nothing that makes it something else: 收到低保申请."""
        tokens = words.tokens[phrase.first : phrase.last + 1]
        unknown = 0
        for one, other in pairwise(tokens):
            gap = self.masked[one.end : other.start]
            for figure in words.figures:
                if one.end <= figure.start < other.start:
                    gap = gap.replace(self.masked[figure.start : figure.end], "")
            unknown += 0 if filler_only(gap) else len(gap)
        return unknown <= 3 or tokens[-1].end - tokens[-1].start > 3

    def _result_right_before(self, best: Phrase, pool: list[Phrase]) -> Phrase:
        """The result that a general word follows: 作部分公开答复9宗, and not all that was answered."""
        if self.roles.by_id[best.role].group or not self.roles.by_id[best.role].rest:
            return best
        results = (item for item in pool if self.roles.by_id[item.role].group == "results" and item.end == best.start)
        return next(results, best)

    def _summed_behind(self, pool: list[Phrase], *, apart: bool) -> list[Phrase]:
        """The results of one family that stand joined behind a figure; none where there is one only."""
        found: list[Phrase] = []
        for item in sorted(pool, key=lambda item: (item.start, -item.end)):
            role = self.roles.by_id[item.role]
            if found and item.start < found[-1].end:
                continue
            if role.group != "results" or item.weak:
                return []
            between = self.masked[found[-1].end : item.start] if found else ""
            if found and not (_OR.fullmatch(between) or (apart and between == "、")):
                return []
            found.append(item)
        return found if len(found) > 1 and len({item.role for item in found}) == len(found) else []

    def _joined_phrases(self, best: Phrase, pool: list[Phrase], *, alike: bool = True) -> list[Phrase]:
        """The wordings that stand joined before one figure: 予以公开、部分公开13件.

        Args:
            alike: whether only such as can be added up, results with results.
        """
        group = self.roles.by_id[best.role].group
        chosen = [best]
        family = self.roles.by_id[best.role].family
        while True:
            first = chosen[0]
            ahead = [
                item
                for item in pool
                if item.end <= first.start
                and item.role != first.role
                and _JOIN.fullmatch(self.masked, item.end, first.start)
                and self.masked[item.end : first.start]
            ]
            if not ahead:
                return chosen
            one = max(ahead, key=lambda item: (item.end, item.end - item.start))
            other = self.roles.by_id[one.role]
            same = (group and other.group == group and other.family == family) or (
                {family, other.family} <= {"reconsideration", "litigation"}
            )
            if alike and not same:
                return chosen
            chosen.insert(0, one)

    def _by(
        self, figure: Quantity, words: ClauseWords, left: int, right: int, chosen: list[Phrase]
    ) -> tuple[tuple[By, ...], bool, str]:
        """The part that a figure is of: what is named before it, or behind it where nothing is."""
        comma = self.masked.rfind("、", left, figure.start)
        tokens = [token for token in words.between(left, figure.start) if token.start not in words.used]
        found = self._fitting(self._others_than(self._named(tokens)), chosen)
        if found and chosen and any(phrase.start >= figure.end for phrase in chosen) and comma >= 0:
            apart = [item for item in found if item[0].start > comma]
            found = [item for item in found if item in apart or (apart and self._joined_to(item, apart[0]))]
        if not found and self.masked[figure.end : figure.end + 1] not in ("中", "里"):
            stop = self.masked.find("、", figure.end, right)
            limit = stop if stop >= 0 else right
            whose = _FROM.match(self.masked, figure.end, limit) or _ONE_BODY.match(self.masked, figure.end, limit)
            near = limit if whose else min(limit, figure.end + 8)
            end = max([phrase.end for phrase in chosen if phrase.end > figure.end], default=near)
            end = max(end, near) if whose else end  # 有1件申请来自其他组织
            everything = (
                token.start
                for token in words.tokens
                if token.start >= figure.end and "all" in self.matcher.sense.get(token.word, ())
            )
            behind = self._fitting(
                self._named(words.between(figure.end, min(end, limit, next(everything, limit)))), chosen
            )
            if behind and _ONE_EACH.search(self.masked, figure.end, behind[0][0].start):
                behind = []
            behind = self._with_joined(behind, words)
            if behind and (chosen or self.spoken.in_list or self.spoken.counts):
                found = [item for item in behind if item[1] == "applicant" or chosen or self.spoken.in_list]
        by: list[By] = []
        sure = True
        for dimension in ("applicant", "channel"):
            parts = list(dict.fromkeys(part for _, kind, part in found if kind == dimension))
            if not parts:
                continue
            everybody = "organisations" in parts or (len(parts) > 2 and not self._each(figure, words, left))
            if dimension == "applicant" and "natural" in parts and everybody:
                continue  # 公民、法人和其他组织: everybody
            if len(parts) > 1 and dimension == "channel" and self._and_others(found):
                continue  # 通过网络、信函等渠道: by all of them
            if len(parts) > 1 and dimension == "applicant":
                if (
                    set(parts) <= {"organisations", "other", "business", "research", "welfare", "legal"}
                    and "organisations" in parts
                ):
                    parts = ["organisations"]
                else:
                    last = max(token.end for token, kind, _ in found if kind == "applicant")
                    sure = _IN_ALL.search(self.masked, last, figure.start) is not None
            names = [self.roles.parts[dimension][part].name for part in parts]
            value = parts[0] if len(parts) == 1 else "+".join(parts)
            by.append(By("applicant" if dimension == "applicant" else "channel", value, "、".join(names)))
        for item in found:
            words.used.add(item[0].start)
        month = self.spoken.month
        if month is not None and not (month.value in _TURN and any(item.role in _TURNING for item in chosen)):
            by.append(month)
        start = max(left, comma + 1)
        label = LABEL.sub("", self.masked[start : figure.start])
        if not label:
            stop = self.masked.find("、", figure.end, right)
            label = LABEL.sub("", self.masked[figure.end : stop if stop >= 0 else right])
        return tuple(by), sure, label[:24]

    def _joined_to(self, one: tuple[Token, str, str], two: tuple[Token, str, str]) -> bool:
        """Whether two kinds of applicant are named right after each other: 科研机构、社会公益组织的4件申请."""
        return one[1] == two[1] and self.masked[one[0].end : two[0].start] in _JOINED

    def _with_joined(self, found: list[tuple[Token, str, str]], words: ClauseWords) -> list[tuple[Token, str, str]]:
        """What is named behind a figure with all that is joined to it: 余下3件来自社会公益组织和其他组织."""
        for item in self._named([token for token in words.tokens if found and token.start > found[-1][0].start]):
            if self._joined_to(found[-1], item):
                found = [*found, item]
        return found

    def _others_than(self, found: list[tuple[Token, str, str]]) -> list[tuple[Token, str, str]]:
        """The kinds of applicant besides one that is left out: 自然人以外的申请."""
        out = next((item for item in found if _OUTSIDE.match(self.masked, item[0].end)), None)
        if out is None or out[1] != "applicant":
            return found
        applicants = self.roles.parts["applicant"]
        rest = next((part.id for part in applicants.values() if part.sum and out[2] not in part.sum), "")
        if out[2] == "natural" and rest:
            return [(out[0], "applicant", rest)]
        return [(out[0], "applicant", part.id) for part in applicants.values() if not part.sum and part.id != out[2]]

    def _fitting(self, found: list[tuple[Token, str, str]], chosen: list[Phrase]) -> list[tuple[Token, str, str]]:
        """The parts that a wording's role can have: 单位 is no applicant of a penalty."""
        if not chosen:
            return found
        parts = {part for phrase in chosen for part in self.roles.by_id[phrase.role].parts}
        return [item for item in found if item[1] in parts or (item[1] == "channel" and "applicant" in parts)]

    def _and_others(self, found: list[tuple[Token, str, str]]) -> bool:
        end = max(token.end for token, kind, _ in found if kind == "channel")
        return _ALL_WAYS.match(self.masked, end) is not None

    def _named(self, tokens: list[Token]) -> list[tuple[Token, str, str]]:
        return [
            (token, dimension, part)
            for token in tokens
            for dimension, part in self.matcher.part.get(token.word, ())
            if not self.masked.endswith(words()["not_of"], 0, token.start)
        ]

    def _year_of(self, figure: Quantity, words: ClauseWords, of: Claim | None) -> tuple[Year, int | None]:
        """The year of a figure: as named beside it, else as spoken of."""
        spoken = self.spoken
        taken = [(phrase.start, phrase.end) for phrase in words.phrases]
        for token in reversed(words.tokens):
            year = _YEARS.get(token.word)
            if year is None or token.start > figure.end:
                continue
            if any(start <= token.start and token.end <= end for start, end in taken):
                continue
            if _LIKE_LAST.match(self.masked, token.end) and self.masked[token.start - 1 : token.start] in _WITH:
                continue  # 与上年一样都是5件: of this year, and of that
            if token.end <= figure.start:
                return year, token.year or None
        behind = next((token for token in words.tokens if token.start >= figure.end), None)
        if behind is not None and behind.word in ("<next>", "<other>") and behind.start - figure.end <= 2:
            inside = any(start <= behind.start and behind.end <= end for start, end in taken)
            if not inside:
                return "other", behind.year or None  # 另1件于次年公开
        return (of.year if of is not None else spoken.year), spoken.named

    def _and(self, one: Phrase, other: Phrase) -> bool:
        """Whether two wordings share their thing: 收到并办结申请, 收到、办结申请."""
        return (
            one.last == other.last
            and other.first == one.first + 1
            and self.masked[one.start : other.start].endswith(_ANDS)
        )
