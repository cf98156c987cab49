"""Models that LangChain reaches: same prompts, same validation; its retries, tracing and structured output are off."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from nianbao.drafting.engines.attempts import Failed
from nianbao.drafting.engines.endpoint import Endpoint, checked_key, endpoint_of, shown_url
from nianbao.drafting.engines.endpoint_model import Asking
from nianbao.drafting.engines.model_port import Ask, Attempt
from nianbao.drafting.engines.response_parsing import Answered, answered, refused, text_of
from nianbao.errors import NianbaoError, nearest
from nianbao.package_data import data_file
from nianbao.settings import ModelSettings

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage, BaseMessage


_data = data_file(__file__, "langchain_model.yaml")


class Reached(NamedTuple):
    """A provider as LangChain calls it, our row on it (empty for one we do not know), and the endpoint."""

    provider: str
    row: dict[str, Any]
    endpoint: Endpoint


def reach(settings: ModelSettings) -> Reached:
    """What settings name, checked before anything is imported or sent.

    Raises:
        NianbaoError: no model, a provider whose host is not known and not allowed, or no key.
    """
    models: dict[str, Any] = _data()["models"]
    provider = settings.provider or "openai"
    row = models.get(provider)
    if row is None:
        if not settings.allow_unknown_host or settings.allowed_hosts:
            near = nearest(provider, models) or f"可写：{'、'.join(models)}"
            raise NianbaoError(
                f"不知道 LangChain 的“{provider}”会发送到哪台主机。{near}"
                "确要使用的，在 nianbao.toml 的 [model] 中写 allow-unknown-host = true，并且不写 allowed-hosts。"
            )
        if not settings.model:
            raise NianbaoError("没有写模型的名称。请设置 NIANBAO_MODEL，或在 nianbao.toml 的 [model] 中写 model。")
        return Reached(provider, {}, Endpoint("", settings.model, "", "plain", "max_tokens", settings))
    key = os.environ.get(settings.key_variable or row["key"], "").strip() if settings.key_variable or row["key"] else ""
    checked_key(key, settings.key_variable or row["key"])
    given = settings.base_url or (os.environ.get("OPENAI_BASE_URL", "").strip() if not settings.provider else "")
    if not key and row["key"] and not given:
        raise NianbaoError(f"没有密钥：请设置环境变量 {settings.key_variable or row['key']}，再运行一次。")
    found = endpoint_of(settings.model_copy(update={"provider": "", "base_url": given or row["base"]}))
    limit = settings.token_limit or (row.get("limit", "max_tokens") if not given else "max_tokens")
    format = found.format if row["bounded"] else "plain"
    return Reached(provider, row, replace(found, key=key, limit=limit, format=format))


def _on() -> list[str]:
    """Variables of the environment by which LangChain would send elsewhere: tracing and proxies that are on."""
    names = (*_data()["tracing"], *_data()["proxies"])
    return [name for name in names if os.environ.get(name, "").lower() not in ("", "false", "0")]


def _quiet() -> None:
    """Switch tracing and the environment's proxies off for this process; LangChain's packages read them when made."""
    for name in (*_data()["tracing"], *_data()["proxies"]):
        os.environ.pop(name, None)
    os.environ["LANGSMITH_TRACING"] = os.environ["LANGCHAIN_TRACING_V2"] = "false"


def _messages(ask: Ask) -> list[BaseMessage]:
    """A question as LangChain's own messages."""
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds: dict[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    return [kinds[item["role"]](item["content"]) for item in ask.messages]


class LangChain(Asking):
    """A model behind LangChain."""

    name = "langchain"

    def __init__(self, reached: Reached, observe: Callable[[Attempt], None] = lambda _: None) -> None:
        super().__init__(reached.endpoint, observe)
        self._reach = reached
        off = _on()
        settings = reached.endpoint.settings
        where = (
            shown_url(reached.endpoint.base_url)
            if reached.endpoint.base_url
            else f"LangChain 的 {reached.provider}（主机由它决定）"
        )
        proxy = f"，经代理 {shown_url(settings.proxy)}" if settings.proxy else ""
        said = f"；已关闭环境变量 {'、'.join(off)}" if off else ""
        self.destination = f"{where}（模型 {settings.model}{proxy}{said}）"

    def prepare(self) -> None:
        """LangChain's model over our client.

        Raises:
            Failed: its package is not installed, or it cannot be made as the settings are.
        """
        with self._lock:
            if self.client is None:
                _quiet()
                try:
                    self.client = self._made_model()
                except ImportError as error:
                    package = str(self._reach.row.get("package", f"langchain-{self._reach.provider}")).replace("_", "-")
                    why = f"没有安装 {package}。请运行 pip install {package}"
                    raise Failed("not_installed", why, hopeless=True) from error
                except Exception as error:  # each package refuses in its own way
                    why = f"LangChain 建不成这个模型（{type(error).__name__}）。请检查 provider 和 model"
                    raise Failed("not_made", why, hopeless=True) from error

    def _made_model(self) -> Any:
        from langchain.chat_models import init_chat_model

        endpoint, row = self.endpoint, self._reach.row
        settings = endpoint.settings
        more: dict[str, Any] = {}
        if settings.temperature is not None:
            more["temperature"] = settings.temperature
        if not row:
            return init_chat_model(endpoint.model, model_provider=self._reach.provider, **more)
        if row["bounded"]:
            from nianbao.drafting.engines.http_client import client_for

            http, self.transport = client_for(
                endpoint.base_url,
                proxy=settings.proxy,
                limit=settings.timeout,
                certificates=settings.certificates,
                key=endpoint.key,
            )
            more |= {
                "base_url": endpoint.base_url,
                "api_key": endpoint.key or "none",
                "max_retries": 0,
                "http_client": http,
                "use_responses_api": False,
            }
        else:
            values = {
                "address": endpoint.base_url,
                "key": endpoint.key,
                "none": 0,
                "seconds": settings.timeout,
                "limit": settings.max_output_tokens,
                "client": {"follow_redirects": False, "trust_env": False, "timeout": settings.timeout}
                | ({"proxy": settings.proxy} if settings.proxy else {})
                | ({"verify": settings.certificates} if settings.certificates else {}),
            }
            more |= {name: values[what] for name, what in row["arguments"].items()}
        model = init_chat_model(endpoint.model, model_provider=row["provider"], **more)
        if row.get("client") == "anthropic":
            self._give_client(model)
        return model

    def close(self) -> None:
        """Let connections go, those too that a package's own client keeps."""
        own = getattr(self.client, "_client", None) if "client_kwargs" in self._reach.row.get("arguments", {}) else None
        super().close()
        if own is not None:
            own.close()

    def _give_client(self, model: Any) -> None:
        """Our HTTP client to a model whose package makes its own and takes none."""
        import anthropic

        from nianbao.drafting.engines.http_client import client_for

        endpoint, settings = self.endpoint, self.endpoint.settings
        http, self.transport = client_for(
            endpoint.base_url, proxy=settings.proxy, limit=settings.timeout, certificates=settings.certificates
        )
        model.__dict__["_client"] = anthropic.Client(
            api_key=endpoint.key, base_url=endpoint.base_url, max_retries=0, timeout=settings.timeout, http_client=http
        )

    def once(self, ask: Ask, body: dict[str, Any]) -> Answered:
        """One attempt, the body's settings put beside LangChain's own."""
        model = self.client
        if self._reach.row.get("bounded"):
            extra = {name: value for name, value in body.items() if name not in ("model", "messages", "temperature")}
            model = model.bind(extra_body=extra)
        try:
            message: AIMessage = model.invoke(_messages(ask))
        except Exception as error:  # each package fails in its own way
            if (came := self._came()) is not None:
                return answered(came, self.endpoint.scrubbed)
            raise self._failed(error) from None
        said = message.response_metadata
        finish = str(said.get("finish_reason") or said.get("stop_reason") or said.get("done_reason") or "")
        if not (message.text.strip() and finish == "stop") and (came := self._came()) is not None:
            return answered(came, self.endpoint.scrubbed)  # a thought, a refusal, an end that its message has not
        usage = message.usage_metadata
        spent = (usage["input_tokens"], usage["output_tokens"]) if usage is not None else (0, 0)
        kind = {"max_tokens": "length"}.get(finish, finish)
        return Answered(text_of({**message.additional_kwargs, "content": message.text}, kind, spent), *spent)

    def _came(self) -> bytes | None:
        """The answer as it came, where our own client brought it: LangChain's message has not all of it."""
        return self.transport.body if self.transport is not None and self._reach.row.get("bounded") else None

    def _failed(self, error: Exception) -> Failed:
        """What went wrong, by what the package tells of it."""
        if failed := self.sdk_failure(error):
            return failed
        response = getattr(error, "response", None)
        status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
        content = getattr(response, "content", b"")
        body = content if isinstance(content, bytes) else b""
        if isinstance(status, int) and status >= 300:
            return refused(status, getattr(response, "headers", {}) or {}, body, self.endpoint.scrubbed)
        if body:
            try:
                answered(body, self.endpoint.scrubbed)
            except Failed as failed:
                return failed
        if "timeout" in type(error).__name__.lower():
            return self.late()
        return Failed(
            "bad_body", f"返回的内容不能用（{type(error).__name__}）。请检查 base-url，或用 chat 引擎", again=True
        )
