"""What every test runs under: a home of its own, no network beyond this machine, no settings of the user's."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import chromium
import libreoffice
from cli.program import BAISHA, Run, call

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
STRICT = os.environ.get("NIANBAO_REQUIRE_ALL") == "1"
"""In CI: everything is installed, and a test that does not run is a failure."""
_SEEDS = os.environ.get("NIANBAO_SEEDS") or str(ROOT.parent / "shared" / "seeds")
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):  # else each of hundreds of processes compiles all it imports
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".pytest_cache" / "bytecode"))


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user's is read or written."""
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_homes))  # for pytest to number them takes ever longer
    home.mkdir(parents=True)
    for name in (
        "HOME",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
    ):
        monkeypatch.setenv(name, str(home))
    for name in list(os.environ):
        if name.startswith("NIANBAO_") and name not in ("NIANBAO_FONTS", "NIANBAO_LARGE_SEEDS"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket may reach this machine, nothing else."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            try:
                local = ipaddress.ip_address(host.partition("%")[0]).is_loopback
            except ValueError:
                local = host == "localhost"
            if not local:
                raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_rule_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that breaks off fails the test; a user is told, and has what the other rules found."""

    def broken(context: Any, rule: Any, error: Exception) -> None:
        raise error

    monkeypatch.setattr("nianbao.checking.engine.not_finished", broken)


@pytest.fixture
def main(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """``nianbao`` with some arguments, run in this process."""
    return partial(call, capsys, monkeypatch)


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """A job folder with the example of 白沙镇, nothing drafted yet."""
    folder = tmp_path / "白沙镇人民政府-2024"
    folder.mkdir()
    shutil.copy(BAISHA, folder / "report.yaml")
    return folder


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A job folder of one's own, drafted from the example of 白沙镇: drafted once, and copied for each test."""
    from jobs.folders import drafted

    return drafted(tmp_path / "白沙镇")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder with the seed report."""
    folder = Path(_SEEDS)
    if not folder.is_dir() or not any(folder.glob("*.txt")):
        pytest.skip("not shown: the seed report is not there (NIANBAO_SEEDS)")
    return folder


@pytest.fixture(scope="session")
def seed(seeds: Path) -> Path:
    """The seed report."""
    return sorted(seeds.glob("*.txt"))[0]


LONG = frozenset(
    f"tests/{name}.py"
    for name in (
        "checking/test_fixing", "claims/test_work", "cli/test_ask", "cli/test_bad_input", "cli/test_deterministic",
        "cli/test_engines", "cli/test_output_endings", "cli/test_profiles", "cli/test_recognised",
        "cli/test_sheets_in_turn", "cli/test_what_is_sent", "drafting/test_endpoint_process",
        "drafting/test_endpoint_recovery", "drafting/test_free_answer", "drafting/test_real_server",
        "drafting/test_repetition", "drafting/test_scripted", "drafting/test_truth",
        "jobs/test_additions", "jobs/test_cells_in_word", "jobs/test_conflicts", "jobs/test_decisions",
        "jobs/test_draft_file", "jobs/test_drafted_between", "jobs/test_final_is_whole", "jobs/test_finished",
        "jobs/test_fixing", "jobs/test_input_files", "jobs/test_kill", "jobs/test_lost_draft_file", "jobs/test_many",
        "jobs/test_marks_in_word", "jobs/test_older_file", "jobs/test_open_files", "jobs/test_previous",
        "jobs/test_returned_file", "jobs/test_take_folder", "jobs/test_told_once", "jobs/test_typed_figures",
        "jobs/test_word_edits", "licence/test_opened_sets", "reading/test_altered_labels", "reading/test_damage",
        "reading/test_fuzz", "reading/test_hostile", "reading/test_listed", "reading/test_page_layouts",
        "reading/test_page_set", "reading/test_pdf", "reading/test_round_trip", "reading/test_workbook_changes",
        "reading/test_workbook_damage", "reviewing/test_exporting", "reviewing/test_marking",
        "reviewing/test_review_desk", "reviewing/test_review_kill", "reviewing/test_review_pack",
        "reviewing/test_review_return", "reviewing/test_review_security", "scoring/test_evaluate",
        "scoring/test_new_case", "scoring/test_sensitivity", "text/test_allowed_characters", "text/test_work",
        "writing/test_docx_changes", "writing/test_workbook",
    )
)  # fmt: skip
"""Modules of proofs and of whole programs, eight seconds of processor time and more each; ``make test`` leaves them to
CI (``NIANBAO_REQUIRE_ALL=1 make test``), as it does single tests that are marked ``long`` where they stand."""
_homes = count()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need LibreOffice or Chromium are skipped by name where it is missing; in CI they must run."""
    for item in items:
        if item.path.relative_to(ROOT).as_posix() in LONG:
            item.add_marker(pytest.mark.long)
    for marker, there, reason in (
        ("libreoffice", libreoffice.program() is not None, "needs LibreOffice (soffice)"),
        ("chromium", chromium.program() is not None, "needs Chromium"),
    ):
        if there or STRICT:
            continue
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="module")  # not of the session: while it is there, nothing else can run an event loop
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with chromium.started() as started:
        yield started


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skip fails the run, but for the seed, which is said."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not STRICT or reporter is None:
        return
    skipped = reporter.stats.get("skipped", [])
    hidden = [item for item in skipped if "not shown" not in str(item.longrepr)]
    if hidden and session.exitstatus == 0:
        session.exitstatus = 1
        reporter.write_line(f"{len(hidden)} tests were skipped although NIANBAO_REQUIRE_ALL=1", red=True)
