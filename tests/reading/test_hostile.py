"""Hostile files through the real program: a refusal in Chinese or a plain reading, within 10 s and 500 MB,
nothing written elsewhere, nobody called."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

import libreoffice
from nianbao.errors import InputError
from nianbao.reading import child_process, read
from nianbao.reading import libreoffice as office
from nianbao.reading.pdf import read_pdf
from nianbao.report import Unit
from reading.hostile import HOSTILE, READ, REPEATED, drawn, pdf, remote, rtf

LARGE = "NIANBAO_LARGE_SEEDS" in os.environ
SECONDS, MEGABYTES = 10, 500
PATIENCE = 600
"""By the clock nothing is shown: each process has ten seconds of the processor, however busy the machine is."""
SIZE = 1_000_000 if LARGE else 250_000
QUADRATIC_ONCE = ("blanks", "sums", "dots", "clauses")
MEASURED = """
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
done = subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=open("peak", "w"))
sys.exit(done.returncode)
"""


class Listener:
    """A server on this machine that notes who calls."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.calls: list[bytes] = []
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(2)
                self.calls.append(caller.recv(200))
                caller.sendall(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(5)


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.close()


class Ran(NamedTuple):
    code: int
    out: str
    err: str
    peak: int


def run(folder: Path, command: str, names: Sequence[str], seconds: float = PATIENCE) -> Ran:
    """``nianbao`` on files of a folder, its processes measured; nothing is left anywhere."""
    places = {name: folder.parent / f"{folder.name}-{name}" for name in ("home", "tmp", "run")}
    for place in places.values():
        place.mkdir(exist_ok=True)
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    own = {**dict.fromkeys(homes, str(places["home"])), "TMPDIR": str(places["tmp"])}
    before = sorted(folder.iterdir())
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, sys.executable, "-m", "nianbao", command, *(folder / name for name in names)],
        cwd=places["run"], env={**os.environ, **own}, capture_output=True, timeout=seconds,
    )  # fmt: skip
    peak = int((places["run"] / "peak").read_text())
    (places["run"] / "peak").unlink()
    assert sorted(folder.iterdir()) == before
    assert {name: list(place.iterdir()) for name, place in places.items()} == {"home": [], "tmp": [], "run": []}
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode(), peak)


def judge(done: Ran, names: Sequence[str], folder: Path, command: str) -> None:
    """Every file was read, or refused with its place, what is wrong, and what to do."""
    assert "Traceback" not in done.out + done.err
    assert "程序出错" not in done.out + done.err
    refusals = [line for line in done.err.splitlines() if line.startswith(str(folder))]
    for name in names:
        hostile = HOSTILE[name]
        said = [line for line in refusals if line.startswith(str(folder / hostile.name))]
        if hostile.said == READ:
            assert said == [], name
            assert command == "check" or str(folder / hostile.name) in done.out or "没有读准" in done.out + done.err, (
                name
            )
        else:
            assert len(said) == 1, (name, done.err)
            slow = hostile.heavy and "还没有读完" in said[0]  # a busy machine meets the limit of time first
            assert hostile.said in said[0] or slow, name
            what, remedy, *_ = said[0].partition("：")[2].split("。")
            assert what, name
            assert "请" in remedy, (name, said[0])
    assert done.code == 2 if any(HOSTILE[name].said != READ for name in names) else done.code < 2
    assert done.peak < MEGABYTES, done.peak


def written(folder: Path, names: Sequence[str], address: str) -> list[str]:
    for name in names:
        (folder / HOSTILE[name].name).write_bytes(HOSTILE[name].make(address))
    return [HOSTILE[name].name for name in names]


FILES = [name for name, item in HOSTILE.items() if not item.office]
LIGHT = [name for name in FILES if not HOSTILE[name].heavy]
CHECKED = [name for name in LIGHT if HOSTILE[name].said == READ] + [n for n in LIGHT if HOSTILE[n].said != READ][::5]
RUNS = (
    [(command, [name]) for command in ("read", "check") for name in FILES]
    if LARGE
    else [("read", LIGHT[at::5]) for at in range(5)]
    + [("check", CHECKED[at::2]) for at in range(2)]
    + [("read", [name]) for name in FILES if HOSTILE[name].heavy]
)


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is measured on Unix")
@pytest.mark.parametrize(
    ("command", "names"), RUNS, ids=[f"{command} {len(names)}: {names[0]}" for command, names in RUNS]
)
def test_hostile_files(
    command: str,
    names: list[str],
    tmp_path: Path,
    listener: Listener,
    record_property: Callable[[str, object], None],
) -> None:
    folder = tmp_path / "给的"
    folder.mkdir()
    done = run(folder, command, written(folder, names, listener.address))
    judge(done, names, folder, command)
    assert listener.calls == []
    record_property(f"hostile files, nianbao {command}", len(names))


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is measured on Unix")
@pytest.mark.parametrize("names", [[name] for name in REPEATED] if LARGE else [list(QUADRATIC_ONCE)], ids="、".join)
def test_a_megabyte_of_the_same(
    names: list[str], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    folder = tmp_path / "给的"
    folder.mkdir()
    for name in names:
        words = REPEATED[name]
        (folder / f"{name}.txt").write_text("一、总体情况\n" + words * (SIZE // len(words.encode())), encoding="utf-8")
    done = run(folder, "check", [f"{name}.txt" for name in names])
    assert "Traceback" not in done.err
    assert "程序出错" not in done.err
    assert done.code in (0, 1) or "超过上限" in done.err
    assert done.peak < MEGABYTES
    record_property("megabytes of one repeated text checked", len(names))


def test_the_listener_hears(listener: Listener) -> None:
    with socket.create_connection(("127.0.0.1", int(listener.address.rpartition(":")[2]))) as caller:
        caller.sendall(b"GET /x HTTP/1.0\r\n\r\n")
        assert caller.recv(100).startswith(b"HTTP/1.0 404")
    assert listener.calls == [b"GET /x HTTP/1.0\r\n\r\n"]


# ── LibreOffice

needs_office = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")


@pytest.mark.libreoffice
@needs_office
@pytest.mark.parametrize("name", [name for name, item in HOSTILE.items() if item.office])
def test_old_files_call_nobody(name: str, tmp_path: Path, listener: Listener) -> None:
    folder = tmp_path / "给的"
    folder.mkdir()
    done = run(folder, "read", written(folder, [name], listener.address))
    judge(done, [name], folder, "read")
    assert listener.calls == []


@pytest.mark.libreoffice
@needs_office
def test_left_to_itself_libreoffice_does_call(tmp_path: Path, listener: Listener) -> None:
    """Without this the listener would prove nothing."""
    path = tmp_path / "网页.doc"
    path.write_text(remote(listener.address), encoding="utf-8")
    libreoffice.convert(path, "docx:MS Word 2007 XML", tmp_path)
    assert any(b"/page" in call for call in listener.calls)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
def test_a_conversion_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, child = tmp_path / "soffice", tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > '{child}'\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "soffice", lambda: str(program))
    monkeypatch.setattr(office, "_SECONDS", 1)
    path = tmp_path / "旧.rtf"
    path.write_bytes(rtf("a"))
    with pytest.raises(InputError, match=r"旧\.rtf：LibreOffice 转换超过 1 秒.*另存为 \.docx"):
        read(path)
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", child.read_text().strip()], capture_output=True, text=True
    ).stdout
    assert state.strip()[:1] in ("", "Z")


# ── the process in which a PDF is read


def a_pdf(folder: Path) -> Path:
    path = folder / "年报.pdf"
    path.write_bytes(pdf(drawn(30), 3))
    return path


def test_a_pdf_read_apart_is_the_same(tmp_path: Path) -> None:
    path, unit = a_pdf(tmp_path), Unit.parse("云岭县白沙镇人民政府")
    alone = read_pdf(path.read_bytes(), str(path), unit=unit, year=2023, within=("云岭县",))
    found = read(path, unit=unit, year=2023, within=("云岭县",), passage=True)
    assert found.to_json() == alone.to_json()
    assert len(found.sentences()) > 2


@pytest.mark.parametrize("ends", ["import os; os.abort()", "print('{}')", "import sys; sys.exit(3)", "print('[')"])
def test_a_process_that_breaks_is_a_refusal(ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "_command", lambda: [sys.executable, "-c", ends])
    with pytest.raises(InputError, match=r"年报\.pdf：PDF 读到一半停了.*原稿（\.docx）"):
        read(a_pdf(tmp_path))


def test_a_process_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "_command", lambda: [sys.executable, "-c", "while True: pass"])
    monkeypatch.setattr(child_process, "SECONDS", 1)
    with pytest.raises(InputError, match="PDF 读了 1 秒还没有读完"):
        read(a_pdf(tmp_path))


def test_a_program_without_python_reads_a_pdf_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_pdf(tmp_path)
    apart_json = read(path, passage=True).to_json()
    monkeypatch.setattr(sys, "executable", "")
    assert read(path, passage=True).to_json() == apart_json


def test_a_module_in_the_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("open('ran', 'w')")
    path = a_pdf(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert read(path, passage=True).sentences()
    assert not (tmp_path / "ran").exists()
