"""How fast the checks are, beside autocorrect-py in the same run: ``python eval/benchmarks/check_speed.py [--keep]``.

Times are process time in seconds, the least of several runs; a ratio is ours over the other's. ``--keep`` writes the
figures beside the commit to ``eval/benchmarks/results/``. Needs ``pip install nianbao[bench]`` for autocorrect-py.
"""

from __future__ import annotations

import gc
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "eval" / "injection"))

from base import clean
from kept import keep

from nianbao import draft
from nianbao.checking import check
from nianbao.jobs.check.check_file import CheckOptions
from nianbao.jobs.check.check_files import check_files
from nianbao.kinds import form_for
from nianbao.reading import read_text
from nianbao.reading.yaml_report import read_yaml

try:
    import autocorrect_py
except ImportError:
    autocorrect_py = None

MB, REPEATS, STARTS, FILES = 1_000_000, 5, 11, 1_000
NUMBER = 7
"""Of the clean report that the texts are made of: a township's, by the edition in force."""
WORDS = 6_000
"""Bytes of words in the report with tables."""
LINTED = 200_000
"""Bytes given to autocorrect-py at a time: its parser refuses a text of 1 MB ("call limit reached")."""
_WHO = [
    "党政办",
    "财政所",
    "民政办",
    "经济发展办",
    "综合执法队",
    "村镇建设办",
    "便民服务站",
    "农业农村办",
    "应急管理办",
    "文化站",
]
_WHEN = ["年初", "三月", "汛期", "五月", "上半年", "暑期", "秋收以后", "十月", "第四季度", "年末"]
_WHERE = [
    "公开栏",
    "门户网站",
    "微信公众号",
    "服务大厅",
    "村民小组",
    "广播站",
    "宣传橱窗",
    "集市",
    "办事窗口",
    "入户走访时",
]
_DID = ["张贴", "更新", "核对", "解读", "讲解", "登载", "归档", "复核", "清点", "说明"]
_WHAT = [
    "惠农补贴名单",
    "危房改造进度",
    "村级账目",
    "招标结果",
    "低保名册",
    "道路维修计划",
    "供水检测数据",
    "办事指南",
    "应急预案",
    "培训安排",
]
_END = ["村民当场提出意见", "经办人签字留底", "过期内容随即撤下", "疑问由窗口答复", "原件存放备查", "错字当天改正"]


def varied(size: int) -> str:
    """A whole report of a size in bytes whose overview is made of sentences that seldom repeat; always the same."""
    rng = random.Random(size)
    head, tail = clean(NUMBER).text.split("（一）主动公开\n")
    lines, length = [], len((head + tail).encode())
    while length < size:
        sentences = [
            f"{rng.choice(_WHEN)}，{rng.choice(_WHO)}在{rng.choice(_WHERE)}{rng.choice(_DID)}{rng.choice(_WHAT)}"
            f"{rng.randint(1, 99)}条，{rng.choice(_END)}。"
            for _ in range(4)
        ]
        lines.append("".join(sentences))
        length += len(lines[-1].encode()) + 1
    return f"{head}（一）主动公开\n" + "\n".join(lines) + "\n" + tail


def repeated(size: int) -> str:
    """A report whose overview is the paragraphs of sixty clean reports, again and again: every sentence repeats and most
    name another unit or year, so there are many findings. One report: of several in a text only the first is read."""
    head, tail = clean(NUMBER).text.split("（一）主动公开\n")
    lines = [line for number in range(60) for line in clean(number).text.splitlines() if line.endswith("。")]
    whole = "\n".join(lines) + "\n"
    length = size - len((head + tail).encode())
    body = (whole * (length // len(whole.encode()) + 1)).encode()[:length].decode("utf-8", "ignore")
    return f"{head}（一）主动公开\n{body}\n{tail}"


def tabled() -> str:
    """A report of about 4,000 characters with its three tables as pasted from Word: a cell a line, behind a tab."""
    base = clean(NUMBER)
    form = form_for("disclosure", base.year)
    text = varied(WORDS)
    for section in form.sections:
        lines: list[str] = []
        for table in form.tables:
            if table.section != section.id or not table.printed:
                continue
            for block in table.blocks:
                nodes = {id(node): node for path in block.column_paths for node in path if node.label}
                heads = [node.label for node in nodes.values()]
                rows = [[block.title]] if block.title else []
                rows.append([block.corner, *heads] if block.corner else heads)
                for path in block.row_paths:
                    ids = [block.cell_id(path[-1].id or "", column[-1].id or "") for column in block.column_paths]
                    values = [str(base.cells[id].value or 0) for id in ids if id in base.cells]
                    rows.append([*(node.label for node in path if node.label), *values])
                lines += ["\n".join(f"\t{cell}" for cell in row) + "\n" for row in rows]
        if lines:
            text = text.replace(section.title + "\n", section.title + "\n" + "\n".join(lines) + "\n", 1)
    return text


def seconds(work: Callable[[], Any], repeats: int = REPEATS) -> float:
    """The least process time of several runs."""
    times = []
    for _ in range(repeats):
        gc.collect()
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def pieces(text: str) -> list[str]:
    """A text in pieces of whole lines that autocorrect-py takes."""
    parts, length = [""], 0
    for line in text.splitlines(keepends=True):
        length += len(line.encode())
        if length > LINTED:
            parts.append("")
            length = 0
        parts[-1] += line
    return parts


def on_text(text: str, repeats: int = REPEATS) -> dict[str, Any]:
    """Reading, checking, both, and autocorrect-py on a text."""
    report = read_text(text)
    read, checked = seconds(lambda: read_text(text), repeats), seconds(lambda: check(report), repeats)
    row: dict[str, Any] = {
        "characters": len(text), "bytes": len(text.encode()), "findings": len(check(report)),
        "read": read, "check": checked, "read and check": read + checked,
    }  # fmt: skip
    if autocorrect_py is not None:
        parts = pieces(text)
        other = seconds(lambda: [autocorrect_py.lint_for(part, "text") for part in parts], repeats)
        row |= {"autocorrect-py": other, "ratio": checked / other}
    return row


_BASELINE = "import typer, yaml, pydantic\nclass Model(pydantic.BaseModel):\n    number: int = 0\n"


def started(command: list[str], environment: dict[str, str]) -> float:
    """The wall time of a process, which must do what it is there for."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - begin


def start() -> dict[str, float]:
    """``nianbao check --passage`` of a one-line file (no whole report, which would be refused) beside a process that
    imports typer, pydantic and yaml, in turn; medians, the ratio that of each pair. Both have run before, as on any
    machine where bytecode is kept."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "line.txt")
        file.write_text("全年主动公开政府信息23条。\n", encoding="utf-8")
        given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**given, "PYTHONPYCACHEPREFIX": str(Path(folder, "pyc"))}
        commands = [sys.executable, "-c", _BASELINE], [sys.executable, "-m", "nianbao", "check", "--passage", str(file)]
        pairs = [[started(command, environment) for command in commands] for _ in range(STARTS + 2)][2:]
    base, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    return {"baseline": base, "nianbao check": ours, "ratio": statistics.median(two / one for one, two in pairs)}


def many() -> dict[str, float]:
    """A county's worth of files on one core and on two; both compare the reports with each other."""
    with tempfile.TemporaryDirectory() as folder:
        text = tabled()
        names = []
        for number in range(FILES):
            file = Path(folder, f"{number}.txt")
            file.write_text(text.replace("白沙", f"第{number}").replace("云岭", f"云{number}"), encoding="utf-8")
            names.append(str(file))
        times = []
        for workers in (1, 2):
            begin = time.perf_counter()
            for _ in check_files(names, CheckOptions(select=("UNIT", "YEAR", "NUM", "TABLE", "TEXT")), workers=workers):
                pass
            times.append(time.perf_counter() - begin)
    return {"files": FILES, "one core": times[0], "two cores": times[1], "ratio": times[0] / times[1]}


def doubled() -> dict[str, float]:
    """Process time of twice the length over that of the length: a note drafted (360 KB, 180 KB), a sentence checked."""
    head = "单位: 云岭县白沙镇人民政府\n年度: 2024\n其余: 零\n素材:\n  主动公开:\n    - "
    figures, words = "编发简报23条、公开目录5件、", "编发政府信息简报并公开目录组织业务培训"

    def note(unit: str, size: int) -> Callable[[], Any]:
        report = read_yaml(f"{head}{unit * (size // len(unit))}。\n".encode(), "note")
        return lambda: draft(report)

    def sentence(size: int) -> Callable[[], Any]:
        text = words * (size // len(words))
        return lambda: check(read_text(text))

    whole = 120_000
    return {
        name: seconds(work(whole), 3) / seconds(work(whole // 2), 3)
        for name, work in (
            ("one note of figures drafted", lambda size: note(figures, size)),
            ("one note without a stop drafted", lambda size: note(words, size)),
            ("one sentence without a stop checked", sentence),
        )
    }


def run() -> dict[str, Any]:
    """Everything, in one run."""
    check(read_text(clean(NUMBER).text))  # rules and data are loaded
    texts = {"report with tables": tabled()}
    for size in (MB // 10, MB):
        texts[f"varied {size // 1000} KB"] = varied(size)
        texts[f"repeated {size // 1000} KB"] = repeated(size)
    rows = {name: on_text(text, 15 if len(text) < 10_000 else REPEATS) for name, text in texts.items()}
    growth = {
        kind: rows[f"{kind} 1000 KB"]["check"] / (10 * rows[f"{kind} 100 KB"]["check"])
        for kind in ("varied", "repeated")
    }
    return {
        "python": platform.python_version(),
        "texts": rows,
        "1 MB over ten times 100 KB": growth,
        "twice the length": doubled(),
        "start": start(),
        "many": many(),
    }


def table(result: dict[str, Any]) -> str:
    """The figures as a person reads them."""
    lines = [f"{'text':20} {'chars':>8} {'findings':>8} {'read s':>8} {'check s':>8} {'autoc. s':>8} {'ratio':>7}"]
    for name, row in result["texts"].items():
        other = f"{row['autocorrect-py']:8.4f} {row['ratio']:7.2f}" if "ratio" in row else f"{'-':>8} {'-':>7}"
        lines.append(
            f"{name:20} {row['characters']:8} {row['findings']:8} {row['read']:8.4f} {row['check']:8.4f} {other}"
        )
    lines += [f"1 MB over ten times 100 KB, {kind}: {ratio:.2f}" for kind, ratio in result["1 MB over ten times 100 KB"].items()]  # fmt: skip
    lines += [f"twice the length, {kind}: {ratio:.2f} times the time" for kind, ratio in result["twice the length"].items()]  # fmt: skip
    begun = result["start"]
    lines.append(
        f"check of one line: {begun['nianbao check']:.3f} s, baseline process {begun['baseline']:.3f} s, "
        f"ratio {begun['ratio']:.2f}"
    )
    files = result["many"]
    lines.append(
        f"{files['files']} files: one core {files['one core']:.1f} s, two {files['two cores']:.1f} s, "
        f"ratio {files['ratio']:.2f}"
    )
    if autocorrect_py is None:
        lines.append("autocorrect-py is not installed (pip install nianbao[bench]): nothing to compare with")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and keep if asked."""
    result = run()
    print(table(result))
    if "--keep" in sys.argv[1:]:
        print(keep(result))


if __name__ == "__main__":
    main()
