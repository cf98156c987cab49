"""A baseline (基线): findings that stood when it was written, so that only new ones are heard."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nianbao.checking.finding import Finding
from nianbao.checking.fingerprint import fingerprint
from nianbao.errors import InputError
from nianbao.files import read_bytes, write_atomic

__all__ = ["Baseline", "load_baseline", "write_baseline"]

_KIND = "nianbao-baseline"
SCHEMA = 1

Baseline = Mapping[str, Counter[str]]
"""How often each fingerprint stood, by file, relative to the baseline's folder."""


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        InputError: it is not there, is no baseline, or a newer nianbao wrote it.
    """
    where = str(path)
    try:
        data: Any = json.loads(read_bytes(path))
        kind, schema, files = data["kind"], data["schema"], data["files"]
        if kind != _KIND or not isinstance(schema, int):
            raise ValueError(kind)
        if schema > SCHEMA:
            raise InputError.one(where, "这份基线由更新版本的 nianbao 写成", "请升级后再用")
        return {name: Counter(str(row["fingerprint"]) for row in rows) for name, rows in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError.one(where, "不是基线文件", "请用 nianbao check … --write-baseline 重新生成") from error


def write_baseline(path: Path, found: Iterable[tuple[str, Iterable[Finding]]]) -> int:
    """Write a baseline of the findings that stand.

    Args:
        path: where to; another kind of file there is not overwritten.
        found: file name relative to the baseline's folder, and findings; those silenced otherwise are left out.

    Returns:
        How many findings it holds.

    Raises:
        InputError: a file of another kind is there. FileBusy: it cannot be written now.
    """
    if path.exists():
        load_baseline(path)
    files = {
        name: [
            {
                "fingerprint": fingerprint(item),
                "code": item.code,
                "quote": item.quote,
                "message": item.message,
            }
            for item in findings
            if item.verdict == "fails" and (item.silenced is None or item.silenced.by == "baseline")
        ]
        for name, findings in found
    }
    data = {"kind": _KIND, "schema": SCHEMA, "files": {name: rows for name, rows in sorted(files.items()) if rows}}
    write_atomic(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
    return sum(map(len, files.values()))
