"""The ways an endpoint fails: what it does, what becomes of the draft, and how often it may be asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from drafting import echo
from model_server import Answer, Asked, completion
from nianbao.drafting.engines import Setup, model_for
from nianbao.drafting.engines.model_port import Model
from nianbao.settings import ModelSettings

__all__ = ["FORMATS", "KEY", "MISBEHAVIOURS", "MODELS", "RETRIES", "Misbehaviour", "good"]

KEY = "sk-planted-5f0c2b7e9a"
RETRIES = 1
FORMATS = ("json_schema", "json_object", "plain")
ELSEWHERE = "http://127.0.0.1:1/elsewhere"
"""Where a redirect points until a test says where to."""

MODELS: dict[str, Callable[[ModelSettings], Model]] = {
    name: lambda settings, name=name: model_for(name, Setup(settings))  # type: ignore[misc]
    for name in ("chat", "langchain")
}
"""Engines over a model, by name: each goes through every case."""

Script = Callable[[Asked], Answer]


@dataclass(frozen=True)
class Misbehaviour:
    """A way to fail.

    Attributes:
        said: what it is, in Chinese, for the table. script: what the server does.
        outcome: ``offline``: no part is the model's; ``model``: every part is.
        words: what the message of each part that failed holds.
        most: requests of a part at most; ``stepped``: as many again in each of the formats below.
        refused: nothing listens. timeout: of an attempt, in seconds; short where it is waited for.
    """

    id: str
    said: str
    script: Script
    outcome: Literal["offline", "model"]
    words: tuple[str, ...] = ()
    most: int = 1
    stepped: bool = False
    refused: bool = False
    timeout: float = 5.0

    def requests(self, format: str) -> int:
        """Requests of one part at most, where a format is tried first."""
        return self.most * (len(FORMATS) - FORMATS.index(format)) if self.stepped else self.most


def good(asked: Asked) -> Answer:
    """An ordinary answer to a prompt of ours."""
    return completion(echo.said(asked))


def _refusal(status: int, message: str, **headers: str) -> Script:
    body = json.dumps({"error": {"message": message, "type": "x"}}, ensure_ascii=False).encode()
    return lambda _: Answer(body, status, {"content-type": "application/json", **headers})


def _bytes(body: bytes, status: int = 200, kind: str = "application/json", **more: Any) -> Script:
    return lambda _: Answer(body, status, {"content-type": kind}, **more)


def _says(text: str | None, finish: str = "stop", **message: Any) -> Script:
    return lambda _: completion(text, finish=finish, **message)


def _each(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Script:
    """Good answers with every sentence changed; verdicts as they should be."""

    def script(asked: Asked) -> Answer:
        if echo.task(asked) == "verify":
            return good(asked)
        value = echo.content(asked)
        if "sentences" in value:
            value["sentences"] = [change(item) for item in value["sentences"]]
        for problem in value.get("problems", []):
            problem["problem"] = [change(item) for item in problem["problem"]]
            problem["measures"] = [change(item) for item in problem["measures"]]
        return completion(json.dumps(value, ensure_ascii=False))

    return script


def _formats(*refused: str) -> Script:
    """An endpoint that takes no such answer format."""

    def script(asked: Asked) -> Answer:
        format = asked.body.get("response_format", {}).get("type", "")
        if format not in refused:
            return good(asked)
        return _refusal(400, f"response_format type '{format}' is not supported by this model")(asked)

    return script


def _redirect(status: int) -> Script:
    return lambda _: Answer(b"", status, {"location": ELSEWHERE})


def _cut(asked: Asked) -> Answer:
    whole = good(asked)
    return replace(whole, cut=len(whole.body) // 2)


def _stalled(asked: Asked) -> Answer:
    return replace(good(asked), pause=600)


def _truncated(asked: Asked) -> Answer:
    whole = good(asked)
    return replace(whole, body=whole.body[: len(whole.body) // 2])


def _with_limit(asked: Asked) -> Answer:
    if "max_tokens" not in asked.body:
        return good(asked)
    return _refusal(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")(asked)


_TRIED = RETRIES + 1
_GOOD = 2 * 2
"""Requests for a part that is answered: draft and verdict, and once more where something is to be repaired."""
_PAGE = "<!DOCTYPE html><html><body>请先登录</body></html>".encode()
_NO_CHOICES = b'{"id": "x", "object": "chat.completion"}'
_HANDED = '{"sentences": [{"text": "公开了信息。"}], "note": 1}'
_AUDIT = b'{"error": {"code": "data_inspection_failed", "message": "Input data may be inappropriate"}}'
_QUOTA = b'{"error": {"message": "You exceeded your quota", "code": "insufficient_quota"}}'
_FIELD = "字段 messages 不合要求".encode()
_AN_HOUR = {"retry-after": "3600"}
_BLANK = Answer(headers={"content-type": "application/json"}, endless=b" " * 64)

MISBEHAVIOURS: dict[str, Misbehaviour] = {
    item.id: item
    for item in (
        Misbehaviour("401", "密钥不对（401），说明里重复了密钥", _refusal(401, f"Incorrect API key provided: {KEY}"),
                     "offline", ("密钥不对", "请检查密钥")),
        Misbehaviour("402", "欠费（402）", _refusal(402, "Insufficient Balance"), "offline", ("余额", "请充值")),
        Misbehaviour("403", "没有权限（403）", _refusal(403, "forbidden"), "offline", ("没有权限", "请检查")),
        Misbehaviour("404", "没有这个模型（404）", _refusal(404, "The model `m` does not exist"),
                     "offline", ("没有这个模型", "请检查模型名称")),
        Misbehaviour("413", "内容太长（413）", _refusal(413, "Request Entity Too Large"), "offline", ("太长", "写短")),
        Misbehaviour("context", "超过模型能读的长度（400）", _refusal(400, "maximum context length is 4096 tokens"),
                     "offline", ("太长", "写短")),
        Misbehaviour("422", "不接受请求（422，说明是纯文本）", _bytes(_FIELD, 422, "text/plain"),
                     "offline", ("不接受这个请求", "字段 messages", "请检查"), stepped=True),
        Misbehaviour("429", "请求太多（429，没有写等多久）", _refusal(429, "Rate limit reached"),
                     "offline", ("请求太多", "过一会儿"), _TRIED),
        Misbehaviour("429-soon", "请求太多（429，Retry-After: 0）", _refusal(429, "slow down", **{"retry-after": "0"}),
                     "offline", ("请求太多", "过一会儿"), _TRIED),
        Misbehaviour("429-late", "请求太多（429，要求等一小时）", _refusal(429, "slow down", **_AN_HOUR),
                     "offline", ("请求太多", "3600 秒", "没有等")),
        Misbehaviour("quota", "额度用完（429，insufficient_quota）", _bytes(_QUOTA, 429),
                     "offline", ("额度不足", "请充值")),
        Misbehaviour("500", "服务器出错（500）", _refusal(500, "internal"),
                     "offline", ("服务器出错", "过一会儿"), _TRIED),
        Misbehaviour("503", "服务器忙（503）", _bytes(b"busy", 503, "text/plain"),
                     "offline", ("服务器出错", "过一会儿"), _TRIED),
        Misbehaviour("refused", "连不上", good, "offline", ("连不上", "请检查网络"), refused=True),
        Misbehaviour("reset", "回答到一半连接断开", _cut, "offline", ("连接中断", "请检查网络"), _TRIED),
        Misbehaviour("hang", "一直不回答", lambda _: Answer(wait=600), "offline", ("没有回答", "timeout"),
                     _TRIED, timeout=0.4),
        Misbehaviour("drip", "回答的开头一个字节一个字节地来", lambda _: Answer(drip=True),
                     "offline", ("没有回答", "timeout"), _TRIED, timeout=0.4),
        Misbehaviour("stall", "回答到一半停住", _stalled, "offline", ("没有回答", "timeout"), _TRIED, timeout=0.4),
        Misbehaviour("spaces", "没有尽头的空白", lambda _: _BLANK, "offline", ("没有回答", "timeout"), _TRIED,
                     timeout=0.4),
        Misbehaviour("flood", "没有尽头的内容", lambda _: Answer(endless=b"x" * 4_000_000),
                     "offline", ("没有尽头", "请检查")),
        Misbehaviour("empty", "返回空的内容", _bytes(b""), "offline", ("空的", "请检查"), _TRIED),
        Misbehaviour("html", "返回网页（状态 200）", _bytes(_PAGE, kind="text/html"), "offline", ("网页", "base-url")),
        Misbehaviour("error-200", "报告出错（状态 200）", _bytes(b'{"error": {"message": "model overloaded"}}'),
                     "offline", ("报告出错", "model overloaded", "过一会儿"), _TRIED),
        Misbehaviour("cut-json", "返回的 JSON 不完整", _truncated, "offline", ("不完整", "请检查"), _TRIED),
        Misbehaviour("no-choices", "返回的 JSON 里没有回答", _bytes(_NO_CHOICES),
                     "offline", ("没有回答", "请检查"), _TRIED),
        Misbehaviour("not-json", "回答是一段话，不是 JSON", _says("好的，下面是年报。"),
                     "offline", ("不能用", "JSON", "请换"), 2),
        Misbehaviour("cut-answer", "回答里的 JSON 没有写完", _says('{"sentences": [{"text": "公开'),
                     "offline", ("不能用", "没有写完", "请换"), 2),
        Misbehaviour("deep", "回答里的 JSON 层层相套", _says('{"sentences": ' + "[" * 100_000),
                     "offline", ("不能用", "请换"), 2),
        Misbehaviour("shape", "回答里的 JSON 结构不对", _says(_HANDED), "offline", ("结构不对", "请换"), 2),
        Misbehaviour("wrong-ids", "用了没有给出的编号",
                     _each(lambda item: {"text": "公开信息{{note.zzz.quantity1}}。", "sources": ["note:zzz"]}),
                     "offline", ("没有编号", "请换"), 2),
        Misbehaviour("raw-numerals", "自己写数字", _each(lambda item: {**item, "text": "全年共4321件。"}),
                     "offline", ("自己写的数", "请换"), 2),
        Misbehaviour("town", "写了别的镇的名称", _each(lambda item: {**item, "text": "青石镇" + item["text"]}),
                     "offline", ("青石镇", "请换"), 2),
        Misbehaviour("whitespace", "回答是写满长度的空白", _says(" \n" * 2000, "length"),
                     "offline", ("空的", "format"), stepped=True),
        Misbehaviour("refusal", "模型拒绝回答", _says(None, refusal="I cannot help with that."),
                     "offline", ("内容审核", "素材")),
        Misbehaviour("filter", "回答被内容审核拦下", _says("", "content_filter"), "offline", ("内容审核", "素材")),
        Misbehaviour("filter-400", "请求被内容审核拦下（400）", _bytes(_AUDIT, 400), "offline", ("内容审核", "素材")),
        *(Misbehaviour(str(status), f"要求转到别的主机（{status}）", _redirect(status),
                       "offline", ("转到别的地址", "base-url")) for status in (301, 302, 307, 308)),
        Misbehaviour("length", "回答没有写完就到了长度上限", _says('{"sentences": [', "length"),
                     "offline", ("长度上限", "max-output-tokens"), 2),
        Misbehaviour("reasoning", "只有思考过程，没有回答", _says("", reasoning_content="先想一想。"),
                     "offline", ("思考过程", "format"), stepped=True),
        Misbehaviour("no-schema", "不接受 json_schema", _formats("json_schema"), "model", most=_GOOD + 1),
        Misbehaviour("no-format", "不接受 response_format", _formats("json_schema", "json_object"),
                     "model", most=_GOOD + 2),
        Misbehaviour("limit", "不认识 max_tokens", _with_limit, "model", most=_GOOD + 1),
        Misbehaviour("proxy", "环境变量里有代理（不使用，直接连接）", good, "model", most=_GOOD),
    )
}  # fmt: skip
