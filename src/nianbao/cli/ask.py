"""nianbao ask."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from nianbao.cli.options import ProfileOption, option, profiles_given

if TYPE_CHECKING:
    from nianbao.cli.console import Console
    from nianbao.drafting.open_questions import Asked
    from nianbao.jobs.flow.ask import AskSession


_BACK = ("b", "上一问", "回")
_STOP = ("q", "停", "退出")
_SHOWN = 12
"""Sentences of this time that are shown at the end."""


def ask(
    path: Annotated[Path, typer.Argument(metavar="素材或文件夹", help="报告的文件夹，或 素材.xlsx、report.yaml。")],
    listed: Annotated[bool, typer.Option("--list", help="只列出要问的，不问。")] = False,
    format: Annotated[str, option("--format", "格式", "与 --list 同用：text 或 json（给别的程序用）。")] = "text",
    answers: Annotated[
        Path | None, option("--answers", "文件", "回答写在文件里：“问题编号: 回答”，一行一个（YAML 或 JSON）。")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="答过的也再问一遍，回车保留原来的回答。")] = False,
    profile: ProfileOption = None,
) -> None:
    """追问：报告还缺什么，一问一答，最要紧的先问；每答一问就存好，随时可以停。

    \b
    例：
      nianbao ask 白沙镇人民政府-2025
      nianbao ask 白沙镇人民政府-2025 --list
      nianbao ask 白沙镇人民政府-2025 --answers 回答.yaml
    """
    from nianbao.cli.console import console, print_json
    from nianbao.cli.show_findings import show_lines
    from nianbao.errors import NianbaoError
    from nianbao.jobs.flow.ask import AskSession
    from nianbao.jobs.store.folder import find

    if format not in ("text", "json"):
        raise NianbaoError(f"没有“{format}”这种格式，--format 可写：text、json。")
    if format == "json" and not listed:
        raise NianbaoError("--format json 要与 --list 同用。")
    out = console()
    session = AskSession(find(path), via="file" if answers is not None else "ask", profiles=profiles_given(profile))
    if listed:
        if format == "json":
            print_json(_as_json(session))
        else:
            show_lines(out, session.told)
            _list(out, session)
        return
    show_lines(out, session.told)
    wrong = 0
    if answers is not None:
        wrong = _from_file(out, session, answers)
    else:
        _talk(out, session, again=again)
    _close(out, session, path)
    if wrong:
        raise typer.Exit(1)


def _as_json(session: AskSession) -> dict[str, Any]:
    from nianbao.drafting.question_answers import choices_of, how_to_answer

    def one(asked: Asked) -> dict[str, Any]:
        question = asked.question
        return {
            "id": asked.key,
            "ask": asked.ask,
            "label": asked.label,
            "answer": question.answer,
            "measure": question.measure,
            "choices": choices_of(question),
            "how": how_to_answer(question),
            "why": asked.why,
            "given": session.given(asked.key),
            "source": question.source,
        }

    used = session.situation.used
    return {
        "schema": 1,
        "open": [one(asked) for asked in session.open],
        "answered": [
            {"id": key, "ask": item.asked.ask, "answer": item.answer.text, "sentence": item.sentence}
            for key, item in used.items()
        ],
        "told": session.told,
    }


def _list(out: Console, session: AskSession) -> None:
    from nianbao.drafting.question_answers import how_to_answer

    waiting = session.open
    out.print(f"还有 {len(waiting)} 问，最要紧的在前：" if waiting else "没有要问的了。")
    for number, asked in enumerate(waiting, 1):
        out.print(f"{number:>3}. 〔{asked.label}〕{asked.ask}", (f"（{how_to_answer(asked.question)}）", "dim"))
        if asked.why:
            out.print((f"     {asked.why}", "yellow"))


# ── one after another


def _line() -> str | None:
    """A line that was typed, whatever its encoding; None at the end of the input."""
    from nianbao.text import decode

    if sys.stdin is None:  # a program without a console
        return None
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        text = sys.stdin.readline()
        return text.rstrip("\r\n") if text else None
    data = stream.readline()
    if not data:
        return None
    data = data.rstrip(b"\r\n")
    if sys.stdin.isatty():  # a console says what it speaks; a pipe does not
        with suppress(UnicodeDecodeError, LookupError):
            return str(data.decode(sys.stdin.encoding or "utf-8"))
    return decode(data, "回答")


def _talk(out: Console, session: AskSession, *, again: bool) -> None:
    """Ask until nothing is open, or she stops."""
    waiting = len(session.open)
    if not waiting and not again:
        return
    out.print(f"还有 {waiting} 问，最要紧的先问，每答一问就存好。")
    out.print(("回车跳过；b 回上一问；q 停下；不想写进报告的答“不写”；没有的答 0 或“没有”。", "dim"))
    passed: list[Asked] = []
    seen: set[str] = set()
    asked = _next(session, seen, again=again)
    try:
        while asked is not None:
            move = _one(out, session, asked, len(passed) + 1)
            if move == "stop":
                return
            if move == "back" and not passed:
                out.print("这是第一问。")
            elif move == "back":
                asked = passed.pop()
                seen.discard(asked.key)
            else:
                passed.append(asked)
                seen.add(asked.key)
                asked = _next(session, seen, again=again)
    except KeyboardInterrupt:
        out.print("")


def _next(session: AskSession, seen: set[str], *, again: bool) -> Asked | None:
    found = next((asked for asked in session.open if asked.key not in seen), None)
    if found is None and again:
        answered = (item.asked for key, item in session.situation.used.items() if key not in session.done)
        found = next((asked for asked in answered if asked.key not in seen), None)
    return found


def _one(out: Console, session: AskSession, asked: Asked, number: int) -> Literal["next", "back", "stop"]:
    """Put a question until it is answered, skipped or left."""
    from nianbao.drafting.question_answers import RefusedAnswer, choices_of, how_to_answer

    question = asked.question
    left = sum(1 for _ in session.open)
    out.print("")
    out.print((f"第 {number} 问（还有 {left} 问）〔{asked.label}〕", "dim"))
    out.print((asked.ask, "bold"))
    if asked.why:
        out.print((asked.why, "yellow"))
    choices = choices_of(question)
    for place, choice in enumerate(choices, 1):
        out.print(f"  {place} {choice}")
    if not choices or question.help:
        out.print((f"  {how_to_answer(question)}", "dim"))
    if before := session.given(asked.key):
        out.print((f"  原来的回答：{before}（回车保留）", "dim"))
    while True:
        sys.stdout.write("> ")
        sys.stdout.flush()
        typed = _line()
        if typed is None:
            out.print("")
            return "stop"
        text = typed.strip()
        plain = text.lower().strip("。. ")
        if not text:
            return "next"
        if plain in _STOP:
            return "stop"
        if plain in _BACK:
            return "back"
        if choices and plain.isdigit() and 1 <= int(plain) <= len(choices):
            text = choices[int(plain) - 1]
        try:
            kept = session.answer(asked, text)
        except RefusedAnswer as error:
            out.print((f"{error}", "yellow"))
            continue
        if not kept.wrong:
            out.print(f"已存好：{kept.said}")
            return "next"
        out.print((f"{kept.said}。请核对：改答就再写一次；是表里写错了的，回车，以后改表。", "yellow"))


def _from_file(out: Console, session: AskSession, path: Path) -> int:
    """Answers of a file; how many were not taken."""
    from nianbao.drafting.question_answers import RefusedAnswer
    from nianbao.jobs.flow.ask import answers_in

    waiting = dict(answers_in(path))
    wrong = 0
    while waiting:
        known = {asked.key: asked for asked in session.open}
        known |= {key: item.asked for key, item in session.situation.used.items()}
        named = {asked.ask: key for key, asked in known.items()}
        named |= {asked.question.id: key for key, asked in reversed(known.items())}  # of several problems the first
        taken = next((name for name in waiting if name in known or name in named), None)
        if taken is None:
            break
        answer, place = waiting.pop(taken)
        asked = known[named.get(taken, taken)]
        if session.given(asked.key) == answer and not asked.why:
            continue
        try:
            kept = session.answer(asked, answer)
        except RefusedAnswer as error:
            out.print(f"{place}：“{asked.ask}”没有存：{error}")
            wrong += 1
            continue
        if kept.wrong:
            out.print(f"{place}：“{asked.ask}”：{kept.said}")
            wrong += 1
    for name, (_, place) in waiting.items():
        out.print(f"{place}：“{name[:40]}”现在不问，没有存；要问的见 nianbao ask --list")
        wrong += 1
    return wrong


def _close(out: Console, session: AskSession, path: Path) -> None:
    """What became of the answers, and what to do next."""
    from nianbao.command_line import command

    said = [sentence for sentence in session.done.values() if sentence]
    out.print("")
    if session.done:
        became = f"写成 {len(said)} 句：" if said else "没有要写进报告的句子。"
        out.print((f"这次答了 {len(session.done)} 问，{became}", "bold"))
        for sentence in said[:_SHOWN]:
            out.print(f"  {sentence}")
        if len(said) > _SHOWN:
            out.print(f"  另有 {len(said) - _SHOWN} 句")
    waiting = session.open
    out.print(f"还有 {len(waiting)} 问没有答，什么时候都可以接着答。" if waiting else "没有要问的了。")
    if session.situation.used:
        out.print(f"写进报告：{command('draft', path)}")
