"""report.yaml: figures, notes and problems, in English keys or the form's own labels."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from nianbao.data import load_data
from nianbao.errors import InputError, InputProblem, NianbaoError
from nianbao.facts import complete, computed_cells
from nianbao.forms import FIRST_YEAR, Block, Form, form, form_for
from nianbao.reading.convert import DATE_REMEDY, NotNumber, cell_value, official_date
from nianbao.reading.labels import cells_for, find_block, nearest, node_keys
from nianbao.reading.note_ids import identify_notes, identify_problems
from nianbao.reading.yaml_nodes import Map, Scalar, Seq, Value, compose
from nianbao.report import Cell, LastYear, Note, Problem, Report, Unit, YamlPlace, kinds
from nianbao.text import bare, decode

__all__ = ["keys", "read_yaml", "rest_zero"]


@lru_cache(maxsize=1)
def keys() -> Any:
    """The keys of report.yaml and their Chinese forms."""
    return load_data(Path(__file__).with_name("keys.yaml"))


def rest_zero(edition: Form, cells: dict[str, Cell], tables: set[str] | None = None) -> dict[str, Cell]:
    """Fill cells nobody gave with a declared zero, and totals from their parts.

    Args:
        tables: ids of tables the declaration covers; None for all, an empty set for none.
    """
    computed = computed_cells(edition)
    filled = dict(cells)
    for cell in edition.cells.values():
        if cell.id in filled or cell.id in computed:
            continue
        if tables is None or cell.table in tables or cell.block in tables:
            filled[cell.id] = Cell(value=Decimal(0), state="zero")
    return complete(edition, filled)


class _Reader:
    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[InputProblem] = []

    # ── small steps

    def problem(self, place: YamlPlace, what: str, remedy: str = "") -> None:
        self.problems.append(InputProblem(where=f"{self.where} 第{place.line}行", what=what, remedy=remedy))

    def keyed(self, node: Map, group: str, what: str) -> dict[str, tuple[Scalar, Value]]:
        """A mapping by our own names of its keys; unknown keys are problems."""
        names = keys()[group]
        known = {form: name for name, forms in names.items() for form in (name, *forms)}
        found: dict[str, tuple[Scalar, Value]] = {}
        for key, value in node.pairs:
            name = known.get(key.text)
            if name is None:
                shown = "、".join(forms[0] for forms in names.values())
                remedy = nearest(key.text, list(known)) or f"可用的键：{shown}"
                self.problem(key.place, f"{what}里没有“{key.text}”这个键", remedy)
            elif name in found:
                self.problem(key.place, f"“{key.text}”和“{found[name][0].text}”是同一项，写了两次", "请只留一处")
            else:
                found[name] = (key, value)
        return found

    def text(self, pair: tuple[Scalar, Value] | None) -> str:
        if pair is None:
            return ""
        key, value = pair
        if isinstance(value, Scalar):
            return value.text.strip()
        self.problem(value.place, f"“{key.text}”要写成一行文字", "请去掉下面的缩进内容")
        return ""

    def mapping(self, pair: tuple[Scalar, Value] | None, hint: str) -> Map | None:
        if pair is None:
            return None
        key, value = pair
        if isinstance(value, Map):
            return value
        if not (isinstance(value, Scalar) and not value.text.strip()):
            self.problem(value.place, f"“{key.text}”下面要缩进写各项", hint)
        return None

    # ── figures

    def declared(self, pair: tuple[Scalar, Value] | None) -> bool:
        if pair is None:
            return False
        text = self.text(pair)
        if text in keys()["words"]["zero"]:
            return True
        if text:
            self.problem(pair[1].place, f"“{pair[0].text}”只能写“零”", "表示没有填的格都是零；不写则没有填的格算缺")
        return False

    def tables(self, node: Map | None, edition: Form) -> tuple[dict[str, Cell], set[str]]:
        """The cells given, and the tables or blocks whose rest is declared zero."""
        cells: dict[str, Cell] = {}
        zero: set[str] = set()
        for key, value in node.pairs if node else ():
            found = find_block(edition, key.text)
            if found is None:
                labels = [label for t in edition.tables for b in t.blocks for label in (b.id, b.title or t.name)]
                self.problem(
                    key.place,
                    f"没有“{key.text}”这张表",
                    nearest(key.text, labels) or f"可写：{'、'.join(dict.fromkeys(labels))}",
                )
                continue
            table, blocks = found
            named = any(
                key.text in node_keys(item) or bare(key.text) in node_keys(item)
                for b in blocks
                for item in (*b.rows, *b.columns)
            )
            whole = key.text in (table, *(block.id for block in blocks)) or not named
            self._walk(value, [] if whole else [key], table, blocks, cells, zero, edition)
        return cells, zero

    def _walk(
        self,
        value: Value,
        path: list[Scalar],
        table: str,
        blocks: list[Block],
        cells: dict[str, Cell],
        zero: set[str],
        edition: Form,
    ) -> None:
        if isinstance(value, Seq):
            self.problem(value.place, "表格里不能用“- ”列表", "请写成“行: {列: 数}”")
        elif isinstance(value, Map):
            for key, below in value.pairs:
                if key.text in ("rest", *keys()["report"]["rest"]):
                    if self.declared((key, below)):
                        zero |= {block.id for block in blocks}
                    continue
                inner = self._block_named(key, blocks) if not path else None
                self._walk(below, path if inner else [*path, key], table, inner or blocks, cells, zero, edition)
        else:
            self._cell(value, path, table, blocks, cells)

    def _block_named(self, key: Scalar, blocks: list[Block]) -> list[Block] | None:
        if len(blocks) < 2:
            return None
        hit = [
            block for block in blocks if key.text == block.id or (block.title and bare(key.text) == bare(block.title))
        ]
        return hit or None

    def _cell(self, value: Scalar, path: list[Scalar], table: str, blocks: list[Block], cells: dict[str, Cell]) -> None:
        words = [key.text for key in path]
        shown = " → ".join(words) or "表"
        found = [cell for block in blocks for cell in cells_for(block, table, words)] if words else []
        if not found:
            labels = [
                label
                for block in blocks
                for node in (*block.rows, *block.columns)
                for leaf in node.leaves()
                for label in (leaf.id or "", leaf.label)
                if label
            ]
            bad = next((key for key in path if not self._known(key.text, blocks)), path[-1] if path else None)
            remedy = nearest(bad.text, labels) if bad else "请写成“行: {列: 数}”"
            self.problem((bad or value).place, f"“{shown}”对不上表里的格", remedy or "请按官方表格的行名和列名写")
            return
        if len(found) > 1:
            examples = "、".join(cell.columns[-1].label or cell.rows[-1].label for cell in found[:3])
            self.problem(
                path[-1].place if path else value.place,
                f"“{shown}”对应 {len(found)} 格，不知道是哪一格",
                f"请再写明列（如 {examples}）",
            )
            return
        cell = found[0]
        if cell.id in cells:
            self.problem(value.place, f"“{cell.label}”写了两次", "请只留一处")
            return
        try:
            cells[cell.id] = cell_value(value.text, cell, value.place)
        except NotNumber:
            self.problem(
                value.place, f"“{cell.label}”要填数字，写的是“{value.text[:20]}”", "请只写阿拉伯数字，如 3；没有的写 0"
            )

    def _known(self, key: str, blocks: list[Block]) -> bool:
        return any(
            key in node_keys(node) or bare(key) in node_keys(node)
            for block in blocks
            for path in (*block.row_paths, *block.column_paths)
            for node in path
        )

    # ── words

    def notes(self, pair: tuple[Scalar, Value] | None, edition: Form) -> list[Note]:
        if pair is None:
            return []
        value = pair[1]
        found: list[Note] = []
        if isinstance(value, Map):
            for key, below in value.pairs:
                aspect = self.aspect(key, edition)
                items = below.items if isinstance(below, Seq) else (below,)
                if aspect is not None:
                    found += [note for item in items if (note := self.note(item, aspect, edition)) is not None]
        elif isinstance(value, Seq):
            found = [note for item in value.items if (note := self.note(item, None, edition)) is not None]
        elif value.text.strip():
            self.problem(
                value.place,
                "素材要按方面写",
                "例如：素材:\\n  主动公开:\\n    - 公开政府信息23条".replace("\\n", " ／ "),
            )
        return identify_notes(found)

    def aspect(self, key: Scalar, edition: Form) -> str | None:
        if key.text in keys()["other_aspect"]:
            return edition.sections[-1].id
        for aspect in edition.aspects:
            if key.text in (aspect.id, aspect.label, *aspect.aliases):
                return aspect.id
        labels = [*(aspect.label for aspect in edition.aspects), "其他需要报告的事项"]
        near = nearest(key.text, [*labels, *(aspect.id for aspect in edition.aspects)])
        self.problem(key.place, f"没有“{key.text}”这个方面", near or f"可写：{'、'.join(labels)}")
        return None

    def note(self, value: Value, aspect: str | None, edition: Form) -> Note | None:
        if isinstance(value, Scalar):
            if not value.text.strip():
                return None
            if aspect is None:
                self.problem(value.place, "这条素材没有写方面", "请放到某个方面下面，或写 方面: 主动公开")
                return None
            return Note(id="", aspect=aspect, text=value.text.strip(), location=value.place)
        if isinstance(value, Seq):
            self.problem(value.place, "一条素材要写成一句话，或写“做了什么”等各项", "请去掉多余的“- ”")
            return None
        fields = self.keyed(value, "note", "素材")
        if aspect is None:
            pair = fields.get("aspect")
            if pair is None or not isinstance(pair[1], Scalar):
                self.problem(value.place, "这条素材没有写方面", "请写 方面: 主动公开")
                return None
            aspect = self.aspect(pair[1], edition)
            if aspect is None:
                return None
        texts = {name: self.text(pair) for name, pair in fields.items() if name != "aspect"}
        if not any(text for name, text in texts.items() if name not in ("id", "item")):
            return None
        return Note.model_validate({"id": "", "aspect": aspect, **texts, "location": value.place})

    def problem_list(self, pair: tuple[Scalar, Value] | None) -> list[Problem]:
        if pair is None:
            return []
        value = pair[1]
        if isinstance(value, Scalar) and not value.text.strip():
            return []
        found: list[Problem] = []
        for item in value.items if isinstance(value, Seq) else (value,):
            if isinstance(item, Scalar) and item.text.strip():
                found.append(Problem(id="", problem=item.text.strip(), location=item.place))
                continue
            if not isinstance(item, Map):
                self.problem(item.place, "一个问题要写“问题”“措施”等各项", "请对照示例")
                continue
            fields = self.keyed(item, "problem", "问题")
            texts: dict[str, Any] = {name: self.text(pair) for name, pair in fields.items()}
            if "raised" in texts:
                texts["raised"] = self._yes(texts["raised"], fields["raised"][1].place)
            if not texts.get("problem"):
                self.problem(item.place, "这一项没有写“问题”", "措施要对着问题写")
                continue
            found.append(Problem.model_validate({"id": "", **texts, "location": item.place}))
        return identify_problems(found)

    def _yes(self, text: str, place: YamlPlace) -> bool | None:
        words = keys()["words"]
        if not text:
            return None
        if text.lower() in words["agreed"]:
            return True
        if text.lower() not in words["denied"]:
            self.problem(place, f"“上年是否已提出”写的是“{text}”", "请写 是 或 否")
        return False

    # ── the whole

    def unit(self, fields: dict[str, tuple[Scalar, Value]]) -> Unit | None:
        name = self.text(fields.get("unit"))
        if not name:
            place = fields["unit"][1].place if "unit" in fields else YamlPlace(line=1, column=1)
            self.problem(place, "没有写单位", "请写 单位: 云岭县白沙镇人民政府")
            return None
        within: list[str] = []
        if "within" in fields:
            value = fields["within"][1]
            items = value.items if isinstance(value, Seq) else (value,)
            within = [item.text.strip() for item in items if isinstance(item, Scalar) and item.text.strip()]
        aliases: list[str] = []
        if "aliases" in fields:
            value = fields["aliases"][1]
            items = value.items if isinstance(value, Seq) else (value,)
            aliases = [item.text.strip() for item in items if isinstance(item, Scalar) and item.text.strip()]
        kind = self.text(fields.get("kind")) or None
        try:
            unit = Unit.parse(name, within=tuple(within), kind=kind)
        except KeyError:
            labels = [item.label for item in kinds().values()]
            self.problem(
                fields["kind"][1].place,
                f"没有“{kind}”这一类机关",
                nearest(kind or "", labels) or f"可写：{'、'.join(labels)}",
            )
            return None
        return unit.model_copy(update={"aliases": tuple(aliases)})

    def year(self, pair: tuple[Scalar, Value] | None, what: str = "年度") -> int | None:
        text = self.text(pair).removesuffix("年度").removesuffix("年")
        if pair is None or not text:
            if what == "年度":
                place = pair[1].place if pair else YamlPlace(line=1, column=1)
                self.problem(place, "没有写年度", "请写 年度: 2025")
            return None
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            self.problem(pair[1].place, f"{what}要写四位年份，写的是“{text[:20]}”", "如 2025")
            return None
        return int(text)

    def date(self, pair: tuple[Scalar, Value] | None) -> str:
        given = self.text(pair)
        day = official_date(given) if given else ""
        if day is None and pair is not None:
            self.problem(pair[1].place, f"“{pair[0].text}”写的是“{given[:20]}”，不是日期", DATE_REMEDY)
        return day or ""

    def edition(self, pair: tuple[Scalar, Value] | None, year: int | None) -> Form:
        named = self.text(pair)
        try:
            if named:
                return form(named)
            return form_for(max(year or 2021, FIRST_YEAR))
        except NianbaoError as error:
            place = pair[1].place if pair else YamlPlace(line=1, column=1)
            self.problem(place, str(error))
            return form_for(2021)

    def last(self, pair: tuple[Scalar, Value] | None, year: int | None) -> LastYear | None:
        node = self.mapping(pair, "请写 年度 和 表")
        if node is None:
            return None
        fields = self.keyed(node, "last", "上年")
        then = self.year(fields["year"], "上年年度") if "year" in fields else (year - 1 if year else None)
        edition = self.edition(fields.get("edition"), then)
        cells, zero = self.tables(self.mapping(fields.get("tables"), "请写各表的数字"), edition)
        whole = self.declared(fields.get("rest"))
        return LastYear(year=then, edition=edition.edition, cells=rest_zero(edition, cells, None if whole else zero))

    def report(self, root: Map) -> Report:
        fields = self.keyed(root, "report", "文件")
        unit = self.unit(fields)
        year = self.year(fields.get("year"))
        if year is not None and year < FIRST_YEAR:
            place = fields["year"][1].place
            remedy = f"统一的表格格式自 {FIRST_YEAR} 年度起施行，请检查年份是否填错"
            self.problem(place, f"不能起草 {year} 年度的报告", remedy)
            raise InputError(self.problems)  # nothing below could be judged by a form
        edition = self.edition(fields.get("edition"), year)
        cells, zero = self.tables(self.mapping(fields.get("tables"), "请写各表的数字"), edition)
        whole = self.declared(fields.get("rest"))
        contact = self.mapping(fields.get("contact"), "请写 联系电话: …")
        return Report(
            unit=unit,
            year=year,
            edition=edition.edition if fields.get("edition") or (year and edition.covers(year)) else "",
            stage="draft",
            structured=True,
            cells=rest_zero(edition, cells, None if whole else zero),
            last=self.last(fields.get("last"), year),
            notes=self.notes(fields.get("notes"), edition),
            problems=self.problem_list(fields.get("problems")),
            contact={key.text: self.text((key, value)) for key, value in (contact.pairs if contact else ())},
            date=self.date(fields.get("date")),
        )


def read_yaml(data: bytes, where: str) -> Report:
    """Read report.yaml.

    Args:
        data: the file's bytes, in any encoding ``decode`` knows.
        where: how errors name the file.

    Returns:
        Figures, notes and problems; no sections.

    Raises:
        InputError: every problem found, each with its line and remedy.
    """
    root = compose(decode(data, where), where)
    if root is None:
        raise InputError.one(where, "文件是空的", "请写上单位、年度、数字和素材")
    if not isinstance(root, Map):
        raise InputError.one(where, "不是一份素材", "第一层要写 单位、年度、表、素材、问题 等键")
    reader = _Reader(where)
    report = reader.report(root)
    if reader.problems:
        raise InputError(sorted(reader.problems, key=_line))
    return report


def _line(problem: InputProblem) -> int:
    digits = problem.where.rpartition("第")[2].removesuffix("行")
    return int(digits) if digits.isdigit() else 0
