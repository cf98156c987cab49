"""Package data: the same from the tree's YAML, from what is kept of it, and from a wheel's JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import nianbao
from nianbao.package_data import load_data

ROOT = Path(__file__).parent.parent
PACKAGE = Path(nianbao.__file__).parent
FILES = sorted(PACKAGE.rglob("*.yaml"))


def equal(one: object, other: object) -> bool:
    return json.dumps(one, ensure_ascii=False) == json.dumps(other, ensure_ascii=False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_the_same_as_json(path: Path) -> None:
    data = load_data(path)
    assert json.loads(json.dumps(data)) == data


def test_what_is_kept_is_read_back_and_renewed(tmp_path: Path) -> None:
    """In a process of its own, where bytecode is kept."""
    code = (
        "import sys; from pathlib import Path; import nianbao, nianbao.package_data as data\n"
        "sys.dont_write_bytecode = False; sys.pycache_prefix = sys.argv[1]\n"
        "path = Path(nianbao.__file__).parent / 'checking' / 'rules' / 'events.yaml'\n"
        "first, again = data.load_data(path), data.load_data(path)\n"
        "kept = list(Path(sys.argv[1]).rglob('events.yaml.*.json'))\n"
        "assert first == again and len(kept) == 1, kept\n"
        "kept[0].write_text('{broken', encoding='utf-8')\n"
        "assert data.load_data(path) == first\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)


def test_a_wheel_holds_the_same_data_and_the_prompts(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
        assert not [name for name in names if name.endswith(".yaml")]
        beside = {path for path in PACKAGE.rglob("*") if path.suffix in (".html", ".css") or "schema.json" in path.name}
        assert {"compare.html", "compare.css", "comparison.schema.json"} <= {path.name for path in beside}
        assert {path.relative_to(PACKAGE.parent).as_posix() for path in beside} <= set(names)
        for path in FILES:
            inside = path.relative_to(PACKAGE.parent).with_suffix(".json").as_posix()
            assert equal(json.loads(wheel.read(inside)), load_data(path)), inside
