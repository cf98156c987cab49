"""What becomes of a model's sentences: scripted answers over a loopback server, each sentence known for what it is.

The cases in ``scripted/`` (an input, a model's answers) were written by another hand than the rules' lexicons and
without looking into them. They run in three ways: ``rules`` (no model reads again), ``verified`` (a reading model
gives the verdicts that an honest reader would) and ``repaired`` (the same, and a second answer mends some sentences
and repeats others). The scripted verdicts show that the machinery does what a verdict says; they show nothing of how
well a model judges. How much the rules catch alone is measured, and held with a small margin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

import pytest

from drafting.scripts import FOLDER, LOCKED, UNSUPPORTED, Case, Script, fate, written
from model_server import serving
from nianbao.checking import Finding, check
from nianbao.drafting import draft
from nianbao.drafting.draft import Draft
from nianbao.drafting.engines.endpoint import endpoint_of
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.drafting.engines.openai_model import Chat
from nianbao.facts import complete
from nianbao.kinds import form_named
from nianbao.report import FactRef, Report, Text
from nianbao.settings import ModelSettings

NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
WAYS = {
    "rules": Options(verify=False, max_repairs=0),
    "verified": Options(max_repairs=0),
    "repaired": Options(max_repairs=2),
}
FIGURE = re.compile(
    "[0-9０-９①-⒛Ⅰ-ⅿ]|百分之|[一二三四五六七八九两]成|[廿卅]"
    "|(?<!每)[〇零一二两三四五六七八九十百千万几数壹贰叁肆柒捌玖佰仟]+[余多]?(?:件|条|篇|次|场|期|份|个|名|人次|户|项|家|处|万人)"
)
"""Figures in words, as this test sees them: not the product's own notion."""

Run = Callable[[str, str], tuple[Case, Draft]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A case drafted in a way, each once."""

    seen: dict[str, list[Finding]] = {}

    def once(report: Report) -> list[Finding]:
        key = report.model_dump_json()
        return seen[key] if key in seen else seen.setdefault(key, check(report))

    @lru_cache
    def case(name: str) -> Case:
        return Case(FOLDER / f"{name}.yaml", tmp_path_factory.mktemp("case"))

    @lru_cache
    def drafted(name: str, way: str) -> tuple[Case, Draft]:
        found = case(name)
        with serving(Script(found)) as server, pytest.MonkeyPatch.context() as patch:
            patch.setattr("nianbao.drafting.part_judgement.check", once)  # the same text is asked about in every way
            patch.setattr("nianbao.drafting.draft_report.check", once)
            patch.setattr(
                "nianbao.checking.rules.text_misprints._SHORT", 0
            )  # one lexicon for all texts, the same findings
            model = Chat(endpoint_of(ModelSettings(base_url=server.base_url, model="m", retries=0)))
            result = draft(found.report, Modelled(model, WAYS[way]))
            model.stop()
        assert not found.errors
        silent = {brief.label for part, brief in found.briefs.items() if part not in found.answers}
        assert set(result.failures) <= silent  # what the script does not write, code does
        return found, result

    return drafted


def test_the_set_is_large_and_mostly_good(run: Run) -> None:
    """Twelve cases at least, both editions, a hundred and fifty sentences, three in five of them good."""
    cases = [run(name, "rules")[0] for name in NAMES]
    kinds = Counter(line.kind for case in cases for line in case.lines)
    bad = sum(kinds[kind] for kind in (*LOCKED, *UNSUPPORTED)) + sum(len(case.omits) for case in cases)
    assert len(cases) >= 12
    assert kinds.total() >= 150
    assert bad >= 55
    assert kinds["supported"] >= 0.6 * kinds.total()
    assert {case.book.report.edition for case in cases} == {"2019", "2021"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_no_figure_that_no_fact_licenses(run: Run, name: str, way: str) -> None:
    """Every figure of a model's sentence is a reference; none of its own stands in its words, in any script."""
    case, result = run(name, way)
    for brief in case.briefs.values():
        for sentence in written(result.report, brief.key):
            if sentence.origin != "chat":
                continue
            words = [span.text for span in sentence.spans if isinstance(span, Text)]
            words[0] = re.sub(r"^\d\.$", "", words[0])  # section 五's own numbers
            given = "".join(note.words for note in case.report.notes)
            told = [match.group() for word in words for match in FIGURE.finditer(word)]
            assert not [figure for figure in told if figure not in given]  # 政务公开一项: a note's own turn
            assert all(span.id in brief.facts for span in sentence.spans if isinstance(span, FactRef))


@pytest.mark.parametrize("name", NAMES)
def test_the_lock_catches_every_false_figure(run: Run, name: str) -> None:
    """Figures of the model's own, of other facts, with other measure words, or as a planted note would have them."""
    for way in ("rules", "verified"):
        case, result = run(name, way)
        assert [line.text for line in case.lines if line.kind in LOCKED and fate(line, case, result) != "locked"] == []
        for item in result.dropped:
            assert re.search("[一-鿿]{4}", item.reason), item


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_supported_is_dropped(run: Run, name: str, way: str) -> None:
    """What a good model writes passes the lock and stands in the draft, marked only where a rule objects."""
    case, result = run(name, way)
    for line in case.lines:
        if line.kind == "supported" and not (line.free and not line.passes):
            assert line.passes, (line.text, line.locked.complaints)
            assert fate(line, case, result) in ("kept", "marked", "ours"), line.text


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_what_cites_a_source_is_never_dropped_for_want_of_support(run: Run, name: str, way: str) -> None:
    case, result = run(name, way)
    for line in case.lines:
        extra = line.slot and line.slot.partition(".")[0] not in {item.id for item in case.report.problems}
        unanswered = line.slot.endswith(".measures") and not _measure(case, line.slot)
        if line.passes and line.cited and not extra and not unanswered and (way != "repaired" or line.then is None):
            assert fate(line, case, result) in ("kept", "marked", "ours"), line.text


def _measure(case: Case, slot: str) -> str:
    return next((item.measure for item in case.report.problems if slot.startswith(f"{item.id}.")), "")


@pytest.mark.parametrize("way", ["verified", "repaired"])
@pytest.mark.parametrize("name", NAMES)
def test_every_invention_is_dropped_mended_or_marked(run: Run, name: str, way: str) -> None:
    """With an honest reader; what the second answer leaves out or mends is gone."""
    case, result = run(name, way)
    whole = result.report.model_dump_json()
    for line in case.lines:
        if line.kind in UNSUPPORTED:
            became = fate(line, case, result)
            assert became in ("marked", "dropped", "locked") or (
                way == "repaired" and line.then is not None and became == "absent" and line.shown not in whole
            ), (became, line.text)
        if line.kind == "generic" and way == "verified":
            assert fate(line, case, result) == "generic", line.text


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_given_is_left_out(run: Run, name: str, way: str) -> None:
    """Every note is used or stands as its own sentence; what the answer omits of the figures is said in our words."""
    case, result = run(name, way)
    told = {item.note for item in result.dropped}  # left out, and the clerk is told why
    assert [id for id in result.unused if id not in told] == []
    used = {source for sentence in result.report.sentences() for source in sentence.sources or ()}
    wanted = [note.id for note in case.report.notes if note.aspect != "other" and note.id not in told]
    assert {f"note:{id}" for id in wanted} <= used
    for part, id in case.omits:
        own = [item for item in written(result.report, case.briefs[part].key) if item.origin == "offline"]
        assert any(item.id == id or f"note:{id}" in (item.sources or []) for item in own), id
    for brief in case.briefs.values():
        shown = {
            span.id
            for sentence in written(result.report, brief.key)
            for span in sentence.spans
            if isinstance(span, FactRef)
        }
        assert all(item.shown <= shown for item in brief.required)
    for item in case.report.problems:
        if item.measure:  # whoever answers for it and until when: in the model's words or in ours
            told = [line for line in written(result.report, "problems") if f"problem:{item.id}" in (line.sources or [])]
            shown = {span.id for line in told for span in line.spans if isinstance(span, FactRef)}
            assert item.owner in "".join(line.text for line in told)
            assert {id for id in case.briefs["problems"].facts if id.startswith(f"problem.{item.id}.deadline")} <= shown


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_structure_and_figures_are_the_inputs(run: Run, name: str, way: str) -> None:
    """Whatever a note or an answer asks for: cells, unit, title, headings, problems and measures are the input's."""
    case, result = run(name, way)
    plain = draft(case.report).report
    report = result.report
    assert report.cells == plain.cells == complete(form_named(report.edition), case.report.cells)
    assert (report.unit, report.year, report.title, report.notes) == (plain.unit, plain.year, plain.title, plain.notes)
    assert [(section.id, section.heading) for section in report.sections] == [
        (section.id, section.heading) for section in plain.sections
    ]
    assert _slots(report) == _slots(plain)
    for paragraph in (paragraph for _, paragraph in report.paragraphs() if paragraph.id.startswith("problems.")):
        for sentence in paragraph.sentences:
            own = paragraph.id.split(".")[1]
            if own in {item.id for item in case.report.problems} and sentence.support != "blank":
                assert f"problem:{own}" in (sentence.sources or [])


def _slots(report: Report) -> list[str]:
    """The paragraphs of a report, those of one aspect as one: how long each text is, decides how many they are."""
    ids = [re.sub(r"\.[2-9]$", "", paragraph.id) for _, paragraph in report.paragraphs()]
    return list(dict.fromkeys(ids))


def test_what_the_rules_catch_alone(run: Run, record_property: Callable[[str, object], None]) -> None:
    """Measured where a sentence names a source: what names none is dropped without being judged."""
    seen: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for name in NAMES:
        case, result = run(name, "rules")
        for line in case.lines:
            if line.passes:
                key = line.kind if line.cited else f"{line.kind}, no source named"
                seen[key] += 1
                caught[key] += fate(line, case, result) in ("marked", "dropped")
    for key in sorted(seen):
        record_property(f"{key}: sentences", seen[key])
        record_property(f"{key}: marked or dropped", caught[key])
    assert caught["invented"] >= 0.9 * seen["invented"]
    assert caught["contradicts"] >= 0.6 * seen["contradicts"]
    assert caught["supported"] <= 0.03 * seen["supported"]
    assert all(caught[key] == seen[key] for key in seen if key.endswith("no source named"))
