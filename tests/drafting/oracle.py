"""An independent reading of the sentences on figures: is this sentence true of these cells?

Written from the sentences as a reader sees them, not from the form's statements: it parses the words and
looks the figures up. A sentence it does not know is an error, so a new statement needs a line here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

Values = Mapping[str, Decimal]

_WHO = {
    "自然人": "natural",
    "商业企业": "business",
    "科研机构": "research",
    "社会公益组织": "welfare",
    "法律服务机构": "legal",
    "其他组织": "other",
}
_GROUPS = {
    "予以公开": ["open"],
    "部分公开": ["partial"],
    "不予公开": [f"deny{n}" for n in range(1, 9)],
    "无法提供": [f"unable{n}" for n in range(1, 4)],
    "不予处理": [f"reject{n}" for n in range(1, 6)],
    "作其他处理": ["others", "other1", "other2", "other3"],
}
_REASONS = {
    "属于国家秘密": "deny1",
    "其他法律行政法规禁止公开": "deny2",
    "危及“三安全一稳定”": "deny3",
    "保护第三方合法权益": "deny4",
    "属于三类内部事务信息": "deny5",
    "属于四类过程性信息": "deny6",
    "属于行政执法案卷": "deny7",
    "属于行政查询事项": "deny8",
    "本机关不掌握相关政府信息": "unable1",
    "没有现成信息需要另行制作": "unable2",
    "补正后申请内容仍不明确": "unable3",
    "属于信访举报投诉类申请": "reject1",
    "重复申请": "reject2",
    "要求提供公开出版物": "reject3",
    "无正当理由大量反复申请": "reject4",
    "要求行政机关确认或重新出具已获取信息": "reject5",
    "申请人无正当理由逾期不补正": "other1",
    "申请人逾期未按收费通知要求缴纳费用": "other2",
    "其他情形": "other3",
}
_RESULTS = {"维持": "upheld", "纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}
_DECISIONS = {
    "行政许可": "licensing.licence",
    "其他对外管理服务事项处理": "licensing.service",
    "行政处罚": "enforcement.penalty",
    "行政强制": "enforcement.coercion",
}
_N = r"([0-9]+(?:\.[0-9]+)?)"
_HUNDRED = Decimal(100)


def _outside(text: str, mark: str) -> list[str]:
    """A text parted at a mark that stands outside brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += {"（": 1, "）": -1}.get(char, 0)
        if char == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


class Oracle:
    """Judges sentences against this year's and last year's cells."""

    def __init__(self, now: Values, last: Values | None = None) -> None:
        self.now, self.last = now, last or {}

    def v(self, id: str) -> Decimal:
        return self.now[id]

    def total(self, row: str) -> Decimal:
        return self.now[f"requests.{row}.total"]

    def rows(self, name: str) -> list[str]:
        return [row for row in _GROUPS[name] if f"requests.{row}.total" in self.now]

    def result(self, name: str) -> Decimal:
        return sum((self.total(row) for row in self.rows(name)), Decimal(0))

    def litigation(self) -> Decimal:
        return self.v("remedies.direct.total") + self.v("remedies.after.total")

    def true(self, text: str) -> bool:
        """Whether a sentence is true.

        Raises:
            KeyError: the oracle does not know such a sentence.
        """
        assert text.endswith("。"), text
        body = text[:-1]
        for pattern, judge in (
            (r"\d{4}年，我.依照《中华人民共和国政府信息公开条例》开展政府信息公开工作，(.+)", self._opening),
            (rf"办结的{_N}件(.+)", self._results),
            (r"((?:因政府信息公开工作被|未发生因政府信息公开工作被申请行政复议、).*)", self._remedies),
            (r"(全年(?:没有)?作出.*决定.*)", self._decisions),
            (r"(本年.*(?:规章|规范性文件).*)", self._documents),
            (r"(\d{4}年.*(?:收费通知|信息处理费).*)", self._fee),
        ):
            if match := re.fullmatch(pattern, body):
                return judge(*match.groups())
        found = [self._clause(clause) for clause in self._clauses(body)]
        if not all(item is not None for item in found):
            raise KeyError(text)
        return all(found)

    # ── applicants

    def _named(self, text: str, look: Callable[[str], Decimal], total: Decimal, known: Values | dict[str, str]) -> bool:
        """A list of parts with their figures, or one name for all of the total: 自然人3件、商业企业1件; 自然人."""
        if not re.search(r"\d", text):
            return look(known[text]) == total > 0
        told = Decimal(0)
        for piece in re.split(r"(?<=件)[、，]", text):
            match = re.fullmatch(rf"(.+?)(各)?{_N}件", piece)
            assert match is not None, piece
            names = match[1].split("、")
            assert bool(match[2]) == (len(names) > 1), piece
            if any(look(known[name]) != Decimal(match[3]) for name in names):
                return False
            told += Decimal(match[3]) * len(names)
        return told == total

    def _who(self, text: str, rows: list[str]) -> bool:
        """The kinds of applicant of some rows, as a bracket or a list gives them."""
        total = sum((self.total(row) for row in rows), Decimal(0))
        return self._named(
            text, lambda who: sum((self.v(f"requests.{row}.{who}") for row in rows), Decimal(0)), total, _WHO
        )

    # ── what came in, was dealt with, is left

    def _clauses(self, body: str) -> list[str]:
        head, mark, tail = body.partition("，其中")
        return [*_outside(head, "，"), *([mark[1:] + tail] if mark else [])]

    def _clause(self, text: str) -> bool | None:
        d, t = Decimal, self.total
        last = self.last.get("requests.new.total")
        moved = t("new") - last if last is not None else None
        plain, _, bracket = text.partition("（")
        bracket = bracket.removesuffix("）")
        rows = {"上年结转": "carry_in", "加上上年结转的": "carry_in", "结转下年度继续办理": "carry_out"}
        for words, row in rows.items():
            if match := re.fullmatch(rf"{words}{_N}件", plain):
                return t(row) == d(match[1]) > 0 and (not bracket or self._who(bracket, [row]))
        if match := re.fullmatch("(均?)由(.+)提出", text):
            return self._who(match[2], ["new"]) and (t("new") > 1) == bool(match[1])
        simple: dict[str, Callable[[], bool]] = {
            "全年未收到政府信息公开申请": lambda: t("new") == 0,
            "也没有上年结转的申请": lambda: t("carry_in") == 0,
            "没有上年结转的申请": lambda: t("carry_in") == 0,
            "年内没有办结的申请": lambda: t("total") == 0,
            "没有结转下年度办理的申请": lambda: t("carry_out") == 0,
            "新收数量与上年持平": lambda: moved == 0,
            "上年未收到申请": lambda: last == 0,
            "全年没有行政事业性收费": lambda: self.v("fees.charge.amount") == 0,
            "没有政府集中采购项目": lambda: (
                self.v("procurement.central.items") == 0 == self.v("procurement.central.amount")
            ),
        }
        if plain in simple and not bracket:
            return simple[plain]()
        if text.startswith("其中"):
            return self._who(text.removeprefix("其中"), ["new"])
        figures: list[tuple[str, Callable[..., bool]]] = [
            ("全年新收政府信息公开申请{n}件", lambda n: t("new") == n > 0),
            ("应办理{n}件", lambda n: t("new") + t("carry_in") == n),
            ("年内办结{n}件", lambda n: t("total") == n > 0),
            ("上年新收{n}件", lambda n: t("new") == 0 and last == n > 0),
            ("新收数量比上年的{n}件增加{n}件", lambda was, more: last == was and moved == more > 0),
            ("新收数量比上年的{n}件减少{n}件", lambda was, less: last == was and moved == -less < 0),
            ("增长{n}%", lambda rate: bool(last) and _rounded(moved * _HUNDRED / last) == rate),  # type: ignore[operator]
            ("下降{n}%", lambda rate: bool(last) and _rounded(-moved * _HUNDRED / last) == rate),  # type: ignore[operator]
            ("全年行政事业性收费{n}万元", lambda n: self.v("fees.charge.amount") == n > 0),
            ("行政事业性收费项目比上一年增加{n}项", lambda n: self.v("fees.charge.change") == n > 0),
            ("实施政府集中采购项目{n}个", lambda n: self.v("procurement.central.items") == n > 0),
            ("采购总金额{n}.*", lambda n: self.v("procurement.central.amount") == n > 0),
        ]
        for pattern, judge in figures:
            if match := re.fullmatch(pattern.replace("{n}", _N), text):
                return judge(*map(d, match.groups()))
        return None

    def _opening(self, text: str) -> bool:
        if text == "情况如下":
            return all(
                self.v(id) == 0 for id in ("requests.new.total", "requests.total.total", "documents.normative.made")
            )
        known = {
            "制发行政规范性文件": "documents.normative.made",
            "制作规范性文件": "documents.normative.made",
            "新收政府信息公开申请": "requests.new.total",
            "办结申请": "requests.total.total",
        }
        found = [re.fullmatch(rf"(.+?){_N}件", clause) for clause in text.split("，")]
        return all(match is not None and self.v(known[match[1]]) == Decimal(match[2]) > 0 for match in found)

    # ── results, with their reasons and applicants

    def _results(self, number: str, text: str) -> bool:
        total = Decimal(number)
        if self.total("total") != total:
            return False
        if not text.startswith("中，"):
            assert text.startswith("均") == (total > 1), text
            return self._item(text.removeprefix("均"), total) == total
        body = text.removeprefix("中，")
        marks = [mark for mark in "；，、" if len(_outside(body, mark)) > 1]
        pieces = _outside(body, marks[0]) if marks else [body]
        if marks[:1] == ["、"]:
            pieces = re.split(r"(?<=[件）])、", body)  # no bracket holds a mark as weak as this
        found = [self._item(piece, None) for piece in pieces]
        return None not in found and sum((item for item in found if item is not None), Decimal(0)) == total

    def _item(self, text: str, all_of: Decimal | None) -> Decimal | None:
        """How many requests a result tells of; None where it is not true. ``all_of``: of which it is all."""
        share = ""
        if match := re.search(r"，占([0-9.]+)%", text):
            share, text = match[1], text.replace(match.group(), "")
        head, rest = re.fullmatch(r"([^，（]+)(.*)", text).groups()  # type: ignore[union-attr]
        match = re.fullmatch(rf"(.+?)(各)?(?:{_N}件)?", head)
        assert match is not None, text
        told = Decimal(match[3]) if match[3] else all_of
        assert told is not None, text
        if reason := re.fullmatch("因(.+?)(不予公开|无法提供|不予处理|不再处理)", match[1]):
            row = _REASONS[reason[1]]
            name = "作其他处理" if reason[2] == "不再处理" else reason[2]
            good = row in self.rows(name) and self.total(row) == told == self.result(name)
            rows = [row]
        else:
            names = match[1].split("、")
            assert bool(match[2]) == (len(names) > 1), text
            good = all(self.result(name) == told for name in names)
            told *= len(names)
            rows = [row for name in names for row in self.rows(name)]
        if share:
            good = good and _rounded(told * _HUNDRED / self.total("total")) == Decimal(share)
        if rest.startswith("（"):
            good = good and self._who(rest[1:-1], rows)
        elif rest:
            good = good and self._reasons(rest, rows)
        return told if good else None

    def _reasons(self, text: str, rows: list[str]) -> bool:
        told, left = {}, text.removeprefix("，其中")
        for match in re.finditer(rf"([^（）0-9]+?)(各)?{_N}件(?:（([^）]*)）)?[、，]?", left):
            left = left.replace(match.group(), "", 1)
            names = match[1].split("、")
            assert bool(match[2]) == (len(names) > 1), text
            for name in names:
                told[_REASONS[name]] = Decimal(match[3])
                if match[4] and not self._who(match[4], [_REASONS[name]]):
                    return False
        assert not left, text
        assert len(told) > 1, text
        if any(row not in rows or self.total(row) != value for row, value in told.items()):
            return False
        return not any(self.total(row) for row in rows if row not in told)

    # ── remedies

    def _remedies(self, text: str) -> bool:
        if text == "未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况":
            return self.v("remedies.reconsideration.total") == 0 == self.litigation()
        parts: list[str] = []
        for piece in _outside(text, "；"):
            if piece.startswith("复议后起诉"):
                parts[-1] += "，" + piece
            else:
                parts.append(piece.removeprefix("因政府信息公开工作"))
        return all(self._remedy(part) for part in parts)

    def _remedy(self, text: str) -> bool:
        if text == "没有被提起行政诉讼":
            return self.litigation() == 0
        if text == "没有被申请行政复议":
            return self.v("remedies.reconsideration.total") == 0
        match = re.fullmatch(rf"被(申请行政复议|提起行政诉讼){_N}件(?:，(.*))?", text)
        if match is None:
            raise KeyError(text)
        told, rest = Decimal(match[2]), match[3]
        if match[1] == "申请行政复议":
            return told == self.v("remedies.reconsideration.total") and self._outcomes(rest, "reconsideration", told)
        if told != self.litigation():
            return False
        kinds = {"未经复议直接起诉": "direct", "复议后起诉": "after"}
        if single := re.fullmatch(r"(均?)为(未经复议直接起诉|复议后起诉)(?:（(.*)）)?", rest or ""):
            kind = kinds[single[2]]
            right = self.v(f"remedies.{kind}.total") == told and (told > 1) == bool(single[1])
            return right and self._outcomes(single[3], kind, told)
        counted = Decimal(0)
        listed = [piece for part in _outside((rest or "").removeprefix("其中"), "，") for piece in _outside(part, "、")]
        for piece in listed:
            found = re.fullmatch(rf"(.+?){_N}件(?:（(.*)）)?", piece)
            assert found is not None, piece
            kind, value = kinds[found[1]], Decimal(found[2])
            if self.v(f"remedies.{kind}.total") != value or not self._outcomes(found[3], kind, value):
                return False
            counted += value
        return counted == told

    def _outcomes(self, text: str | None, kind: str, total: Decimal) -> bool:
        if text is None:
            return True  # the results are not known, or do not add up

        def look(result: str) -> Decimal:
            return self.v(f"remedies.{kind}.{result}")

        if single := re.fullmatch("(?:结果)?(均?)为?(维持|纠正|其他结果|尚未审结)", text):
            return look(_RESULTS[single[2]]) == total and (not single[1] or total > 1)
        return self._named(text.removeprefix("其中"), look, total, _RESULTS)

    # ── documents, decisions, fees

    def _decisions(self, text: str) -> bool:
        text, _, fees = text.partition("；")
        if fees and not self._clause("全年" + fees):
            return False
        head, _, none = text.partition("没有作出")
        for name in none.removesuffix("决定").split("、") if none else ():
            if self.v(f"{_DECISIONS[name]}.decisions") != 0:
                return False
        told = head.removeprefix("全年").removeprefix("作出").rstrip("，")
        for piece in re.split(r"(?<=件)[、，]", told) if told else ():
            match = re.fullmatch(rf"(.+?)决定(各)?{_N}件", piece)
            assert match is not None, piece
            names = match[1].split("、")
            assert bool(match[2]) == (len(names) > 1), piece
            if any(self.v(f"{_DECISIONS[name]}.decisions") != Decimal(match[3]) for name in names):
                return False
        return True

    def _documents(self, text: str) -> bool:
        row = "regulations" if "规章" in text else "normative"
        kind = "规章" if row == "regulations" else "(?:行政)?规范性文件"
        columns = {"制发": "made", "新制作": "made", "废止": "repealed", "新公开": "published"}
        columns |= {"年末现行有效": "in_force", "现行有效": "in_force", "对外公开": "total", "累计对外公开": "total"}

        def none(words: str) -> bool:
            return all(self.v(f"documents.{row}.{columns[word]}") == 0 for word in words.split("和"))

        for clause in text.removeprefix("本年").split("，"):
            if match := re.fullmatch(rf"(?:也)?没有(.+?)(?:的?{kind})?", clause):
                if not none(match[1].removesuffix("的")):
                    return False
            elif match := re.fullmatch(rf"(.+?)(?:{kind})?{_N}件", clause):
                if self.v(f"documents.{row}.{columns[match[1]]}") != Decimal(match[2]):
                    return False
            else:
                raise KeyError(clause)
        return True

    def _fee(self, text: str) -> bool:
        fee = {name: self.now.get(f"handling_fee.{name}") for name in ("notices", "charged", "collected")}
        body = re.sub(r"^\d{4}年", "", text)
        patterns: list[tuple[str, Callable[..., bool]]] = [
            ("(?:年内)?未发出(?:信息处理费)?收费通知", lambda: fee["notices"] == 0),
            ("(?:年内)?未(?:实际)?收取(?:信息处理费)?", lambda: fee["collected"] == 0),
            (f"发出信息处理费收费通知{_N}件", lambda n: fee["notices"] == n),
            (f"通知收费金额{_N}元", lambda n: fee["charged"] == n),
            (f"实际收取(?:信息处理费)?{_N}元", lambda n: fee["collected"] == n),
        ]
        for clause in body.split("，"):
            judge, match = next(
                (judge, match) for pattern, judge in patterns if (match := re.fullmatch(pattern, clause))
            )
            if not judge(*map(Decimal, match.groups())):
                return False
        return True
