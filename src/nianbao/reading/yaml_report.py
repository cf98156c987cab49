"""Reads report.yaml: unit, year, notes and problems; its JSON Schema for editors."""

from __future__ import annotations

from typing import Any

from nianbao.errors import InputError, InputProblem, NianbaoError, nearest
from nianbao.facts.note_parts import identify_notes, identify_problems
from nianbao.kinds import DEFAULT_KIND, Form, all_kinds, editions, first_year, form_for, form_named, kind_named, latest
from nianbao.reading.cell_values import DATE_REMEDY, date_fault, official_date
from nianbao.reading.notes_sorting import what_belongs_where
from nianbao.reading.removed_characters import Characters
from nianbao.reading.yaml_document import Map, Scalar, Seq, Value, compose
from nianbao.reading.yaml_tables import Fields, Figures, Pair, keys, rest_zero
from nianbao.report import LastYear, Note, Problem, Report, Unit, YamlPlace, kinds
from nianbao.text import decode


class Words(Fields):
    """Reads what was done, and problems with their measures."""

    def notes(self, pair: Pair, edition: Form) -> list[Note]:
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
        remedy = what_belongs_where(key.text, edition, [aspect.id for aspect in edition.aspects])
        self.problem(key.place, f"没有“{key.text}”这个方面", remedy)
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

    def problem_list(self, pair: Pair) -> list[Problem]:
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


class _Reader(Figures, Words):
    """Reads the whole."""

    @staticmethod
    def listed(pair: Pair) -> list[str]:
        """Words, one or a list of them."""
        if pair is None:
            return []
        items = pair[1].items if isinstance(pair[1], Seq) else (pair[1],)
        return [item.text.strip() for item in items if isinstance(item, Scalar) and item.text.strip()]

    def unit(self, fields: dict[str, tuple[Scalar, Value]]) -> Unit | None:
        name = self.text(fields.get("unit"))
        if not name:
            place = fields["unit"][1].place if "unit" in fields else YamlPlace(line=1, column=1)
            self.problem(place, "没有写单位", "请写 单位: 云岭县白沙镇人民政府")
            return None
        within, aliases = self.listed(fields.get("within")), self.listed(fields.get("aliases"))
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

    def year(self, pair: Pair, what: str = "年度") -> int | None:
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

    def date(self, pair: Pair) -> str:
        given = self.text(pair)
        day = official_date(given) if given else ""
        if day is None and pair is not None:
            self.problem(pair[1].place, f"“{pair[0].text}”写的是“{given[:20]}”，{date_fault(given)}", DATE_REMEDY)
        return day or ""

    def kind(self, pair: Pair) -> str:
        named = self.text(pair)
        if pair is None or not named:
            return DEFAULT_KIND
        try:
            return kind_named(named).id
        except NianbaoError as error:
            self.problem(pair[1].place, str(error).rstrip("。？"), "不写“种类”就是政府信息公开工作年度报告")
            raise InputError(self.problems) from error  # nothing below could be judged by a form

    def edition(self, pair: Pair, kind: str, year: int | None) -> Form:
        named = self.text(pair)
        try:
            if named:
                return form_named(named, kind)
            return form_for(kind, max(year, first_year(kind))) if year else latest(kind)
        except NianbaoError as error:
            place = pair[1].place if pair else YamlPlace(line=1, column=1)
            self.problem(place, str(error))
            return latest(kind)

    def last(self, pair: Pair, kind: str, year: int | None) -> LastYear | None:
        node = self.mapping(pair, "请写 年度 和 表")
        if node is None:
            return None
        fields = self.keyed(node, "last", "上年")
        then = self.year(fields["year"], "上年年度") if "year" in fields else (year - 1 if year else None)
        edition = self.edition(fields.get("edition"), kind, then)
        cells, zero = self.tables(self.mapping(fields.get("tables"), "请写各表的数字"), edition)
        whole = self.declared(fields.get("rest"))
        return LastYear(year=then, edition=edition.edition, cells=rest_zero(edition, cells, None if whole else zero))

    def report(self, root: Map) -> Report:
        fields = self.keyed(root, "report", "文件")
        unit = self.unit(fields)
        year = self.year(fields.get("year"))
        kind = self.kind(fields.get("report_kind"))
        if year is not None and year < (first := first_year(kind)):
            place = fields["year"][1].place
            remedy = f"统一的格式自 {first} 年度起施行，请检查年份是否填错"
            self.problem(place, f"不能起草 {year} 年度的报告", remedy)
            raise InputError(self.problems)  # nothing below could be judged by a form
        edition = self.edition(fields.get("edition"), kind, year)
        cells, zero = self.tables(self.mapping(fields.get("tables"), "请写各表的数字"), edition)
        whole = self.declared(fields.get("rest"))
        contact = self.mapping(fields.get("contact"), "请写 联系电话: …")
        return Report(
            unit=unit,
            year=year,
            kind=kind,
            edition=edition.edition if fields.get("edition") or (year and edition.covers(year)) else "",
            stage="draft",
            structured=True,
            cells=rest_zero(edition, cells, None if whole else zero),
            last=self.last(fields.get("last"), kind, year),
            notes=self.notes(fields.get("notes"), edition),
            problems=self.problem_list(fields.get("problems")),
            contact={key.text: self.text((key, value)) for key, value in (contact.pairs if contact else ())},
            date=self.date(fields.get("date")),
            profile_names=self.listed(fields.get("profiles")),
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
    characters = Characters(private=True)
    root = compose(decode(data, where), where, characters)
    if root is None:
        raise InputError.one(where, "文件是空的", "请写上单位、年度、数字和素材")
    if not isinstance(root, Map):
        raise InputError.one(where, "不是一份素材", "第一层要写 单位、年度、表、素材、问题 等键")
    reader = _Reader(where)
    report = reader.report(root)
    problems = [*reader.problems, *characters.problems(where)]
    if problems:
        raise InputError(sorted(problems, key=_line))
    return characters.report(report)


def _line(problem: InputProblem) -> int:
    digits = problem.where.rpartition("第")[2].removesuffix("行")
    return int(digits) if digits.isdigit() else 0


def _named(group: str, values: dict[str, Any]) -> dict[str, Any]:
    """Properties under their English and Chinese names alike."""
    found: dict[str, Any] = {}
    for name, forms in keys()[group].items():
        for form in (name, *forms):
            found[form] = values.get(name, {"$ref": "#/$defs/text"})
    return found


def _object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**schema, "description": description} if description else schema


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of ``report.yaml``; descriptions are in Chinese."""
    described = keys()["descriptions"]
    aspects = sorted(
        {label for form in editions() for item in form.aspects for label in (item.id, item.label, *item.aliases)}
    )
    note = {"anyOf": [{"$ref": "#/$defs/text"}, _object(_named("note", {}), "一条素材")]}
    notes = {"anyOf": [note, {"type": "array", "items": note}]}
    figures: dict[str, Any] = {"$ref": "#/$defs/figures"}
    zero = {"enum": keys()["words"]["zero"], "description": described["rest"]}
    year = {"type": ["integer", "string"], "pattern": "^[0-9]{4}", "description": described["year"]}
    tables = {"type": "object", "additionalProperties": figures, "description": described["tables"]}
    last = _object(_named("last", {"year": year, "rest": zero, "tables": tables}), described["last"])
    problems = {"type": "array", "items": _object(_named("problem", {})), "description": described["problems"]}
    words = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    values: dict[str, Any] = {
        "unit": {"type": "string", "description": described["unit"]},
        **{name: {**words, "description": described[name]} for name in ("within", "aliases", "profiles")},
        "kind": {
            "enum": [word for item in kinds().values() for word in (item.id, item.label)],
            "description": described["kind"],
        },
        "report_kind": {
            "enum": [word for kind in all_kinds() for word in (kind.name, *kind.names, kind.id)],
            "description": described["report_kind"],
        },
        "year": year,
        "rest": zero,
        "date": {"type": "string", "description": described["date"]},
        "contact": {
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/text"},
            "description": described["contact"],
        },
        "tables": tables,
        "last": last,
        "notes": {
            "anyOf": [
                _object(dict.fromkeys((*aspects, *keys()["other_aspect"]), notes)),
                {"type": "array", "items": note},
            ],
            "description": described["notes"],
        },
        "problems": problems,
    }
    unit, years = ["unit", *keys()["report"]["unit"]], ["year", *keys()["report"]["year"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "年度报告素材（report.yaml）",
        **_object(_named("report", values)),
        "allOf": [
            {"anyOf": [{"required": [name]} for name in unit]},
            {"anyOf": [{"required": [name]} for name in years]},
        ],
        "$defs": {
            "text": {"type": ["string", "number", "boolean", "null"]},
            "figures": {
                "anyOf": [
                    {"type": ["integer", "number", "string", "null"]},
                    {"type": "object", "additionalProperties": {"$ref": "#/$defs/figures"}},
                ]
            },
        },
    }
