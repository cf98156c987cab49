"""Prompts: what a model is told, one file a task; a user's folder overrides single files."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nianbao.errors import InputError, InputProblem, nearest
from nianbao.package_data import load_data
from nianbao.patterns import lazy
from nianbao.text.allowed_characters import plain

Message = dict[str, str]
"""``{"role": "system" or "user", "content": …}``."""

TASKS: dict[str, tuple[str, ...]] = {
    "aspect": (
        "report",
        "section",
        "kind",
        "year",
        "next_year",
        "aspect",
        "concrete",
        "order",
        "facts",
        "notes",
        "last",
        "figures",
        "most",
    ),
    "problems": ("report", "section", "kind", "year", "next_year", "notes", "last", "figures", "most"),
    "report": ("report", "kind", "year", "next_year", "parts", "figures"),
    "repair": ("report", "facts", "notes", "answer", "complaints", "figures", "format"),
    "mend": ("report", "items", "figures"),
    "verify": ("facts", "notes", "sentences"),
    "polish": ("sentences", "figures"),
    "proofread": ("report", "tables", "headings", "found", "text", "last"),
    "judge": ("facts", "notes", "first", "second"),
}
"""The tasks, and the inputs that each is given."""

_INPUT = lazy(r"\$([A-Za-z_][A-Za-z_0-9]*)")
_PART = lazy(r"^##\s+(system|user)\s*$")
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Prompt:
    """A prompt as its file has it.

    Attributes:
        id: the task. version: of its wording. title: what it does, in Chinese. inputs: names that ``$name`` may use.
        hash: the beginning of the file's SHA-256. path: the file.
    """

    id: str
    version: str
    title: str
    inputs: tuple[str, ...]
    system: str
    user: str
    hash: str
    path: Path

    @property
    def label(self) -> str:
        """``aspect@1#3f2a…``: what a record and a draft keep."""
        return f"{self.id}@{self.version}#{self.hash}"

    def fill(self, **values: str) -> list[Message]:
        """The messages with the inputs put in.

        Raises:
            InputError: an input that the text uses is not given; it is named.
        """

        def put(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in values:
                raise InputError.one(str(self.path), f"提示词用了 ${name}，没有给出", f"可用：{_listed(self.inputs)}")
            return values[name]

        return [
            {"role": role, "content": _INPUT.sub(put, text).strip()}
            for role, text in (("system", self.system), ("user", self.user))
            if text.strip()
        ]


def figures_told(*, shown: bool) -> str:
    """How a model is to write figures: as they are where they are shown to it, else by their ids."""
    return str(load_data(_HERE / "figures_told.yaml")["shown" if shown else "hidden"]).strip()


def _listed(names: tuple[str, ...]) -> str:
    return "、".join(f"${name}" for name in names) or "（没有）"


def _folder() -> Path:
    """Where the prompts are: beside the package in a wheel, at the top in the repository."""
    packed = _HERE.parent / "prompts"
    return packed if packed.is_dir() else _HERE.parents[2] / "prompts"


def _head(text: str, where: str) -> tuple[dict[str, Any], str]:
    import yaml

    match = re.match(r"\ufeff?---\s*\n(.*?)\n---\s*\n(.*)", text.replace("\r\n", "\n"), re.DOTALL)
    if match is None:
        raise InputError.one(where, "开头没有 --- 之间的说明", "照 nianbao prompt show 给出的样子写")
    try:
        head = yaml.safe_load(match.group(1))
    except yaml.YAMLError as error:
        raise InputError.one(where, "--- 之间的说明不是正确的 YAML", "一行一项：名称: 值") from error
    if not isinstance(head, dict):
        raise InputError.one(where, "--- 之间的说明不是“名称: 值”", "照 nianbao prompt show 给出的样子写")
    return head, match.group(2)


def _parts(body: str) -> dict[str, str]:
    parts: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in body.splitlines():
        if match := _PART.match(line):
            current = parts.setdefault(match.group(1), [])
        elif current is not None:
            current.append(line)
    return {name: "\n".join(lines).strip() for name, lines in parts.items()}


def _parsed(path: Path, id: str) -> Prompt:
    try:
        stamp = path.stat()
        return _read(path, id, stamp.st_mtime_ns, stamp.st_size)
    except OSError as error:
        raise InputError.one(str(path), f"读不到提示词（{error.strerror or error}）", "请检查路径和权限") from error


@lru_cache(maxsize=32)
def _read(path: Path, id: str, _changed: int, _size: int) -> Prompt:
    """A prompt's file, parsed once while it stays as it is.

    Raises:
        OSError: it cannot be read. InputError: it is not a prompt.
    """
    data = path.read_bytes()
    try:
        text = plain(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError.one(str(path), "提示词不是 UTF-8 编码", "请另存为 UTF-8") from error
    head, body = _head(text, str(path))
    parts = _parts(body)
    names = tuple(map(str, head.get("inputs") or ()))
    problems = [
        InputProblem(str(path), f"用了 ${name}，inputs 里没有", nearest(name, names) or f"可用：{_listed(names)}")
        for name in dict.fromkeys(_INPUT.findall(parts.get("system", "") + parts.get("user", "")))
        if name not in names
    ]
    if head.get("id") != id:
        problems.append(InputProblem(str(path), f"id 是“{head.get('id')}”，文件名是“{id}”", "两者要一致"))
    if id in TASKS:
        problems += [
            InputProblem(str(path), f"inputs 里的“{name}”不会给出", f"可用：{_listed(TASKS[id])}")
            for name in names
            if name not in TASKS[id]
        ]
    if not parts.get("user"):
        problems.append(InputProblem(str(path), "没有“## user”一段", "请补上"))
    if problems:
        raise InputError(problems)
    return Prompt(
        id=id,
        version=str(head.get("version", "")),
        title=str(head.get("title", "")),
        inputs=names,
        system=parts.get("system", ""),
        user=parts["user"],
        hash=hashlib.sha256(data).hexdigest()[:12],
        path=path,
    )


def load_prompt(id: str, folder: Path | None = None) -> Prompt:
    """A task's prompt.

    Args:
        id: the task. folder: a user's own prompts; a file of this name in it is taken instead of ours.

    Raises:
        InputError: there is no such task, or its file is not a prompt; everything wrong with it is said.
    """
    if id not in TASKS:
        raise InputError.one("提示词", f"没有“{id}”", nearest(id, TASKS) or f"现有：{'、'.join(TASKS)}")
    for place in (folder, _folder()):
        if place is not None and (path := place / f"{id}.md").is_file():
            return _parsed(path, id)
    raise InputError.one(str(_folder()), f"缺少提示词文件 {id}.md", "请重新安装 nianbao")


def prompt_problems(folder: Path | None = None) -> list[InputProblem]:
    """Everything wrong with the prompts in force."""
    problems: list[InputProblem] = []
    if folder is not None and not folder.is_dir():
        return [InputProblem(str(folder), "没有这个文件夹", "请检查设置中的 prompts")]
    for path in sorted(folder.glob("*.md")) if folder is not None else ():
        if path.stem not in TASKS:
            remedy = nearest(path.stem, TASKS) or f"可写：{'、'.join(f'{id}.md' for id in TASKS)}"
            problems.append(InputProblem(str(path), "没有这项任务，不会用到", remedy))
    for id in TASKS:
        try:
            load_prompt(id, folder)
        except InputError as error:
            problems += error.problems
    return problems


_CJK = lazy("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")


def tokens(messages: list[Message]) -> int:
    """About how many tokens messages are, without asking anybody: a Chinese character counts as one, four others too.

    Tokenizers of Chinese models need fewer (0.6 to 0.9 a character), so this is on the high side.
    """
    text = "".join(message["content"] for message in messages)
    chinese = len(_CJK.findall(text))
    return chinese + -(-(len(text) - chinese) // 4) + 4 * len(messages)
