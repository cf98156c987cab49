"""A claim in plain Chinese: what is counted, how much, of which year, whose, and of what it is a part."""

from __future__ import annotations

from nianbao.claims.claim import Claim
from nianbao.facts import figure
from nianbao.kinds.roles import Roles

_SCOPES = {"own": "", "region": "全地区的", "superior": "上级的", "other": "别的机关的"}
_WAYS = {"up": "增加", "down": "减少", "same": "持平", "": "变化"}


def _how_much(claim: Claim) -> str:
    if claim.denied:
        return "没有"
    if claim.value is None:
        return ""
    if claim.exact:
        return figure(claim.value) + claim.measure
    if claim.low is None or claim.high is None:
        bound = claim.low if claim.high is None else claim.high
        word = "不少于" if claim.high is None else "不多于"
        return f"{word}{figure(bound)}{claim.measure}" if bound is not None else "若干"
    return f"{figure(claim.low)}至{figure(claim.high)}{claim.measure}"


def claim_in_words(claim: Claim, roles: Roles) -> str:
    """A claim as a clerk reads it: 新收政府信息公开申请（自然人）4件，是“14件”的一部分."""
    name = "＋".join(roles.by_id[role].name for role in claim.roles)
    by = "、".join(item.name for item in claim.by)
    said = _SCOPES[claim.scope] + name + (f"（{by}）" if by else "")
    if claim.what == "change":
        against = "比上年" if claim.against == "last" else "前后比较"
        if isinstance(claim.against, Claim):
            against = "比" + "＋".join(roles.by_id[role].name for role in claim.against.roles)
            against += "".join(f"（{item.name}）" for item in claim.against.by)
        said += f"{against}{_WAYS[claim.direction]}{_how_much(claim)}"
    elif claim.what == "share":
        said += f"占{_how_much(claim)}"
    elif claim.what == "ratio" and isinstance(claim.against, Claim):
        said += f"是{roles.by_id[claim.against.roles[0]].name}的{_how_much(claim)}"
    elif claim.what == "average":
        said += f"平均{_how_much(claim)}"
    elif claim.what == "rank":
        said += "最少" if claim.value is None or claim.value < 0 else f"居第{_how_much(claim)}"
    elif claim.what == "rate":
        said += f"的比例{_how_much(claim)}"
    elif claim.all:
        said += "：全部都是"
    else:
        said += f"：{_how_much(claim)}" if claim.denied else _how_much(claim)
    if claim.year != "own":
        said += "，上年的" if claim.year == "last" else f"，{claim.named}年的" if claim.named else "，别的年份的"
    if claim.part_of is not None and not claim.all and claim.what == "count":
        said += f"，是“{claim.part_of.text}”的一部分"
    return said if claim.sure else said + "（也可能是别的意思）"
