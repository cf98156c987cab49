"""Mutation run: small faults are put into modules where a fault costs most, and their quick tests must notice.

    python eval/mutation/run.py [--sample 200] [--seed 1] [--jobs 2] [--only lock] [--keep [NAME]] [--least 0.85]

Every mutant that cosmic-ray's operators make of the modules in ``modules.yaml`` is listed; a random sample is drawn, of
each module in proportion; each is written into a private copy of the repository, never into the working tree, and the
module's quick tests are run. Killed: a test fails, or the module cannot be imported, or it needs several times the
processor time. ``--keep`` writes ``results/<commit>.json``, with every survivor and what ``survivors.yaml`` says of it.
Status 1 where fewer are killed than ``--least``.

Left out are mutants that cannot matter because of where they stand: in an annotation (nothing evaluates them), in
``__all__``, in a docstring. Nothing else is.

Each mutant runs in a fork of this process, which has imported what the tests need from outside; nianbao itself is
imported in the fork. Bytecode is neither read nor written for the modules that are changed.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import importlib
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

import yaml
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LEAST = 0.85
_WALL = 900
"""Seconds after which a run is given up whatever the machine does meanwhile."""
_MEMORY = 4 << 30
_FOREIGN = 97
"""Exit status of a fork that imported another nianbao than the copy's."""

Place = tuple[int, int]


class Mutant(NamedTuple):
    """One change: module, operator, which of its places, the line, and where in the file."""

    module: str
    operator: str
    occurrence: int
    start: Place
    end: Place
    line: str

    @property
    def key(self) -> tuple[str, str, str]:
        """By what a survivor is known: it stays the same when the file grows elsewhere."""
        return self.module, self.operator, self.line


def modules() -> dict[str, list[str]]:
    """The modules, by path under ``src/nianbao``, and the tests of each."""
    data = yaml.load((HERE / "modules.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    found: dict[str, list[str]] = {}
    for pattern, tests in data.items():
        paths = sorted((ROOT / "src" / "nianbao").glob(pattern))
        if not paths:
            raise SystemExit(f"modules.yaml: no module {pattern}")
        for path in paths:
            found[path.relative_to(ROOT / "src" / "nianbao").as_posix()] = tests
    return found


def _is_all(node: ast.AST) -> TypeGuard[ast.Assign]:
    return isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)


def _is_docstring(node: ast.AST) -> TypeGuard[ast.Expr]:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _nowhere(source: str) -> list[tuple[Place, Place]]:
    """Stretches of a module where no change can matter: annotations, ``__all__``, docstrings."""
    lines = source.splitlines()

    def stretch(node: ast.expr | ast.stmt) -> tuple[Place, Place]:
        def place(line: int, column: int) -> Place:
            return line, len(lines[line - 1].encode()[:column].decode())

        return place(node.lineno, node.col_offset), place(node.end_lineno or 0, node.end_col_offset or 0)

    found: list[tuple[Place, Place]] = []
    for node in ast.walk(ast.parse(source)):
        notes: list[ast.expr | ast.stmt | None] = []
        if isinstance(node, ast.arg | ast.AnnAssign):
            notes.append(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            notes.append(node.returns)
        elif _is_all(node) or _is_docstring(node):
            notes.append(node)
        found += [stretch(note) for note in notes if note is not None]
    return found


@cache
def _operators() -> list[tuple[str, Any]]:
    return [(name, get_operator(name)()) for name in sorted(operator_names()) if not get_operator(name).arguments()]


def mutants(module: str) -> Iterator[Mutant]:
    """Every mutant of a module that could matter."""
    source = (ROOT / "src" / "nianbao" / module).read_text(encoding="utf-8")
    nowhere = _nowhere(source)
    lines = source.splitlines()
    tree = get_ast(source)
    for name, operator in _operators():
        places = (place for node in ast_nodes(tree) for place in operator.mutation_positions(node))
        for occurrence, (start, end) in enumerate(places):
            if not any(low <= start and end <= high for low, high in nowhere):
                yield Mutant(module, name, occurrence, start, end, lines[start[0] - 1].strip())


def drawn(every: dict[str, list[Mutant]], sample: int, seed: int) -> list[Mutant]:
    """A random sample, of each module in proportion to its mutants (largest remainders)."""
    total = sum(map(len, every.values()))
    sample = min(sample, total)
    share = {name: sample * len(items) / total for name, items in every.items()}
    count = {name: int(value) for name, value in share.items()}
    rest = sorted(share, key=lambda name: (count[name] - share[name], name))
    for name in rest[: sample - sum(count.values())]:
        count[name] += 1
    draw = random.Random(seed)
    return [item for name, items in every.items() for item in draw.sample(items, count[name])]


def _diff(module: str, before: str, after: str) -> str:
    rows = difflib.unified_diff(before.splitlines(), after.splitlines(), module, module, lineterm="", n=0)
    return "\n".join(list(rows)[2:])


# ── copies and forks


def _copied(target: Path) -> None:
    """The repository's files as they stand, those not committed too."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


class Ended(NamedTuple):
    """How a fork ended: its exit status or None where it was stopped, processor seconds, what it printed last."""

    status: int | None
    seconds: float
    printed: str


def _fork(copy: Path, tests: list[str], processor: int, *, bytecode: bool) -> int:
    """Run tests in a fork of this process; its id."""
    if pid := os.fork():
        return pid
    status = 3
    try:
        with (copy / "printed.txt").open("w") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        os.chdir(copy)
        sys.path.insert(0, str(copy / "src"))
        sys.dont_write_bytecode = not bytecode
        resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        signal.alarm(_WALL)
        import pytest

        words = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
        status = int(pytest.main([*words, "--rootdir", str(copy), *tests]))
        ours = sys.modules.get("nianbao")
        if ours is not None and not str(ours.__file__).startswith(str(copy)):
            status = _FOREIGN
        if bytecode:
            (copy / "imported.json").write_text(json.dumps(_outside(copy)))
        sys.stdout.flush()
    finally:
        os._exit(status)


def _outside(copy: Path) -> list[str]:
    """Modules imported here that are neither nianbao's nor the tests'."""
    return [
        name
        for name, module in list(sys.modules.items())
        if (file := getattr(module, "__file__", None)) and not file.startswith((str(copy), str(ROOT / "src")))
    ]


def _ended(copy: Path, status: int, usage: Any) -> Ended:
    printed = (copy / "printed.txt").read_text(encoding="utf-8", errors="replace")[-2000:]
    code = os.waitstatus_to_exitcode(status)
    return Ended(None if code < 0 else code, usage.ru_utime + usage.ru_stime, printed)


def warmed(copy: Path, wanted: dict[str, list[str]]) -> dict[str, float]:
    """Run every module's tests unchanged, and import here what they import from outside.

    Returns:
        Processor seconds that each module's tests need.

    Raises:
        SystemExit: they fail.
    """
    needed: dict[tuple[str, ...], float] = {}
    for tests in wanted.values():
        if tuple(tests) in needed:
            continue
        for again in (False, True):  # the first run imports, the second is measured
            pid = _fork(copy, tests, 600, bytecode=True)
            _, status, usage = os.wait4(pid, 0)
            ended = _ended(copy, status, usage)
            if ended.status != 0:
                raise SystemExit(f"the tests fail without any mutant: {tests}\n{ended.printed}")
            if not again:
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    for name in json.loads((copy / "imported.json").read_text()):
                        if name not in sys.modules and not name.startswith(("__", "nianbao")):
                            with contextlib.suppress(Exception):
                                importlib.import_module(name)
        needed[tuple(tests)] = ended.seconds
        print(f"{ended.seconds:5.1f} s  {' '.join(tests)}", flush=True)
    for module in wanted:
        path = copy / "src" / "nianbao" / module
        for kept in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
            kept.unlink()
    return {module: needed[tuple(tests)] for module, tests in wanted.items()}


class Outcome(NamedTuple):
    """What became of a mutant: ``survived``, or killed since tests ``failed``, it was ``broken`` or ``slow``."""

    mutant: Mutant
    how: str
    diff: str
    seconds: float


def run(sample: list[Mutant], wanted: dict[str, list[str]], jobs: int) -> Iterator[Outcome]:
    """Run the tests on each mutant, as many at a time as jobs."""
    with tempfile.TemporaryDirectory(prefix="nianbao-mutation-") as folder:
        first = Path(folder).resolve() / "0"
        first.mkdir()
        _copied(first)
        needed = warmed(first, {item.module: wanted[item.module] for item in sample})
        free = [first]
        for number in range(1, jobs):
            free.append(Path(folder).resolve() / str(number))
            shutil.copytree(first, free[-1])
        waiting = list(sample)
        running: dict[int, tuple[Path, Mutant, str, str]] = {}
        while waiting or running:
            while waiting and free:
                copy, mutant = free.pop(), waiting.pop(0)
                path = copy / "src" / "nianbao" / mutant.module
                before = path.read_text(encoding="utf-8")
                after = mutate_code(before, dict(_operators())[mutant.operator], mutant.occurrence)
                path.write_text(after, encoding="utf-8")
                limit = int(needed[mutant.module] * 4 + 5)
                pid = _fork(copy, wanted[mutant.module], limit, bytecode=False)
                running[pid] = copy, mutant, before, after
            pid, status, usage = os.wait4(-1, 0)
            copy, mutant, before, after = running.pop(pid)
            ended = _ended(copy, status, usage)
            (copy / "src" / "nianbao" / mutant.module).write_text(before, encoding="utf-8")
            free.append(copy)
            if ended.status in (5, _FOREIGN):
                raise SystemExit(f"{mutant}: the tests did not run on the copy\n{ended.printed}")
            how = {0: "survived", 1: "failed", None: "slow"}.get(ended.status, "broken")
            yield Outcome(mutant, how, _diff(mutant.module, before, after), ended.seconds)


# ── what is known of survivors


def words() -> dict[tuple[str, str, str], str]:
    """What a person wrote of survivors: module, operator and line → word."""
    path = HERE / "survivors.yaml"
    rows = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) if path.exists() else None
    return {(row["module"], operator, row["line"]): row["word"] for row in rows or () for operator in row["operators"]}


def commit() -> tuple[str, bool]:
    """The commit, and whether files differ from it (other than results)."""

    def git(*args: str) -> str:
        return subprocess.run(["git", *args], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    changed = [line for line in git("status", "--porcelain").splitlines() if "/results/" not in line]
    return git("rev-parse", "HEAD").strip(), bool(changed)


def record(
    outcomes: list[Outcome], every: dict[str, list[Mutant]], state: tuple[str, bool], seed: int, least: float
) -> dict[str, Any]:
    """What is kept of a run."""
    hash, changed = state
    known = words()
    killed = sum(item.how != "survived" for item in outcomes)
    by_module = {
        name: {
            "mutants": len(items),
            "sample": sum(item.mutant.module == name for item in outcomes),
            "killed": sum(item.mutant.module == name and item.how != "survived" for item in outcomes),
        }
        for name, items in every.items()
    }
    return {
        "commit": hash,
        "changed_since": changed,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": seed,
        "mutants": sum(map(len, every.values())),
        "sample": len(outcomes),
        "killed": killed,
        "share": round(killed / len(outcomes), 4),
        "least": least,
        "how": dict(Counter(item.how for item in outcomes)),
        "modules": by_module,
        "survivors": [
            {
                "module": item.mutant.module,
                "line": item.mutant.start[0],
                "text": item.mutant.line,
                "operator": item.mutant.operator,
                "diff": item.diff,
                "word": known.get(item.mutant.key, ""),
            }
            for item in sorted(outcomes)
            if item.how == "survived"
        ],
    }


def main() -> int:
    """Run; 1 where too few were killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="modules whose path holds this word")
    parser.add_argument("--least", type=float, default=LEAST)
    parser.add_argument("--keep", nargs="?", const="", help="write results/<commit>.json, or under another name")
    options = parser.parse_args()
    wanted = {name: tests for name, tests in modules().items() if options.only in name}
    every = {name: list(mutants(name)) for name in wanted}
    sample = drawn(every, options.sample, options.seed)
    began = time.monotonic()
    state = commit()
    outcomes: list[Outcome] = []
    for item in run(sample, wanted, options.jobs):
        outcomes.append(item)
        if item.how == "survived":
            print(f"{item.mutant.module}:{item.mutant.start[0]} {item.mutant.operator}\n{item.diff}", flush=True)
    kept = record(outcomes, every, state, options.seed, options.least)
    for name, counts in kept["modules"].items():
        if counts["sample"]:
            print(f"{name}: {counts['killed']} of {counts['sample']} killed ({counts['mutants']} mutants in all)")
    print(f"{kept['killed']} of {kept['sample']} killed, {kept['share']:.1%}, {round(time.monotonic() - began)} s")
    if options.keep is not None:
        path = HERE / "results" / f"{options.keep or kept['commit'][:12]}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if kept["share"] >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
