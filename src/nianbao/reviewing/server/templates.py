"""Our pages' templates: everything that is put into them is escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nianbao.reviewing.server.page_rows import anchor
from nianbao.reviewing.session.decision_log import KINDS

__all__ = ["PAGE", "environment", "page"]

PAGE = Path(__file__).parent.parent / "page"
LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, ours alone; a name that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(PAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(LEVELS=LEVELS, KINDS=KINDS, anchor=anchor)
    return made


def page(name: str, **values: Any) -> str:
    """A template filled in."""
    return environment().get_template(name).render(**values)
