"""A run and its comparison on the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nianbao.cli.console import print_table

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
