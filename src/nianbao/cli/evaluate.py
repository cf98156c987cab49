"""nianbao eval."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nianbao.cli.console import print_table
from nianbao.cli.options import option
from nianbao.cli.typer_chinese import Command, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nianbao.cli.console import Console
    from nianbao.scoring.gates import FailedGate
    from nianbao.scoring.model_judge import JudgedRun
    from nianbao.scoring.run_file import EvaluationRun
    from nianbao.scoring.run_summary import RunsCompared


def show_run(out: Console, run: EvaluationRun) -> None:
    """The means of every metric, and what it took."""
    from nianbao.scoring.run_summary import costs, rows, shown

    for derived, title in ((False, "独立案例"), (True, "由往年报告整理的案例")):
        found = rows(run, derived=derived)
        if not found:
            continue
        count = len({item.case for item in run.entries if item.derived == derived})
        out.print((f"{title} {count} 个（均值和 95% 区间）", "bold"))
        labels = [label for label in run.labels if any(row.means[label] is not None for row in found)]
        print_table(
            out,
            [["指标", *labels], *([row.metric.name, *(shown(row.means[x]) for x in labels)] for row in found)],
            figures=True,
        )
    out.print(("用量", "bold"))
    lines = [["引擎", "案例", "请求", "送出词元", "写回词元", "秒"]]
    lines += [
        [item.engine, *map(str, (item.cases, item.requests, item.input_tokens, item.output_tokens)),
         f"{item.seconds:.1f}"]
        for item in costs(run)
    ]  # fmt: skip
    print_table(out, lines, figures=True)


def show_failed(out: Console, fallen: Sequence[FailedGate]) -> None:
    """The gates that did not hold."""
    if fallen:
        out.print(("没有过门槛：", "bold red"))
        for item in fallen:
            out.print(f"  {item.said}")


def show_compared(out: Console, compared: RunsCompared) -> None:
    """What changed between two runs."""
    from nianbao.scoring.run_summary import spanned, verdict

    for note in compared.notes:
        out.print(note)
    for derived, title in ((False, "独立案例"), (True, "由往年报告整理的案例")):
        rows = [row for row in compared.rows if row.derived == derived]
        if not rows:
            continue
        out.print((f"{title}（后减前，括号内是 95% 区间）", "bold"))
        lines = [["指标", "引擎", "案例", "差", "结论"]]
        for row in rows:
            found = row.difference
            lines.append([row.metric.name, row.after, str(found.cases), spanned(found), verdict(found)])
        print_table(out, lines, figures=True)
    for name, cases in (("前一次", compared.alone[0]), ("后一次", compared.alone[1])):
        if cases:
            out.print(f"只有{name}有的案例没有算进来：{'、'.join(cases)}")


_SAID = {"a": "甲", "b": "乙", "same": "一样", None: "没有可用的回答"}


def show_judged(out: Console, judged: JudgedRun) -> None:
    """What a judge said of each pair, how often it went by the place, and how far people agree."""
    out.print((f"甲：{judged.a}　乙：{judged.b}（{judged.prompt}）", "bold"))
    for item in judged.verdicts:
        if item.agreed is not None:
            out.print(f"  {item.title}：{_SAID[item.agreed]}。{item.why[0]}")
        else:
            out.print(f"  {item.title}：两次说法不同（{_SAID[item.forward]}；{_SAID[item.backward]}），不算")
    out.print(
        f"两次一致的：甲好 {judged.count('a')}，乙好 {judged.count('b')}，一样 {judged.count('same')}；"
        f"随先后改口的 {judged.split}，共 {len(judged.verdicts)} 对"
    )
    if judged.people:
        same, of = judged.agreement
        out.print(f"与人的评判一致：{of} 对中 {same} 对" if of else "与人的评判没有可比的")
    for line in judged.failures:
        out.print(f"没有问成：{line}")


if TYPE_CHECKING:
    from nianbao.scoring.run_evaluation import Step


evaluation = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="评测：拿草稿和往年报告比，看换了模型、提示词是好是坏。",
)
_OUT = Path("评测")
_Out = Annotated[Path, option("-o", "--output", "文件夹", "评测结果和缓存放在哪里。")]


@evaluation.command("run", cls=Command)
def run(
    suite: Annotated[
        Path | None, typer.Argument(metavar="方案", help="方案文件（yaml）；只有 --past 时可以不写。")
    ] = None,
    past: Annotated[Path | None, option("--past", "文件夹", "用这个文件夹里的往年报告作案例。")] = None,
    engine: Annotated[str, option("--engine", "引擎", "没有方案时用哪个引擎：offline、chat、langchain。")] = "offline",
    model: Annotated[str, option("--model", "模型", "没有方案时用哪个模型。")] = "",
    output: _Out = _OUT,
    before: Annotated[Path | None, option("--before", "评测", "拿来比的上一次评测，用于门槛和比较。")] = None,
    injected: Annotated[Path | None, option("--injected", "文件", "植入错误的检验结果，列在草稿旁边。")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="不用缓存，全部重做。")] = False,
) -> None:
    """逐个案例起草、打分，写出评测结果和一页网页；有门槛的，过不了以 1 结束。

    \b
    例：
      nianbao eval run eval/suites/repository.yaml
      nianbao eval run --past 往年报告
      nianbao eval run --past 往年报告 --engine chat --model 甲 -o 评测/甲
      nianbao eval run 方案.yaml --before 评测/20261126-101500-3fa2c1
    """
    from nianbao.cli.console import console, errors
    from nianbao.cli.evaluate import show_failed, show_run
    from nianbao.cli.show_findings import announce, show_lines
    from nianbao.drafting.engines import Setup
    from nianbao.drafting.engines import engine as engine_of
    from nianbao.files import make_folder
    from nianbao.jobs.check.finding_outputs import put
    from nianbao.scoring.evaluation_cases import sources_of
    from nianbao.scoring.gates import PREVIOUS, check_gates, failed
    from nianbao.scoring.metrics.manner import missing as likeness_missing
    from nianbao.scoring.run_evaluation import evaluate, injected_results
    from nianbao.scoring.run_file import load_run
    from nianbao.scoring.run_page import as_page
    from nianbao.scoring.run_page import missing as plots_missing
    from nianbao.scoring.suite import tried_of

    make_folder(output, parents=True)
    source = sources_of(suite, past, engine=engine, model=model)
    check_gates(source.suite)
    kept = load_run(before) if before is not None else None
    if kept is None and any(gate.not_worse_than == PREVIOUS for gate in source.suite.gates.values()):
        show_lines(errors(), [f"没有写 --before，与“{PREVIOUS}”比的门槛这次不检查。"])
    tried = tried_of(source.suite)
    for item in tried:
        if item.name in ("chat", "langchain"):
            announce(engine_of(item.name, Setup(item.settings), polish=item.polish))
    show_lines(errors(), [f"没有评“{case}”：{reason}" for case, reason in source.skipped.items()])
    made, folder = evaluate(
        source.cases,
        tried,
        output,
        suite=source.name,
        metrics=source.metrics,
        skipped=source.skipped,
        injected=injected_results(injected) if injected is not None else None,
        progress=_progress,
        fresh=fresh,
    )
    show_run(console(), made)
    show_lines(errors(), [said for said in (likeness_missing(), plots_missing()) if said])
    console().print(f"网页：{put(as_page(made), folder / '评测.html')}")
    console().print(f"评测结果：{folder}")
    fallen = failed(made, source.suite.gates, kept, folder=source.folder)
    show_failed(errors(), fallen)
    if fallen:
        raise typer.Exit(1)


def _progress(step: Step) -> None:
    from nianbao.cli.console import errors
    from nianbao.cli.show_findings import show_progress

    if step.part is not None:
        show_progress(step.part)
    elif not step.known:
        errors().print((f"{step.done + 1}/{step.of} {step.case}：{step.engine}", "dim"))


@evaluation.command(cls=Command)
def compare(
    before: Annotated[Path, typer.Argument(metavar="前一次", help="评测的文件夹。")],
    after: Annotated[Path, typer.Argument(metavar="后一次", help="评测的文件夹。")],
    output: Annotated[Path | None, option("-o", "--output", "文件", "另写成一页网页（.html）。")] = None,
) -> None:
    """比较两次评测：每项指标按案例成对相减，给出差和 95% 区间。

    \b
    例：
      nianbao eval compare 评测/20261125-090000-a1b2c3 评测/20261126-101500-3fa2c1 -o 比较.html
    """
    from nianbao.cli.console import console
    from nianbao.cli.evaluate import show_compared
    from nianbao.files import refuse_target
    from nianbao.jobs.check.finding_outputs import put
    from nianbao.scoring.run_file import load_run
    from nianbao.scoring.run_page import compared_page
    from nianbao.scoring.run_summary import compare_runs

    if output is not None:
        refuse_target(output, (".html", ".htm"), what="比较")
    found = compare_runs(load_run(before), load_run(after))
    show_compared(console(), found)
    if output is not None:
        console().print(f"已写入：{put(compared_page(found), output)}")


@evaluation.command("new-case", cls=Command)
def new_case(
    past: Annotated[Path, typer.Argument(metavar="往年报告", help="Word、PDF、网页、文字都可以。")],
    output: Annotated[Path | None, option("-o", "--output", "文件夹", "案例写到哪里；默认是 单位-年份。")] = None,
) -> None:
    """由一份往年报告整理出一个案例：数字作素材，文字作参考，素材由文字拆出、请人改正。

    \b
    例：
      nianbao eval new-case 2023年报.docx -o 案例/白沙镇-2023
    """
    from nianbao.cli.console import console
    from nianbao.cli.show_findings import show_lines
    from nianbao.scoring.derive_case import new_case as make

    made = make(past, output)
    out = console()
    show_lines(out, made.messages)
    out.print(f"已写入：{made.folder}")
    if made.case.derived:
        out.print("请打开其中的 report.yaml，逐条改正由文字拆出的素材；这样的案例不报告像不像，也不与独立案例合计")
    else:
        out.print("素材是单位自己的，人改过的稿子作审定文本：这是独立案例")


@evaluation.command(cls=Command)
def judge(
    run: Annotated[Path, typer.Argument(metavar="评测", help="评测的文件夹。")],
    a: Annotated[str, typer.Argument(metavar="甲", help="一份文字的名称，如 offline。")],
    b: Annotated[str, typer.Argument(metavar="乙", help="另一份的名称，如 参考文本。")],
    people: Annotated[
        Path | None, option("--people", "文件", "人的评判（yaml，案例编号: 名称），列出一致多少。")
    ] = None,
    model: Annotated[str | None, option("--model", "模型", "评判用的模型的名称。")] = None,
) -> None:
    """让模型评两份文字哪一份好：每对正反各问一次，两次说法一致才算。文字会发给模型，默认不用。

    \b
    例：
      nianbao eval judge 评测/20261126-101500-3fa2c1 offline chat --people 人评.yaml
    """
    from nianbao.cli.console import console, errors
    from nianbao.cli.evaluate import show_judged
    from nianbao.cli.show_findings import show_destination
    from nianbao.drafting.engines import Setup, model_for
    from nianbao.jobs.store.run_record import Recorder, answers, record_in
    from nianbao.scoring.model_judge import judge as ask
    from nianbao.scoring.model_judge import people_from
    from nianbao.scoring.run_file import load_run, run_folder
    from nianbao.settings import model_settings

    folder = run_folder(run)
    made = load_run(folder)
    given = {"model": model} if model is not None else {}
    settings = model_settings(Path()).model_copy(update=given)
    kept = record_in(folder / "评判记录.jsonl")
    judging = model_for("chat", Setup(settings, observe=Recorder(kept, settings.record), asked=answers(kept)))
    show_destination("两份文字和素材", judging.destination)
    found = ask(
        made,
        a,
        b,
        judging,
        people=people_from(people, a, b) if people is not None else None,
        prompts=Path(settings.prompts) if settings.prompts else None,
        progress=lambda at, of, title: errors().print((f"{at}/{of} {title}", "dim")),
    )
    show_judged(console(), found)


@evaluation.command(cls=Command)
def metric(id: Annotated[str, typer.Argument(metavar="指标", help="指标的编号；不写则全部列出。")] = "") -> None:
    """列出各项指标；写编号则显示它的范围、含义、出处和已知的不足。"""
    import nianbao.scoring.metrics  # noqa: F401 (registers them)
    from nianbao.cli.console import console
    from nianbao.errors import NianbaoError, nearest
    from nianbao.scoring.metric import METRICS

    out = console()
    if not id:
        for item in METRICS.values():
            out.print(f"{item.id:<22} {item.group}  {item.name}", ("" if item.gated else "  只报告，不作门槛", "dim"))
        return
    if id not in METRICS:
        raise NianbaoError(f"没有“{id}”这个指标。{nearest(id, sorted(METRICS)) or ''}")
    out.print(f"{METRICS[id].id}  {METRICS[id].name}")
    out.print(METRICS[id].page)
