"""Finding an edition: by name, by report year, or from the labels of a text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from nianbao.errors import FormError, NianbaoError
from nianbao.kinds.form import Form
from nianbao.package_data import load_data
from nianbao.settings import settings

__all__ = ["FIRST_YEAR", "editions", "editions_marked", "form_for", "form_named", "load_form"]

FIRST_YEAR = 2019
"""Before it there were no fixed tables (the 2007 edition of the 条例, arts. 31 and 32)."""

_HERE = Path(__file__).parent


@lru_cache(maxsize=64)
def _load(path: Path, stamp: int) -> Form:  # noqa: ARG001 (a changed file is read again)
    try:
        return Form.model_validate(load_data(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise FormError(f"{path.name}：格式文件有误（{place or '全文'}）：{first['msg']}") from error
    except (OSError, ValueError) as error:
        raise FormError(f"{path.name}：格式文件无法读取：{error}") from error


def load_form(path: Path) -> Form:
    """Read an edition file.

    Raises:
        FormError: it cannot be read, or does not describe a form.
    """
    return _load(path, path.stat().st_mtime_ns if path.exists() else 0)


def _files() -> dict[str, Path]:
    files: dict[str, Path] = {}
    for folder in (_HERE, *settings().form_folders):
        files |= _listed(folder, folder.stat().st_mtime_ns if folder.exists() else 0)
    return files


@lru_cache(maxsize=64)
def _listed(folder: Path, stamp: int) -> dict[str, Path]:  # noqa: ARG001 (a changed folder is listed again)
    files: dict[str, Path] = {}
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.json")]):
        files[path.stem] = path.with_suffix(".yaml") if path.with_suffix(".yaml").exists() else path
    return files


def editions() -> list[Form]:
    """Every known edition, oldest first: ours and those in ``NIANBAO_FORMS``."""
    return sorted((load_form(path) for path in _files().values()), key=lambda form: (form.years.first, form.edition))


def form_named(edition: str) -> Form:
    """The edition with a name.

    Raises:
        FormError: there is none.
    """
    path = _files().get(edition)
    found = load_form(path) if path else next((item for item in editions() if item.edition == edition), None)
    if found is None:
        known = "、".join(item.edition for item in editions())
        raise FormError(f"没有名为“{edition}”的格式版本；现有：{known}")
    return found


def form_for(year: int) -> Form:
    """The edition for a report year; the newest one where several claim it.

    Raises:
        NianbaoError: no edition is for that year.
    """
    for item in reversed(editions()):
        if item.covers(year):
            return item
    raise NianbaoError(f"{year} 年度没有统一的表格格式：统一格式自 {FIRST_YEAR} 年度起施行，更早的报告不能用本工具起草")


def editions_marked(text: str) -> list[Form]:
    """The editions whose own labels occur in a text (white space does not count)."""
    bare = "".join(text.split())
    return [item for item in editions() if any(mark in bare for mark in item.marks)]
