"""A question to a model within a draft's budget: the same for drafting, reading again and polishing."""

from __future__ import annotations

from nianbao.drafting.engines.model_budget import Budget
from nianbao.drafting.engines.model_port import Ask, Model, ModelError
from nianbao.errors import NianbaoError
from nianbao.text.allowed_characters import whole

__all__ = ["asked"]


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
