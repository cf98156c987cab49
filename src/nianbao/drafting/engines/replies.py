"""What an endpoint answered: the text, or why it is no answer. Parsed by ourselves: the SDKs lose what they refuse."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from nianbao.drafting.engines.attempts import Failed, retry_after
from nianbao.lazy import lazy

__all__ = ["Answered", "answered", "refused", "text_of"]


class Answered(NamedTuple):
    """An answer's text and tokens."""

    text: str
    input_tokens: int
    output_tokens: int


_HTML = lazy(r"^\s*<(?:!doctype|html|head|body)")
_ABOUT_FORMAT = lazy("response_format|json_schema|json_object|json mode|guided|structured")
_ABOUT_LIMIT = lazy("max_tokens|max_completion_tokens")
_CLIP = 120


def _json(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _said(body: bytes) -> str:
    """An endpoint's own words on what is wrong, clipped."""
    value = _json(body)
    error = value.get("error", value) if isinstance(value, dict) else value
    if isinstance(error, dict):
        error = error.get("message") or error.get("detail") or error.get("msg") or ""
    text = str(error) if error else body.decode("utf-8", "replace")
    text = " ".join(text.split())
    return "" if _HTML.match(text.lower()) else text[:_CLIP]


def _tail(said: str) -> str:
    return f"（对方说明：{said}）" if said else ""


def refused(status: int, headers: Mapping[str, str], body: bytes) -> Failed:
    """Why an endpoint refused, by status and body."""
    said = _said(body)
    tail = _tail(said)
    if status in (401, 403):
        what = "密钥不对或没有权限" if status == 401 else "没有权限使用这个模型或地址"
        return Failed("unauthorized", f"{what}（{status}）{tail}。请检查密钥的环境变量", hopeless=True)
    if status == 404:
        return Failed("not_found", f"没有这个模型或地址（404）{tail}。请检查模型名称和 base-url", hopeless=True)
    if status in (400, 422) and _ABOUT_LIMIT.search(said.lower()):
        return Failed("bad_limit", f"对方不接受回答长度的写法（{status}）{tail}。请在设置中写 token-limit")
    if status in (400, 415, 422):
        kind = "bad_format" if _ABOUT_FORMAT.search(said.lower()) else "bad_request"
        return Failed(kind, f"对方不接受这个请求（{status}）{tail}。请检查模型名称和设置")
    if status == 413:
        return Failed("too_long", f"发送的内容太长（413）{tail}。请分部分起草，或换一个能读长文的模型")
    if status == 402:
        return Failed("unpaid", f"账户余额不足（402）{tail}", hopeless=True)
    if status == 429:
        return Failed("busy", f"请求太多或额度用完（429）{tail}。请过一会儿再试", again=True, wait=retry_after(headers))
    if status in (408, 409) or status >= 500:
        why = f"对方服务器出错（{status}）{tail}。请过一会儿再试"
        return Failed("server", why, again=True, wait=retry_after(headers))
    return Failed("bad_request", f"对方拒绝了请求（{status}）{tail}")


def answered(body: bytes) -> Answered:
    """The text of a chat completion.

    Raises:
        Failed: the body is no completion, cut short, filtered, or without an answer.
    """
    if not body.strip():
        raise Failed("empty", "对方返回的内容是空的", again=True)
    text = body[:200].decode("utf-8", "replace")
    if _HTML.match(text.lower()):
        raise Failed("web_page", "返回的是网页，不是模型的回答。请检查 base-url，或网络是否要先登录", hopeless=True)
    value = _json(body)
    if not isinstance(value, dict):
        raise Failed("bad_body", "返回的内容不完整或不是模型的回答", again=True)
    if value.get("error"):
        raise Failed("error_body", f"对方报告出错{_tail(_said(body))}", again=True)
    usage = value.get("usage") if isinstance(value.get("usage"), dict) else {}
    spent = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
    choices = value.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else None
    message = choice.get("message") if choice else None
    if choice is None or not isinstance(message, dict):
        raise Failed("bad_body", "返回的内容里没有回答", again=True)
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
    if finish == "length":
        raise Failed(
            "truncated",
            "回答没有写完就到了长度上限。请在设置中调大 max-output-tokens",
            input_tokens=spent[0],
            output_tokens=spent[1],
        )
    if finish == "content_filter" or message.get("refusal"):
        raise Failed("refused", "对方拒绝回答（内容审核）", input_tokens=spent[0], output_tokens=spent[1])
    content = message.get("content")
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    if isinstance(content, str) and content.strip("\ufeff \t\r\n"):
        return content
    thought = message.get("reasoning_content") or message.get("reasoning")
    if isinstance(thought, str) and "{" in thought:
        return thought  # vLLM puts Qwen3's JSON there
    what = "只有思考过程，没有回答" if thought else "回答是空的"
    raise Failed(
        "no_answer", f"{what}。请换一种回答格式（format）或模型", input_tokens=spent[0], output_tokens=spent[1]
    )
