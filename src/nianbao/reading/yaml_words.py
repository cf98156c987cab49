"""Notes and problems of report.yaml."""

from __future__ import annotations

from typing import Any

from nianbao.facts.note_parts import identify_notes, identify_problems
from nianbao.kinds import Form
from nianbao.reading.notes_sorting import what_belongs_where
from nianbao.reading.yaml_document import Map, Scalar, Seq, Value
from nianbao.reading.yaml_fields import Fields, Pair, keys
from nianbao.report import Note, Problem, YamlPlace

__all__ = ["Words"]


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
