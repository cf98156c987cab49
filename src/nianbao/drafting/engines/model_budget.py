"""Limits of a drafting run: requests, seconds, tokens; asks a model within them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nianbao.drafting.engines.model_port import Ask, Model, ModelError
from nianbao.errors import NianbaoError
from nianbao.text.allowed_characters import whole


@dataclass(frozen=True)
class Progress:
    """Something that happened while drafting: which part, which round (0 the first), and what.

    Attributes:
        state: ``asked``, ``answered``, ``done`` or ``failed``. tokens: of the whole draft so far.
        seconds: since drafting began. complaints: what is still wrong.
    """

    label: str
    round: int
    state: str
    tokens: int
    seconds: float
    complaints: int = 0


@dataclass(frozen=True)
class Options:
    """Settings of drafting with a model.

    Attributes:
        max_repairs: times an answer goes back. candidates: first answers to choose from.
        threads: parts asked for at once. show_values: whether figures are shown to the model.
        verify: whether a model reads each part again for support; without, the rules alone judge.
        sections: whether the aspects of a section are asked for at once.
        prompts: the user's own prompts. deadline: seconds for the whole draft. max_tokens: tokens for it; 0 for any.
        progress: told what happens, from several threads.
    """

    max_repairs: int = 2
    candidates: int = 1
    threads: int = 8
    show_values: bool = True
    verify: bool = True
    sections: bool = False
    prompts: Path | None = None
    deadline: float = 900.0
    max_tokens: int = 0
    progress: Callable[[Progress], None] = field(default=lambda _: None)


class Budget:
    """Time and tokens of one draft, shared by its threads."""

    def __init__(self, options: Options) -> None:
        self.began = time.monotonic()
        self.ends = self.began + options.deadline
        self.most = options.max_tokens
        self.requests = self.input_tokens = self.output_tokens = 0
        self._lock = threading.Lock()

    def spend(self, requests: int, input_tokens: int, output_tokens: int) -> None:
        """Count what a question cost, answered or not."""
        with self._lock:
            self.requests += requests
            self.input_tokens += input_tokens
            self.output_tokens += output_tokens

    @property
    def tokens(self) -> int:
        """Tokens so far."""
        return self.input_tokens + self.output_tokens

    @property
    def seconds(self) -> float:
        """Seconds so far."""
        return time.monotonic() - self.began

    @property
    def spent(self) -> str:
        """Why no further question is asked; empty while there is something left."""
        if time.monotonic() >= self.ends:
            return "规定的总时间用完了。请调大 deadline，或换一个快些的模型"
        return "字数额度用完了。请调大 budget-tokens" if self.most and self.tokens >= self.most else ""


def asked(model: Model, ask: Ask, budget: Budget) -> str:
    """The answer's text; what it took is counted, failed or not.

    Raises:
        ModelError: there is none, or the budget is spent.
    """
    if why := budget.spent:
        raise ModelError("budget", f"{why}。没有再发送")
    try:
        reply = model.answer(ask)
    except ModelError as error:
        budget.spend(error.requests, error.input_tokens, error.output_tokens)
        if error.kind == "stopped" and (why := budget.spent):
            raise ModelError("budget", f"{why}。{error.reached}" if error.reached else why) from None
        raise
    except NianbaoError:
        raise
    except Exception as error:  # a library's: one part is lost by it, not the draft
        if why := budget.spent:
            raise ModelError("budget", why) from error
        name = type(error).__name__
        raise ModelError("internal", f"程序没有料到的错误（{name}）。请把这句话告诉开发者") from error
    budget.spend(reply.requests, reply.input_tokens, reply.output_tokens)
    return whole(reply.text)
