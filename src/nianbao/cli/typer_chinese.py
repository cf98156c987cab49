"""typer's own words, in Chinese: help headings and usage errors."""

from __future__ import annotations

from typing import Any

from typer import BadParameter
from typer.core import TyperCommand, TyperGroup

from nianbao.patterns import lazy

# typer shows its users BadParameter alone; where the classes it derives from live differs from version to version.
ClickError: type[Exception] = BadParameter.__mro__[2]

_HELP = {
    "Usage: ": "用法：",
    "Options:": "选项：",
    "Arguments:": "参数：",
    "Commands:": "命令：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]…",
    "Show this message and exit.": "显示本帮助。",
    "Install completion for the current shell.": "为当前命令行安装自动补全。",
    "[required]": "[必填]",
    "  [default: ": "  [默认：",
    "[default: ": "[默认：",
    "required": "必填",
    "default: ": "默认：",
    "[env var: ": "[环境变量：",
}
_MESSAGES = [
    (lazy(r"^Input should be a valid integer.*$"), "要写整数"),
    (lazy(r"^Input should be greater than or equal to (-?\d+).*$"), r"不能小于 \1"),
    (lazy(r"^Input should be less than or equal to (-?\d+).*$"), r"不能大于 \1"),
    (lazy(r"^Input should be (?!a )(.*)$"), r"可写 \1"),
    (lazy(r"^No such command '?(.*?)'?\. Did you mean '?(.*?)'?\?$"), r"没有“\1”这个命令；是不是 \2？"),
    (lazy(r"^No such command '?(.*?)'?\.?$"), r"没有“\1”这个命令"),
    (lazy(r"^Missing command\.?$"), "没有写命令"),
    (lazy(r"^Got unexpected extra argument(?:s|\(s\))? \((.*)\)$"), r"多出了参数：\1"),
    (lazy(r"^Option '?(.*?)'? requires an argument\.?$"), r"选项 \1 后面要写值"),
    (lazy(r"^Option '?(.*?)'? does not take a value\.?$"), r"选项 \1 后面不写值"),
    (lazy(r"^Option '?(.*?)'? requires (\d+) arguments\.?$"), r"选项 \1 后面要写 \2 个值"),
    (lazy(r"^'?(.*?)'? is not a valid (?:integer|int)\.?$"), r"“\1”不是整数"),
    (lazy(r"^'?(.*?)'? is not a valid float\.?$"), r"“\1”不是数字"),
    (lazy(r"^'?(.*?)'? is not in the range (.*?)\.?$"), r"“\1”不在 \2 范围内"),
    (lazy(r"^'?(?:Value error, )?(.*?)'? is not one of (.*?)\.?$"), r"“\1”不可用，可写：\2"),
    (lazy(r"^(?:File|Path|Directory) '?(.*?)'? does not exist\.?$"), r"“\1”不存在"),
]


_WRAPPED = lazy(r"Show completion for the current shell, to copy it or\s+customize the\s+installation\.")
_TYPES = lazy(r" <(?:list\[)?(?:[Pp]ath|int|int range|str|text|file|dir|float|integer)\]?>")
_BRACES = lazy(r"\{([^{}|\n]+)\}(?:…|\.\.\.)?")


def _translated(text: str) -> str:
    text = _BRACES.sub(r"<\1>", _TYPES.sub("", text))
    text = _WRAPPED.sub("显示自动补全脚本，供复制或自行安装。", text)
    for english, chinese in _HELP.items():
        text = text.replace(english, chinese)
    return text


def _taken_as_it_is(param: Any) -> Any:
    """Spare an option that is not given, and words that are text, their validators: what stands there is our own
    default or what was typed, and for the first validator typer loads a tenth of a small check's time."""
    own, text = param.process_value, getattr(param, "type_descriptor", None)
    words = text is not None and text.annotation == list[str]

    def process(ctx: Any, value: Any) -> Any:
        if words and value and not param.callback and all(type(word) is str for word in value):
            return list(value)
        if value is None and param.callback and not param.required:
            return param.callback(ctx, param, value)
        given = param.required or param.callback or (value is not None and value != param.default)
        if given or param.nargs != 1 or (value is not None and type(value) not in (str, int, bool)):
            return own(ctx, value)
        return () if param.multiple and value is None else value

    param.process_value = process
    return param


class _Chinese:
    """What a command and the program have in common: help in Chinese, and options that are not asked twice."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The arguments and options, that of help with them."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        return [param if "process_value" in vars(param) else _taken_as_it_is(param) for param in params]

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _translated(super().get_help(ctx))  # type: ignore[misc]

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _translated(super().get_usage(ctx))  # type: ignore[misc]


class Command(_Chinese, TyperCommand):
    """A command whose help is in Chinese."""


class Group(_Chinese, TyperGroup):
    """The program, whose help is in Chinese."""


def _message(text: str) -> str:
    text = text.strip()
    for pattern, chinese in _MESSAGES:
        if pattern.match(text):
            return pattern.sub(chinese, text)
    return text


def _hint(error: Any) -> str:
    hint = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.get_error_hint()
    return hint if isinstance(hint, str) else " / ".join(hint or ())


def explain(error: Any) -> str:
    """A usage error as a Chinese sentence with its remedy."""
    if hasattr(error, "possibilities") and hasattr(error, "option_name"):
        near = f"；是不是 {'、'.join(sorted(error.possibilities))}？" if error.possibilities else ""
        text = f"没有选项 {error.option_name}{near}"
    elif hasattr(error, "param_type"):
        text = f"缺少 {_hint(error)}".replace("'", "")
    elif isinstance(error, BadParameter):
        text = f"{_hint(error)} 写得不对：{_message(error.message)}".replace("'", "")
    else:
        text = _message(error.format_message())
    text = text.replace(" or ", " 或 ")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "nianbao"
    return f"{text}。用法见 {path} --help"
