"""Loads a report kind and edition by name, year or table labels; what is wrong in a file is told with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from nianbao.errors import FormError, NianbaoError, nearest
from nianbao.kinds.form import DEFAULT_KIND, Form
from nianbao.kinds.kind import Document, Kind, References, Topics
from nianbao.kinds.shared_accounts import told_apart, with_accounts
from nianbao.kinds.statements import Accounts
from nianbao.package_data import load_data
from nianbao.settings import settings

if TYPE_CHECKING:
    from nianbao.kinds.faults import Fault


FIRST_YEAR = 2019
"""Before it there were no fixed tables (the 2007 edition of the 条例, arts. 31 and 32)."""

_HERE = Path(__file__).parent
_KIND, _DOCUMENTS, _ROLES, _TOPICS = "kind", "documents", "roles", "topics"
_QUESTIONS, _ACCOUNTS = "questions", "accounts"
_BESIDES = frozenset({_KIND, _DOCUMENTS, _ROLES, _TOPICS, _QUESTIONS, _ACCOUNTS})
"""Files of a kind's folder that are no edition."""

T = TypeVar("T", bound=BaseModel)
Looked = TypeVar("Looked")


# ── files


@lru_cache(maxsize=256)
def _listed(folder: Path, stamp: int) -> dict[str, Path]:  # noqa: ARG001 (a changed folder is listed again)
    files: dict[str, Path] = {}
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.json")]):
        files[path.stem] = path.with_suffix(".yaml") if path.with_suffix(".yaml").exists() else path
    return files


def _files(folder: Path) -> dict[str, Path]:
    return _listed(folder, file_stamp(folder))


def file_stamp(path: Path) -> int:
    """When a file was last changed: what is kept of it is made again when that is another time."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=64)
def _below(folder: Path, stamp: int) -> tuple[Path, ...]:  # noqa: ARG001 (a changed folder is listed again)
    if not folder.is_dir():
        return ()
    return (folder, *sorted(path for path in folder.iterdir() if path.is_dir() and _KIND in _files(path)))


_held: ContextVar[dict[str, Any] | None] = ContextVar("_held", default=None)


@contextmanager
def looked_at_once() -> Iterator[None]:
    """While it lasts, folders and files of kinds are looked at once, not at each question: a check asks hundreds."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def _once(look: Callable[[], Looked]) -> Callable[[], Looked]:
    @wraps(look)
    def looked() -> Looked:
        held = _held.get()
        if held is None:
            return look()
        if look.__name__ not in held:
            held[look.__name__] = look()
        made: Looked = held[look.__name__]
        return made

    return looked


@_once
def _folders() -> list[Path]:
    """The folders that hold a kind or editions: ours, then those in ``NIANBAO_FORMS`` and the kinds below them."""
    given = [path for folder in settings().form_folders for path in _below(folder, file_stamp(folder))]
    return [*_below(_HERE, file_stamp(_HERE))[1:], *given]


@lru_cache(maxsize=256)
def _validated(model: type[T], path: Path, stamp: int) -> T:  # noqa: ARG001 (a changed file is read again)
    """A data file as a value.

    Raises:
        FormError: it cannot be read, or is not what it should be; says every line.
    """
    from pydantic import ValidationError

    try:
        return model.model_validate(load_data(path))
    except ValidationError as error:
        from nianbao.kinds.faults import validation_faults

        raise refused(path, validation_faults(error)) from error
    except ValueError as error:
        from nianbao.kinds.faults import unreadable

        raise FormError(unreadable(path, error)) from error
    except OSError as error:
        raise FormError(f"{path.name}：格式文件无法读取，请检查文件是否还在") from error


def refused(path: Path, faults: list[Any]) -> FormError:
    """A data file with what is wrong in it, a problem a line; each fault with the keys that lead to it."""
    from nianbao.kinds.faults import explained

    return FormError("\n".join(explained(path, faults)))


# ── kinds


def all_kinds() -> list[Kind]:
    """Every known kind of report, the default one first: ours and those in ``NIANBAO_FORMS``."""
    found = {kind.id: kind for kind, _ in _kinds().values()}
    return [found[DEFAULT_KIND], *(kind for id, kind in found.items() if id != DEFAULT_KIND)]


@_once
def _kinds() -> dict[str, tuple[Kind, Path]]:
    found: dict[str, tuple[Kind, Path]] = {}
    for folder in _folders():
        path = _files(folder).get(_KIND)
        if path is not None:
            kind = data_file(Kind, path)
            found[kind.id] = (kind, folder)
    return found


def kind_of(id: str) -> Kind:
    """The kind with an id.

    Raises:
        FormError: there is none.
    """
    found = _kinds().get(id)
    if found is None:
        raise FormError(_no_kind(id))
    return found[0]


def kind_named(name: str) -> Kind:
    """The kind that a person means: by its id, its name, or what else it is called.

    Raises:
        FormError: there is none; names the nearest.
    """
    plain = "".join(name.split()).strip("《》“”")
    for kind in all_kinds():
        if plain in (kind.id, kind.name, *kind.names):
            return kind
    raise FormError(_no_kind(plain))


def _no_kind(name: str) -> str:
    kinds = all_kinds()
    near = nearest(name, [word for kind in kinds for word in (kind.name, *kind.names)], whole=True)
    return f"没有“{name[:30]}”这种报告，{near or '可写：' + '、'.join(kind.name for kind in kinds)}"


def subjects(kind: str = "") -> tuple[str, ...]:
    """The words by which titles tell a report's kind, longest first; those of every kind where none is given."""
    found = {word for item in all_kinds() if kind in ("", item.id) for word in item.subjects}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def subject_pattern(text: str, kind: str = "") -> re.Pattern[str]:
    """A pattern in which ``SUBJECT`` stands for the words by which titles tell a report's kind.

    Args:
        kind: id of the kind whose words are meant; those of every kind where none is given.
    """
    return _with_subjects(text, subjects(kind))


@lru_cache(maxsize=64)
def _with_subjects(text: str, words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(text.replace("SUBJECT", f"(?:{'|'.join(map(re.escape, words))})"))


def references_of(kind: str) -> References:
    """What a kind's ``documents.yaml`` holds; nothing where it has none.

    Raises:
        FormError: there is no such kind, or the file is wrong.
    """
    return _beside(kind, _DOCUMENTS, References)


def topics_of(kind: str) -> Topics:
    """What a kind's ``topics.yaml`` holds; nothing where it has none.

    Raises:
        FormError: there is no such kind, or the file is wrong.
    """
    return _beside(kind, _TOPICS, Topics)


def _beside(kind: str, name: str, model: type[T]) -> T:
    held = _held.get()
    made: T | None = held.get(f"{kind}/{name}") if held is not None else None
    if made is not None:
        return made
    made, _ = data_beside(kind, name, model)
    if held is not None:
        held[f"{kind}/{name}"] = made
    return made


def data_beside(kind: str, name: str, model: type[T]) -> tuple[T, Path | None]:
    """A data file of a kind's folder as a value, and where it is; an empty value where there is none.

    Raises:
        FormError: there is no such kind, or the file is wrong; says every line.
    """
    found = _kinds().get(kind)
    if found is None:
        raise FormError(_no_kind(kind))
    path = _files(found[1]).get(name)
    return (data_file(model, path), path) if path is not None else (model(), None)


def data_files(name: str) -> Iterator[tuple[Path, str]]:
    """The data files in a folder of some name inside each folder of kinds, ours first.

    Yields:
        The file, and the id of the kind whose folder it is in; empty where the folder is no kind's.
    """
    for folder in _folders():
        files = _files(folder)
        own = data_file(Kind, files[_KIND]).id if _KIND in files else ""
        if (folder / name).is_dir():
            for path in _files(folder / name).values():
                yield path, own


def data_naming(name: str, key: str, words: Collection[str]) -> list[tuple[Path, str]]:
    """Of the data files in folders of some name those whose list ``key`` has one of some words.

    They are read, and not made into values: most are of no use to whoever asks. One that cannot be read is among them.
    """
    found = []
    for path, own in data_files(name):
        listed = _words_of(path, key, file_stamp(path))
        if listed is None or not listed.isdisjoint(words):
            found.append((path, own))
    return found


@lru_cache(maxsize=256)
def _words_of(path: Path, key: str, stamp: int) -> frozenset[str] | None:  # noqa: ARG001 (a changed file is read again)
    """What a list of a file holds; None where that cannot be told."""
    try:
        value = load_data(path)
    except (ValueError, OSError):
        return None
    listed = value.get(key, []) if isinstance(value, dict) else None
    return frozenset(map(str, listed)) if isinstance(listed, list) else None


def data_file(model: type[T], path: Path) -> T:
    """A data file as a value.

    Raises:
        FormError: it cannot be read, or is not what it should be; says every line.
    """
    made: T = _validated(model, path, file_stamp(path))
    return made


def documents_of(kind: str, edition: str = "") -> tuple[Document, ...]:
    """The documents that reports of a kind cite: the edition's own first, then the kind's, then other editions'."""
    forms = sorted(editions(kind), key=lambda form: form.edition != edition)
    own = [item for form in forms if form.edition == edition for item in form.documents]
    others = [item for form in forms if form.edition != edition for item in form.documents]
    found = (*own, *references_of(kind).documents, *others)
    ended = {id: item.since for item in found if item.since is not None for id in item.replaces}
    return tuple(
        item.model_copy(update={"until": ended[item.id] - 1}) if item.id in ended and item.until is None else item
        for item in found
    )


# ── editions


def load_form(path: Path, kind: str = "") -> Form:
    """Read an edition file.

    Args:
        kind: whose folder it stands in; the file may name another.

    Raises:
        FormError: it cannot be read, or does not describe a form; a problem a line, with its place.
    """
    return _form(path, kind, file_stamp(path))


@lru_cache(maxsize=64)
def _form(path: Path, kind: str, stamp: int) -> Form:
    form: Form = _validated(Form, path, stamp)
    if kind and "kind" not in form.model_fields_set:
        form = form.model_copy(update={"kind": kind})
    known = _kinds().get(form.kind)
    if known is None:
        raise refused(path, [(("kind",), _no_kind(form.kind))])
    form = form.model_copy(update={"folder": known[1]})
    origins: list[tuple[bool, int]] = []
    beside: Path | None = None
    faults: list[Fault] = []
    if form.accounts:
        shared, beside = data_beside(form.kind, form.accounts, Accounts)
        if beside is None:
            faults.append((("accounts",), f"没有“{form.accounts}.yaml”这个文件，照写 accounts: {_ACCOUNTS}"))
        own, (form, origins) = form, with_accounts(form, shared)
    if path.is_relative_to(_HERE):
        return form  # ours are held by the tests, and this is a tenth of the start
    from nianbao.kinds.faults import form_faults
    from nianbao.kinds.roles import UnboundRole, roles_of

    faults += form_faults(form, references_of(form.kind).documents)
    try:
        roles_of(form)
    except UnboundRole as error:  # refused here, before a rule is silent about it
        faults.append((error.place, str(error)))
    if beside is not None:
        faults, others = told_apart(faults, origins, own, path.name)
        if others:
            lines = [*(refused(path, faults).lines if faults else ()), *refused(beside, others).lines]
            raise FormError("\n".join(lines))
    if faults:
        raise refused(path, faults)
    return form


@_once
def _editions() -> dict[tuple[str, str], Form]:
    """Every edition by its kind and the name of its file."""
    found: dict[tuple[str, str], Form] = {}
    for folder in _folders():
        files = _files(folder)
        own = data_file(Kind, files[_KIND]).id if _KIND in files else ""
        idle = [str(path) for stem, path in files.items() if stem in _BESIDES] if not own else []
        if idle:
            alone = "这个文件夹里没有 kind.yaml，只能放格式版本；要改这些，把一种报告的整个文件夹复制过来"
            raise FormError(f"{'、'.join(idle)}：不会用到，{alone}")
        for stem, path in files.items():
            if stem not in _BESIDES:
                form = load_form(path, own)
                found[form.kind, stem] = form
    return found


def editions(kind: str = "") -> list[Form]:
    """Every known edition, oldest first: of a kind, or kind by kind where none is given."""
    order = [item.id for item in all_kinds()]
    found = [form for form in _editions().values() if kind in ("", form.kind)]
    return sorted(found, key=lambda form: (order.index(form.kind), form.years.first, form.edition))


def latest(kind: str) -> Form:
    """The newest edition of a kind.

    Raises:
        FormError: it has none.
    """
    found = editions(kind)
    if not found:
        raise FormError(f"{kind_of(kind).name}还没有任何版本的格式文件")
    return found[-1]


def first_year(kind: str) -> int:
    """The first report year that a kind has an edition for."""
    return min((form.years.first for form in editions(kind)), default=FIRST_YEAR)


def form_named(edition: str, kind: str = DEFAULT_KIND) -> Form:
    """The edition of a kind with a name.

    Raises:
        FormError: there is none.
    """
    found = _editions().get((kind, edition)) or next((one for one in editions(kind) if one.edition == edition), None)
    if found is None:
        known = "、".join(item.edition for item in editions(kind))
        raise FormError(f"{kind_of(kind).name}没有名为“{edition}”的格式版本；现有：{known}")
    return found


def form_for(kind: str, year: int) -> Form:
    """The edition of a kind for a report year; the newest one where several claim it.

    Raises:
        NianbaoError: no edition is for that year.
    """
    for item in reversed(editions(kind)):
        if item.covers(year):
            return item
    name, first = kind_of(kind).name, first_year(kind)
    raise NianbaoError(f"{year} 年度没有{name}的统一格式：统一格式自 {first} 年度起施行，更早的报告不能用本工具起草")


def editions_marked(text: str, kind: str = "") -> list[Form]:
    """The editions whose own labels occur in a text (white space does not count)."""
    bare = "".join(text.split())
    return [item for item in editions(kind) if any(mark in bare for mark in item.marks)]
