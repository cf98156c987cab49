"""SRC: causes and commitments that no note has."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.notes import (
    ENOUGH,
    claim_words,
    claims,
    is_known,
    noted,
    pairs,
    rests,
    telling,
)
from nianbao.patterns import any_of, lazy


@rule("SRC12", "cause-without-source", "warning", "norm")
def cause(context: Context) -> Iterator[Finding]:
    """写了素材里没有的原因

    【是什么】“由于机构改革，更新不及时”，素材里没有写这个原因。
    【依据】年度报告内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 由于机构改革人员调整，栏目更新不及时。（素材没有写原因）
    【对】
    - 由于经办人兼职较多，栏目更新不及时。（素材写明经办人兼职较多）
    【怎么改】确是这个原因的补进素材“表现或原因”，不是的删去。
    【怎么不报】素材里写了这个原因就不会报。
    【一句话】素材没有写的原因不写。
    """
    ground = pairs(noted(context)) if is_known(context) else set()
    pattern = any_of(claim_words()["causes"])
    for claim in claims(context):
        for match in pattern.finditer(claim.text):
            stop = min(
                [at for mark in "，。；" if (at := claim.text.find(mark, match.end())) >= 0], default=len(claim.text)
            )
            reason = claim.text[match.end() : stop]
            if match.group() in ("导致", "致使"):
                begin = max(claim.text.rfind(mark, 0, match.start()) for mark in "。；") + 1
                reason = claim.text[begin : match.start()]
            if len(reason) >= 4 and rests(reason, ground) < ENOUGH:
                yield context.mark(
                    claim.start + match.start(),
                    claim.start + max(stop, match.end()),
                    "素材里没有写这个原因",
                    severity="warning",
                    fix="确是这个原因的补进素材“表现或原因”，不是的删去",
                )
                break


_TELLING = 3
"""Pairs of characters that say what is promised; 2025年底前完成 says none."""
_DENIED = lazy("(?:不|不能|无法|难以|未能|没有|没能)$")


@rule("SRC13", "commitment-without-source", "warning", "norm")
def commitment(context: Context) -> Iterator[Finding]:
    """写了素材里没有的承诺

    【是什么】“力争年底前建成政务公开体验区”，素材的措施里没有。
    【依据】报告公布后就是承诺；内容应当真实、准确（国办公开办函〔2021〕30号）；所以只作警告。
    【错】
    - 力争年底前建成政务公开体验区。（素材没有这条措施）
    【对】
    - 确保每月更新公开栏。（素材写明每月更新公开栏）
    【怎么改】确有打算的补进素材“措施”，没有的删去。
    【怎么不报】素材里写了这条措施就不会报。
    【一句话】素材没有写的承诺不写。
    """
    ground = pairs(noted(context)) if is_known(context) else set()
    pattern = any_of(claim_words()["commitments"])
    for claim in claims(context):
        match = pattern.search(claim.text)
        if match is None:
            continue
        begin = max(claim.text.rfind(mark, 0, match.start()) for mark in "，。；") + 1
        stop = min(
            [at for mark in "，。；" if (at := claim.text.find(mark, match.end())) >= 0], default=len(claim.text)
        )
        promise = claim.text[begin:stop]
        if _DENIED.search(claim.text, begin, match.start()):
            continue  # 不能保证…: no promise
        if len(promise) >= 6 and len(telling(promise)) >= _TELLING and rests(promise, ground) < ENOUGH:
            yield context.mark(
                claim.start + begin,
                claim.start + stop,
                "素材里没有这项承诺",
                severity="warning",
                fix="确有打算的补进素材“措施”，没有的删去",
            )
