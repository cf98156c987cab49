"""An independent reading of the sentences on figures: is this sentence true of these cells?

Written from the sentences as a reader sees them, not from the form's statements: it parses the words and
looks the figures up. A sentence it does not know is an error, so a new statement needs a line here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

Values = Mapping[str, Decimal]

_GROUPS = {
    "不予公开": [f"deny{n}" for n in range(1, 9)],
    "无法提供": [f"unable{n}" for n in range(1, 4)],
    "不予处理": [f"reject{n}" for n in range(1, 6)],
}
_WHO = {
    "自然人": "natural",
    "商业企业": "business",
    "科研机构": "research",
    "社会公益组织": "welfare",
    "法律服务机构": "legal",
    "其他组织": "other",
}
_RESULTS = {"结果维持": "upheld", "结果纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}
_DECISIONS = {
    "行政许可": "licensing.licence",
    "其他对外管理服务事项": "licensing.service",
    "行政处罚": "enforcement.penalty",
    "行政强制": "enforcement.coercion",
}
_N = r"(\d+(?:\.\d+)?)"


class Oracle:
    """Judges sentences against this year's and last year's cells."""

    def __init__(self, now: Values, last: Values | None = None) -> None:
        self.now, self.last = now, last or {}

    def v(self, id: str) -> Decimal:
        return self.now[id]

    def total(self, row: str) -> Decimal:
        return self.now[f"requests.{row}.total"]

    def result(self, name: str) -> Decimal:
        if name == "其他处理":
            rows = [row for row in ("others", "other1", "other2", "other3") if f"requests.{row}.total" in self.now]
        else:
            rows = _GROUPS.get(name) or [{"予以公开": "open", "部分公开": "partial"}[name]]
        return sum((self.total(row) for row in rows), Decimal(0))

    def litigation(self) -> Decimal:
        return self.v("remedies.direct.total") + self.v("remedies.after.total")

    def _parts(self, text: str, pattern: str, look: Callable[[str], Decimal]) -> bool:
        found = re.findall(pattern, text)
        return bool(found) and all(look(name) == Decimal(number) for name, number in found)

    def _sums(self, text: str, total: Decimal) -> bool:
        """Where a breakdown is given, the figures after 其中 add up to the total."""
        _, _, tail = text.partition("其中")
        return not tail or sum(map(Decimal, re.findall(_N + "件", tail)), Decimal(0)) == total

    def _documents(self, text: str, row: str) -> bool:
        words = {
            "新制作": "made",
            "制发": "made",
            "废止": "repealed",
            "年末现行有效": "in_force",
            "新公开": "published",
            "对外公开总数": "total",
        }
        clauses = re.split("，", text.rstrip("。"))
        for clause in clauses:
            match = re.fullmatch(
                r"(新制作|制发|废止|年末现行有效|新公开|对外公开总数)(?:规章|行政规范性文件|规范性文件)?" + _N + "件",
                clause,
            )
            if match is None or self.v(f"documents.{row}.{words[match[1]]}") != Decimal(match[2]):
                return False
        return True

    def true(self, text: str) -> bool:
        """Whether a sentence is true.

        Raises:
            KeyError: the oracle does not know such a sentence.
        """
        for pattern, judge in self._known():
            if match := re.fullmatch(pattern, text):
                return judge(text, match)
        raise KeyError(text)

    def _known(self) -> list[tuple[str, Callable[[str, re.Match[str]], bool]]]:
        d, t, v = Decimal, self.total, self.v
        new_last = self.last.get("requests.new.total")

        def growth(match: re.Match[str], sign: int) -> bool:
            if new_last is None:
                return False
            moved = (t("new") - new_last) * sign
            rate = (moved * 100 / new_last).quantize(d("0.1"), ROUND_HALF_UP) if new_last else None
            return moved > 0 and moved == d(match[1]) and rate == d(match[2])

        def new(text: str, match: re.Match[str]) -> bool:
            if t("new") != d(match[1]) or not self._sums(text, t("new")):
                return False
            if who := re.search(r"，(均?)由(.+?)提出。$", text):
                return v(f"requests.new.{_WHO[who[2]]}") == t("new") and (t("new") > 1) == bool(who[1])
            tail = text.partition("其中")[2]
            return not tail or self._parts(tail, rf"([^\d、，]+?)提出{_N}件", lambda n: v(f"requests.new.{_WHO[n]}"))

        def done(text: str, match: re.Match[str]) -> bool:
            if t("total") != d(match[1]) or not self._sums(text, t("total")):
                return False
            if single := re.search(r"，办理结果(均?)为(.+?)。$", text):
                return self.result(single[2]) == t("total") and (t("total") > 1) == bool(single[1])
            tail = text.partition("其中")[2]
            return not tail or self._parts(tail, rf"([^\d、，]+?){_N}件", self.result)

        def remedies(text: str, match: re.Match[str], total: Decimal, look: Callable[[str], Decimal]) -> bool:
            if total != d(match[1]) or not self._sums(text, total):
                return False
            rest = match[2]
            if rest.strip("。") and "其中" not in rest:
                name = rest.strip("，均为。")
                return look(name) == total and (total > 1) == ("均" in rest)
            tail = text.partition("其中")[2]
            return not tail or self._parts(tail, rf"([^\d、，]+?){_N}件", look)

        return [
            (r"(?:新制作|制发|废止|新公开)规章.*", lambda s, _: self._documents(s, "regulations")),
            (r"(?:新制作|制发|废止|新公开)(?:行政)?规范性文件.*", lambda s, _: self._documents(s, "normative")),
            (
                rf"现行有效的行政规范性文件{_N}件，本年没有制发和废止。",
                lambda _, m: v("documents.normative.in_force") == d(m[1])
                and v("documents.normative.made") == 0 == v("documents.normative.repealed"),
            ),
            (r"全年作出.*", lambda s, _: self._parts(s.removeprefix("全年作出"), rf"([^\d、]+?)决定{_N}件", lambda n: v(f"{_DECISIONS[n]}.decisions"))),
            (rf"行政事业性收费项目比上一年增加{_N}项。", lambda _, m: v("fees.charge.change") == d(m[1]) > 0),
            (rf"行政事业性收费金额{_N}万元。", lambda _, m: v("fees.charge.amount") == d(m[1])),
            (
                rf"政府集中采购项目{_N}个(?:，采购总金额{_N}.*)?。",
                lambda _, m: v("procurement.central.items") == d(m[1])
                and (m[2] is None or v("procurement.central.amount") == d(m[2])),
            ),
            ("全年未收到政府信息公开申请，也没有上年结转的申请。", lambda *_: t("new") == 0 == t("carry_in")),
            (rf"全年没有新收政府信息公开申请，上年结转{_N}件。", lambda _, m: t("new") == 0 and t("carry_in") == d(m[1]) > 0),
            (rf"全年新收政府信息公开申请{_N}件.*", new),
            (rf"新收数量比上年增加{_N}件，增长{_N}%。", lambda _, m: growth(m, 1)),
            (rf"新收数量比上年减少{_N}件，下降{_N}%。", lambda _, m: growth(m, -1)),
            (rf"上年新收{_N}件。", lambda _, m: t("new") == 0 and new_last == d(m[1]) > 0),
            (rf"上年没有新收申请，本年增加{_N}件。", lambda _, m: new_last == 0 and t("new") == d(m[1]) > 0),
            ("新收数量与上年持平。", lambda *_: new_last == t("new") and t("new") > 0),
            (rf"另有上年结转{_N}件。", lambda _, m: t("carry_in") == d(m[1]) > 0),
            (rf"本年度办结{_N}件.*", done),
            (rf"本年度尚无办结的申请，结转下年度继续办理{_N}件。", lambda _, m: t("total") == 0 and t("carry_out") == d(m[1]) > 0),
            (rf"结转下年度继续办理{_N}件。", lambda _, m: t("carry_out") == d(m[1]) > 0),
            ("没有结转下年度办理的申请。", lambda *_: t("carry_out") == 0),
            (
                "未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。",
                lambda *_: v("remedies.reconsideration.total") == 0 == self.litigation(),
            ),
            ("没有被申请行政复议的情况。", lambda *_: v("remedies.reconsideration.total") == 0),
            ("没有被提起行政诉讼的情况。", lambda *_: self.litigation() == 0),
            (
                rf"因政府信息公开工作被申请行政复议{_N}件(.*)",
                lambda s, m: remedies(s, m, v("remedies.reconsideration.total"), lambda n: v(f"remedies.reconsideration.{_RESULTS[n]}")),
            ),
            (
                rf"因政府信息公开被提起行政诉讼{_N}件(.*)",
                lambda s, m: remedies(
                    s, m, self.litigation(),
                    lambda n: v({"未经复议直接起诉": "remedies.direct.total", "复议后起诉": "remedies.after.total"}[n]),
                ),
            ),
            (
                r"\d{4}年未发出信息处理费收费通知，未收取信息处理费。",
                lambda *_: v("handling_fee.notices") == 0 == v("handling_fee.collected"),
            ),
            (
                rf"\d{{4}}年未发出信息处理费收费通知，实际收取信息处理费{_N}元。",
                lambda _, m: v("handling_fee.notices") == 0 and v("handling_fee.collected") == d(m[1]) > 0,
            ),
            (
                rf"依据《政府信息公开信息处理费管理办法》，\d{{4}}年发出收费通知{_N}件，通知收费总金额{_N}元，实际收取{_N}元。",
                lambda _, m: (v("handling_fee.notices"), v("handling_fee.charged"), v("handling_fee.collected"))
                == (d(m[1]), d(m[2]), d(m[3])),
            ),
        ]  # fmt: skip
