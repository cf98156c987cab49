"""Real LibreOffice for the tests: conversions and pages, with a private profile and our fonts."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent


def program() -> str | None:
    """The LibreOffice on this machine, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def font_folder() -> Path:
    """Where ``tests/fonts.sh`` puts 仿宋 and 楷体: $NIANBAO_FONTS, else a cache folder of the user's."""
    given = os.environ.get("NIANBAO_FONTS")
    return Path(given) if given else Path(_home()) / ".cache" / "nianbao-fonts"


def has_fonts() -> bool:
    """Whether they are there."""
    return (font_folder() / "FandolFang-Regular.otf").exists()


@lru_cache(maxsize=1)
def own_folder() -> Path:
    """A folder for the profile of what ends by itself, and for the fonts found: made once, gone with the tests."""
    folder = Path(tempfile.mkdtemp(prefix="nianbao-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def environment(folder: Path) -> dict[str, str]:
    """An environment in which our fonts are found and nothing of the user's is touched."""
    config = (HERE / "fonts.conf.in").read_text(encoding="utf-8")
    config = config.replace("@FONTS@", str(font_folder())).replace("@CACHE@", str(own_folder() / "fontcache"))
    (folder / "fonts.conf").write_text(config, encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)}


def _home() -> str:
    import pwd

    return pwd.getpwuid(os.getuid()).pw_dir


def convert(path: Path, kind: str, folder: Path | None = None) -> Path:
    """Convert a file with LibreOffice; the output's path. The input is copied first, never touched."""
    soffice = program()
    assert soffice, "LibreOffice is not installed"
    out = Path(tempfile.mkdtemp(dir=folder))
    source = out / "in" / path.name
    source.parent.mkdir()
    shutil.copy(path, source)
    command = [soffice, f"-env:UserInstallation=file://{own_folder()}/profile", "--headless", "--convert-to", kind]
    result = subprocess.run(
        [*command, "--outdir", str(out), str(source)], env=environment(out), capture_output=True, text=True, timeout=600
    )
    made = out / f"{path.stem}.{kind.split(':')[0]}"
    assert made.exists(), result.stdout + result.stderr
    return made


def pages(path: Path, folder: Path | None = None, dpi: int = 60) -> list[Path]:
    """The pages of a document as pictures."""
    pdf = path if path.suffix == ".pdf" else convert(path, "pdf", folder)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(pdf.with_suffix(""))], check=True, timeout=600)
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def text_of(pdf: Path) -> list[str]:
    """The text of each page."""
    out = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True, timeout=600
    )
    return out.stdout.split("\f")[:-1]


def python_with_uno() -> str:
    """The Python LibreOffice comes with, or the system's."""
    for name in ("/usr/bin/python3", "python3"):
        if shutil.which(name) and subprocess.run([name, "-c", "import uno"], capture_output=True).returncode == 0:
            return name
    raise AssertionError("no Python with uno (package python3-uno)")
