"""More, fewer, as many as last year, in words: 双双增加, 随之减少, 由12件变为9件，略有上升."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.claims.clauses import words as grammar
from nianbao.claims.comparisons import no_way
from nianbao.claims.form_clauses import ASKED, CAME_IN, FormClauses
from nianbao.claims.form_names import Heard, Name, form_words, words_in
from nianbao.claims.form_statement import Cells, Operator, Sense, Statement
from nianbao.claims.role_phrases import Token
from nianbao.patterns import lazy

_UNMOVED = lazy("[不未没无]")
_FROM = lazy("[^，。；]{0,24}(?:由|从|上年|去年|上一年|20[0-9]{2}年)[^，。；0-9]{0,6}")
_TO = lazy("(?:[^，。；0-9]{0,4}(?:变为|变成|变到|到|至|为|成)了?)")
_WAS = lazy("(?:的|为|是|有|仅|只|同期|分别|全年|数|量|共)*")
_FROM_TO = lazy("[由从][^，。；]{0,24}[到至为成]")
_TWO = lazy("双|两|二者")
_THAN = ("多于", "少于", "高于", "低于", "不及")
_HOW = lazy("(?:有所|略有|稍有|明显|大幅度?|小幅|显著|连续|持续|逐年|不断|再次|再度|继续|稳步|进一步)$")
_OF_ITSELF = (
    "走高",
    "走低",
    "回升",
    "回落",
    "攀升",
    "下滑",
    "滑落",
    "不升反降",
    "不降反升",
    "不减反增",
    "不增反减",
    "有增无减",
)
"""Words that compare with what was before."""
"""Words of degree that compare with last year where nothing else is named: 行政强制决定有所增加."""


class FormChanges(FormClauses):
    """Reads what clauses say of changes."""

    def _moved(self, heard: Sequence[Heard], number: int) -> Iterator[Statement]:
        clause = heard[number]
        words = clause.words
        text = words.text
        ways: list[tuple[int, int, Operator]] = []
        for token in words.tokens:
            sense = self.matcher.sense.get(token.word, set())
            way: Operator | None = (
                "up" if "up" in sense else "down" if "down" in sense else "same" if "same" in sense else None
            )
            if way is None or no_way(token, text) or any(0 <= item.start - token.end <= 3 for item in words.figures):
                continue
            if token.word in _THAN and not any(0 <= item.start - token.end <= 1 for item in self._years(words.tokens)):
                continue  # 公开的多于部分公开
            if token.end - token.start == 1 and not self._ends_comparison(heard, number, token):
                continue  # 内容多围绕…
            if text.startswith(("零", "0"), token.end):
                continue  # 由1件减少为零: its figure
            if _UNMOVED.search(text, max(clause.start, token.start - 3), token.start) or text.startswith(
                "的", token.end
            ):
                continue
            ways.append((token.start, token.end, way))
        if len(ways) != 1 or self._supposed(words.tokens):
            return
        start, end, way = ways[0]
        together = words_in("together", text, clause.start, end)
        begun = min([start, *(place[0] for place in together)])
        pairs = self._pairs(heard, number)
        if pairs:
            chosen = pairs if together or len(pairs) == 1 else []
            pronoun = self._pronoun(text, clause.start, start)
            if pronoun and len(pairs) > 1:
                chosen = [pairs[0] if pronoun > 0 else pairs[-1]]
            for cells, moved in chosen:
                yield Statement(begun, end, "", (Sense(way, cells, moved=moved),), "own")
            return
        implied = _HOW.search(text, clause.start, start) is not None or text.startswith(_OF_ITSELF, start)
        if not self._compared(heard, number) and not (implied and way != "same"):
            return
        for several in self._subjects(heard, number, start, bool(together)):
            yield Statement(begun, end, "", tuple(Sense(way, item) for item in several), "own")

    @staticmethod
    def _years(tokens: Sequence[Token]) -> list[Token]:
        return [token for token in tokens if token.word in ("<last>", "<other>")]

    def _ends_comparison(self, heard: Sequence[Heard], number: int, token: Token) -> bool:
        """Whether one character says more or fewer at a comparison's end: 比上年多; 与上年相比，项目数少了."""
        clause = heard[number]
        if clause.words.text[token.end : clause.end] == "了":
            return self._compared(heard, number)
        marks = [other for other in clause.words.tokens if self._compares(other) and other.end <= token.start]
        marks = [other for other in marks if not (other.word == "较" and other.end == token.start)]  # 其他情形较少
        below = any(clause.words.text.endswith(grammar()["not_as"], clause.start, other.start) for other in marks)
        return bool(marks) and token.end == clause.end and not below  # 没有上年多

    def _compares(self, token: Token) -> bool:
        return "compares" in self.matcher.sense.get(token.word, ()) or token.word == "<last>"

    def _compared(self, heard: Sequence[Heard], number: int) -> bool:
        """Whether a sentence compares with last year."""
        for clause in heard[: number + 1]:
            if any(token.word == "<other>" for token in clause.words.tokens):
                return False
            if words_in("compared", clause.words.text, clause.start, clause.end) or any(
                token.word == "<last>" for token in clause.words.tokens
            ):
                return True
        return False

    @staticmethod
    def _pronoun(text: str, start: int, end: int) -> int:
        """Which of the things just told a clause speaks of: 1 of the first (前者), -1 of the last (后者), 0 of none."""
        return next((form_words()["pronouns"][word] for _, _, word in words_in("pronouns", text, start, end)), 0)

    def _pairs(self, heard: Sequence[Heard], number: int) -> list[tuple[Cells, tuple[Decimal, Decimal]]]:
        """The figures between which a sentence says that something moved, the earlier first, with what they count."""
        pair = self._pair(heard, number)
        if pair is not None:
            return [(Cells((CAME_IN,)), pair)]
        here = heard[number]
        pronouns = [place[:2] for place in words_in("pronouns", here.words.text, here.start, here.end)]
        told = [
            place[:2]
            for name in ("degree", "together", "amount")
            for place in words_in(name, here.words.text, here.start, here.end)
        ]
        apart = self._named(heard, number, here.start, here.end).start >= 0 or bool(
            self._left(heard, number, here.start, here.end, *pronouns, *told)
        )
        for at in range(number, max(number - 3, -1), -1):
            if apart and at < number:
                return []
            clause = heard[at]
            years = [token for token in clause.words.tokens if token.word == "<last>"]
            figures = [
                item for item in clause.words.figures if years and item.start >= years[-1].end and item.measure != "%"
            ]
            if (
                not figures
                or any(item.value is None for item in figures)
                or _FROM_TO.search(clause.words.text, clause.start, clause.end)
            ):
                continue
            if not _WAS.fullmatch(clause.words.text, years[-1].end, figures[0].start):
                continue  # 比上年少7件
            if at == number and self._left(heard, at, clause.start, years[-1].start):
                return []  # 乡镇件数比上年的21件有所下降
            if not any(
                "compares" in self._senses(token) or token.word in ("与", "和") for token in clause.words.tokens
            ):
                continue
            counted = self._counts(heard, at, years[-1].start)
            if counted and not counted[-1].sure:
                return []  # 两项合计36件，比上年的27件有较大提升: of the sum
            now = [claim for claim in counted if claim.sure and claim.exact and claim.part_of is None]
            now = now[-len(figures) :]
            if len(now) < len(figures) or any(
                claim.measure != item.measure for claim, item in zip(now, figures, strict=True)
            ):
                return []
            return [
                (self._cells(claim), (item.value, claim.value))
                for claim, item in zip(now, figures, strict=True)
                if item.value is not None and claim.value is not None
            ]
        return []

    def _pair(self, heard: Sequence[Heard], number: int) -> tuple[Decimal, Decimal] | None:
        """The two figures between which a change is told beside its word: 略有上升，由12件变为9件."""
        for at in (number, number + 1):
            if at >= len(heard):
                continue
            clause = heard[at]
            figures = clause.words.figures
            if len(figures) < 2 or figures[0].value is None or figures[1].value is None:
                continue
            if figures[0].measure != figures[1].measure and figures[0].measure:
                continue
            ahead = clause.words.text[clause.start : figures[0].start]
            if at > number and (
                clause.words.clause.before != "，"
                or not _FROM.fullmatch(ahead)
                or self._named(heard, at, clause.start, figures[0].start).start >= 0
            ):
                continue
            if not _FROM.search(ahead) or not _TO.fullmatch(clause.words.text, figures[0].end, figures[1].start):
                continue
            return figures[0].value, figures[1].value
        return None

    def _subjects(self, heard: Sequence[Heard], number: int, until: int, together: bool) -> list[list[Cells]]:
        """Of what a change is said: for each thing the cells that its words may mean."""
        clause = heard[number]
        words = clause.words
        text = words.text
        amounts = words_in("amount", text, clause.start, until)
        hide = [
            *((start, end) for start, end, _ in amounts),
            *((start, end) for start, end, _ in words_in("degree", text, clause.start, until)),
            *((start, end) for start, end, _ in words_in("together", text, clause.start, until)),
        ]
        here = self._named(heard, number, clause.start, until)
        if self._left(heard, number, clause.start, until, *hide):
            return []
        pronoun = self._pronoun(text, clause.start, until)
        counts = [
            claim
            for claim in self._counts(heard, number, until)
            if claim.sure and all(item.kind == "applicant" for item in claim.by) and len(claim.roles) == 1
        ]
        if pronoun:
            if len(counts) < 2:
                return []
            return [[self._cells(counts[-2] if pronoun > 0 else counts[-1])]]
        rows = self._rows(here.rows)
        if not self._held(rows):
            return []
        strong = [item for item in rows if not item.weak] or ([] if here.applicants else rows)
        if here.start >= 0 and not words.figures:
            columns = tuple(dict.fromkeys(item[2] for item in here.applicants))
            if len(strong) > 1 and not self._joined(clause, [(item.start, item.end) for item in strong]):
                return []
            summed = len(columns) > 1 and not together
            if summed and not self._joined(clause, [item[:2] for item in here.applicants]):
                return []
            each: list[tuple[str, ...]] = [(part,) for part in columns] or [()]
            bases = [list(item.roles) for item in strong] or [list(self._bases(heard, number))]
            if summed:  # 企业和其他组织的申请比上年增加: both together, or each
                each, bases = [columns, *each], [list(dict.fromkeys(role for base in bases for role in base))]
                return [[Cells((role,), column) for role in bases[0] for column in each if self._asked(role)]]
            return [
                [Cells((role,), column) for role in base if not column or self._asked(role)]
                for base in bases
                for column in each
            ]
        named = self._named_right_before(heard, number)
        if named is not None and not together:
            return [[Cells((role,)) for role in named.roles]]
        if not counts:
            return []
        top = [claim for claim in counts if claim.part_of is None]
        if together:
            chosen = top[-2:] if _TWO.search(text, clause.start, until) else top
            return [[self._cells(claim)] for claim in chosen] if len(chosen) > 1 else []
        last = counts[-1]
        if amounts and any(self.roles.by_id[role].signed for role in last.roles):
            return []  # 行政许可项目减为6项，但业务量不降反升
        senses = [self._cells(last)]
        if last.part_of is not None:
            senses.append(self._cells(last.part_of))
        return [senses]

    def _asked(self, role: str) -> bool:
        return ASKED in self.roles.by_id[role].parts

    def _named_right_before(self, heard: Sequence[Heard], number: int) -> Name | None:
        """The one row that the clause before names, without a figure of it: 没有发生行政复议，与上年持平."""
        if number == 0 or heard[number].words.clause.before != "，" or heard[number - 1].words.figures:
            return None
        before = heard[number - 1]
        names = self._named(heard, number - 1, before.start, before.end)
        rows = [item for item in self._rows(names.rows) if not item.weak]
        denied = words_in("negation", before.words.text, before.start, before.end)
        if len(rows) != 1 or names.applicants or not denied or not self._held(rows):
            return None
        hide = (mark[:2] for mark in denied)
        return None if self._left(heard, number - 1, before.start, before.end, *hide) else rows[0]
