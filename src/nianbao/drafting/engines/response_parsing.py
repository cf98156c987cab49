"""What an endpoint answered: the text, or why it is no answer. Parsed by ourselves: the SDKs lose what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from nianbao.drafting.engines.attempts import Failed, retry_after
from nianbao.drafting.plain_words import runs_for_ever
from nianbao.patterns import lazy


class Answered(NamedTuple):
    """An answer's text and tokens."""

    text: str
    input_tokens: int
    output_tokens: int


_HTML = lazy(r"^\s*<(?:!doctype|html|head|body)")
_ABOUT_FORMAT = lazy("response_format|json_schema|json_object|json mode|guided|structured")
_ABOUT_LIMIT = lazy("max_tokens|max_completion_tokens")
_ABOUT_LENGTH = lazy(
    "context.length|context_length|context window|maximum context|input length|prompt is too long|超长"
)
_ABOUT_CONTENT = lazy(
    "data_inspection|inappropriate content|content_filter|content management|content.policy|敏感|审核|不安全"
)
_ABOUT_MONEY = lazy("insufficient_quota|insufficient balance|arrearage|欠费|余额不足")
_CLIP = 120
_LOOKED_AT = 4000
"""Characters of a refusal that are looked through for its reason."""
_RETRY = "请过一会儿再试"
_SHAPE = "请检查 base-url 是不是模型的接口（一般以 /v1 结尾），或过一会儿再试"
_AUDIT = "对方的内容审核没有通过。请看这一部分的素材有没有不宜发送的内容，或换一个模型"
Scrub = Callable[[str], str]


def _same(text: str) -> str:
    return text


def _json(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _said(body: bytes, scrub: Scrub) -> str:
    """An endpoint's own words on what is wrong: without the key, in one line, clipped."""
    value = _json(body)
    error = value.get("error", value) if isinstance(value, dict) else value
    if isinstance(error, dict):
        error = error.get("message") or error.get("detail") or error.get("msg") or ""
    text = scrub(str(error) if error else body.decode("utf-8", "replace") if value is None else "")
    text = " ".join("".join(char if char.isprintable() else " " for char in text[:_LOOKED_AT]).split())
    if _HTML.match(text.lower()):
        return ""
    return text if len(text) <= _CLIP else text[:_CLIP] + "…"


def _tail(said: str) -> str:
    return f"（对方说明：{said}）" if said else ""


def refused(status: int, headers: Mapping[str, str], body: bytes, scrub: Scrub = _same) -> Failed:
    """Why an endpoint refused, by status and body."""
    tail = _tail(_said(body, scrub))
    whole = body[:_LOOKED_AT].decode("utf-8", "replace").lower()
    if status == 401:
        return Failed("unauthorized", f"密钥不对（401）{tail}。请检查密钥的环境变量", hopeless=True)
    if status == 402 or (status in (400, 403, 429) and _ABOUT_MONEY.search(whole)):
        return Failed("unpaid", f"账户余额或额度不足（{status}）{tail}。请充值，或换一个密钥", hopeless=True)
    if status in (400, 403) and _ABOUT_CONTENT.search(whole):
        return Failed("refused", f"{_AUDIT}（{status}）{tail}")
    if status == 403:
        return Failed("forbidden", f"没有权限使用这个模型或地址（403）{tail}。请检查密钥的权限和模型名称")
    if status == 404:
        return Failed("not_found", f"没有这个模型或地址（404）{tail}。请检查模型名称和 base-url", hopeless=True)
    if status == 413 or (status in (400, 422) and _ABOUT_LENGTH.search(whole)):
        return Failed("too_long", f"发送的内容太长（{status}）{tail}。请把这一部分的素材写短，或换一个能读长文的模型")
    if status in (400, 422) and _ABOUT_LIMIT.search(whole):
        what = f"对方不接受回答长度的写法或数值（{status}）{tail}"
        return Failed("bad_limit", f"{what}。请在设置中改 token-limit 或 max-output-tokens")
    if status in (400, 415, 422):
        kind = "bad_format" if _ABOUT_FORMAT.search(whole) else "bad_request"
        return Failed(kind, f"对方不接受这个请求（{status}）{tail}。请检查模型名称和设置")
    if status == 429:
        return Failed("busy", f"请求太多或额度用完（429）{tail}。{_RETRY}", again=True, wait=retry_after(headers))
    if status in (408, 409) or status >= 500:
        return Failed("server", f"对方服务器出错（{status}）{tail}。{_RETRY}", again=True, wait=retry_after(headers))
    return Failed("bad_request", f"对方拒绝了请求（{status}）{tail}。请检查 base-url 和模型名称")


def answered(body: bytes, scrub: Scrub = _same) -> Answered:
    """The text of a chat completion.

    Raises:
        Failed: the body is no completion, cut short, filtered, or without an answer.
    """
    if not body.strip():
        raise Failed("empty", f"对方返回的内容是空的。{_SHAPE}", again=True)
    text = body[:200].decode("utf-8", "replace")
    if _HTML.match(text.lower()):
        raise Failed("web_page", "返回的是网页，不是模型的回答。请检查 base-url，或网络是否要先登录", hopeless=True)
    value = _json(body)
    if not isinstance(value, dict):
        raise Failed("bad_body", f"返回的内容不完整，或不是模型的回答。{_SHAPE}", again=True)
    if value.get("error"):
        raise Failed(
            "error_body", f"对方报告出错{_tail(_said(body, scrub))}。{_RETRY}，或检查模型名称和密钥", again=True
        )
    usage = value.get("usage") if isinstance(value.get("usage"), dict) else {}
    spent = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
    choices = value.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else None
    message = choice.get("message") if choice else None
    if choice is None or not isinstance(message, dict):
        raise Failed("bad_body", f"返回的内容里没有回答{_tail(_said(body, scrub))}。{_SHAPE}", again=True)
    return Answered(text_of(message, str(choice.get("finish_reason") or ""), spent), *spent)


def _count(usage: Any, name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) and value >= 0 else 0


def text_of(message: dict[str, Any], finish: str, spent: tuple[int, int]) -> str:
    """The words of a message that ended well.

    Args:
        message: its ``content``, and what else there is. finish: why it ended. spent: tokens read and written.

    Raises:
        Failed: it was cut short or filtered, or has no words.
    """
    content = message.get("content")
    if isinstance(content, list):
        content = "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    blank = isinstance(content, str) and not content.strip("\ufeff \t\r\n")
    if finish == "length" and isinstance(content, str) and not blank and runs_for_ever(content):
        why = "回答没有尽头地重复，已放弃。请换一个模型，或把这一部分的素材写短"
        raise Failed("endless", why, input_tokens=spent[0], output_tokens=spent[1])
    if finish == "length" and not (blank and content):  # whitespace without end: another format may help
        raise Failed(
            "truncated",
            "回答没有写完就到了长度上限。请在设置中调大 max-output-tokens",
            input_tokens=spent[0],
            output_tokens=spent[1],
        )
    if finish in ("content_filter", "sensitive") or message.get("refusal"):
        raise Failed("refused", _AUDIT, input_tokens=spent[0], output_tokens=spent[1])
    if isinstance(content, str) and not blank:
        return content
    thought = message.get("reasoning_content") or message.get("reasoning")
    if isinstance(thought, str) and "{" in thought:
        return thought  # vLLM puts Qwen3's JSON there
    what = "只有思考过程，没有回答" if thought else "回答是空的"
    raise Failed(
        "no_answer", f"{what}。请换一种回答格式（format）或模型", input_tokens=spent[0], output_tokens=spent[1]
    )
