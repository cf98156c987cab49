"""A baseline: what stood when it was written is not heard again; written again it keeps what stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nianbao.checking import Finding
from nianbao.checking.silence import SCHEMA, load_baseline, write_baseline
from nianbao.errors import InputError


def finding(quote: str, **more: object) -> Finding:
    values = {"code": "TEXT07", "name": "x", "severity": "warning", "message": f"“{quote}”是错字", **more}
    return Finding(quote=quote, **values)  # type: ignore[arg-type]


def counts(path: Path) -> dict[str, list[int]]:
    return {name: sorted(held.values()) for name, held in load_baseline(path).items()}


def quotes(path: Path) -> dict[str, list[str]]:
    """What a person reads in the file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return {name: [row["quote"] for row in rows] for name, rows in data["files"].items()}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "基线.json"
    written = write_baseline(
        path, [("乙.docx", [finding("截止"), finding("截止"), finding("既使")]), ("甲.docx", [finding("按装")])]
    )
    assert written == 4
    assert counts(path) == {"乙.docx": [1, 2], "甲.docx": [1]}
    assert quotes(path) == {"乙.docx": ["截止", "截止", "既使"], "甲.docx": ["按装"]}
    assert "截止" in path.read_text(encoding="utf-8"), "a person can read it"


def test_the_order_of_files_makes_no_other_baseline(tmp_path: Path) -> None:
    found = [("乙.docx", [finding("截止")]), ("甲.docx", [finding("按装")]), ("丙.docx", [])]
    one, other = tmp_path / "1.json", tmp_path / "2.json"
    write_baseline(one, found)
    write_baseline(other, reversed(found))
    assert one.read_bytes() == other.read_bytes()
    assert set(load_baseline(one)) == {"乙.docx", "甲.docx"}, "a file without findings is not listed"


def test_what_is_not_assessed_or_silenced_by_a_person_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "基线.json"
    found = [
        finding("截止"),
        finding("无法核对", verdict="unassessed"),
        finding("群众原话", silenced={"by": "comment", "reason": "引用"}),
        finding("设置", silenced={"by": "settings"}),
        finding("清单", silenced={"by": "draft"}),
    ]
    assert write_baseline(path, [("年报.docx", found)]) == 1
    assert quotes(path) == {"年报.docx": ["截止"]}


def test_written_again_it_keeps_what_still_stands_and_drops_what_was_mended(tmp_path: Path) -> None:
    """A finding that the baseline silences still stands: writing the baseline again must not let it be heard."""
    path = tmp_path / "基线.json"
    write_baseline(path, [("年报.docx", [finding("截止"), finding("按装")])])
    standing = finding("截止", silenced={"by": "baseline"})
    assert write_baseline(path, [("年报.docx", [standing, finding("既使")])]) == 2
    assert quotes(path) == {"年报.docx": ["截止", "既使"]}


def test_one_of_a_newer_program_is_neither_read_nor_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "基线.json"
    write_baseline(path, [("年报.docx", [finding("截止")])])
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["schema"] == SCHEMA == 1
    newer = json.dumps({**data, "schema": SCHEMA + 1}).encode()
    path.write_bytes(newer)
    with pytest.raises(InputError, match="升级后再用") as told:
        load_baseline(path)
    assert str(path) in str(told.value)
    with pytest.raises(InputError):
        write_baseline(path, [])
    assert path.read_bytes() == newer
    path.write_text(json.dumps({**data, "schema": SCHEMA - 1}), encoding="utf-8")
    assert set(load_baseline(path)) == {"年报.docx"}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"kind": "other"}, {"kind": "aaa"}, {"kind": "zzz"}, {"schema": "1"}, {"files": [1]}, {"files": {"a": [{}]}},
        {"files": {"a": 3}}, {"files": None},
    ],
)  # fmt: skip
def test_another_files_shape_is_no_baseline(tmp_path: Path, spoilt: dict[str, object]) -> None:
    path = tmp_path / "基线.json"
    path.write_text(json.dumps({"kind": "nianbao-baseline", "schema": 1, "files": {}, **spoilt}), encoding="utf-8")
    with pytest.raises(InputError, match="不是基线文件") as told:
        load_baseline(path)
    assert "--write-baseline" in str(told.value)


def test_it_is_for_the_words_not_their_place(tmp_path: Path) -> None:
    path = tmp_path / "基线.json"
    write_baseline(path, [("年报.docx", [finding("截止", position=5), finding("截止", position=90)])])
    assert counts(path) == {"年报.docx": [2]}
