"""Every metric on texts written by hand, where the value is known by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao import load
from nianbao.checking import Finding, Silence
from nianbao.checking.finding import Severity
from nianbao.drafting import draft
from nianbao.report import Report
from nianbao.scoring.metric import METRICS, Metric, Scored
from nianbao.scoring.metric_reference import LABELS, page_parts, reference
from nianbao.scoring.metrics import manner
from scoring.small import INPUT, case, given, score, scored, text

TOLD = "通过县政府网站公开惠农补贴名册46条。培训村级信息员2次，到会40人。"
PAIRED = "公开栏更换拖拉。\n下一步，由驻村干部逐村核对公开栏。"
RARE = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
"""Twenty characters, each once."""


# ── figures


def test_figure_precision_counts_what_a_fact_has() -> None:
    assert score("figure_precision", text("公开46条，培训2次，开设专栏7个。")) == pytest.approx(2 / 3)
    assert score("figure_precision", text(TOLD)) == 1.0
    assert score("figure_precision", text("公开惠农补贴名册。")) is None


def test_a_figure_with_another_measure_word_is_another_figure() -> None:
    assert score("figure_precision", text("公开46次，培训2次。")) == 0.5


def test_years_documents_and_articles_are_no_figures() -> None:
    words = "2024年，依照《条例》第十五条和国办公开办函〔2021〕30号，公开46条。"
    assert score("figure_precision", text(words)) == 1.0


def test_sums_differences_and_rates_are_licensed() -> None:
    yaml = INPUT + "tables:\n  requests:\n    new: {natural: 6, business: 2}\nlast:\n  year: 2023\n  rest: zero\n"
    yaml += "  tables:\n    requests:\n      new: {natural: 5}\n"
    words = "新收8件，比上年增加3件，增长60%，其中自然人提出6件、商业企业提出2件，占25%。"
    assert score("figure_precision", text(words), case(yaml)) == 1.0
    assert score("figure_precision", text(words.replace("60%", "61%")), case(yaml)) == pytest.approx(5 / 6)


def test_figure_recall_counts_what_is_due() -> None:
    assert score("figure_recall", text("公开46条，培训2次。")) == pytest.approx(2 / 3)
    assert score("figure_recall", text(TOLD)) == 1.0
    assert score("figure_recall", text("公开惠农补贴名册。")) == 0.0


def test_a_figure_due_twice_must_be_told_twice() -> None:
    yaml = INPUT.replace("46条", "2次").replace("到会40人", "全员到会")
    assert score("figure_recall", text("公开名册2次。"), case(yaml)) == 0.5
    assert score("figure_recall", text("公开名册2次，培训2次。"), case(yaml)) == 1.0


def test_figures_of_the_tables_are_due_with_their_breakdown() -> None:
    yaml = INPUT + "tables:\n  requests:\n    new: {natural: 6, business: 2}\n    open: {natural: 6, business: 2}\n"
    all_told = TOLD + "新收8件，其中自然人6件、商业企业2件。办结8件，全部予以公开。"
    assert score("figure_recall", text(all_told), case(yaml)) == 1.0
    assert score("figure_recall", text(all_told.replace("新收8件", "新收9件")), case(yaml)) == pytest.approx(6 / 7)


# ── notes


def test_note_coverage_counts_notes_problems_and_measures() -> None:
    assert score("note_coverage", text(TOLD, problems=PAIRED)) == 1.0
    assert score("note_coverage", text(TOLD)) == 0.5
    assert score("note_coverage", text("通过县政府网站公开惠农补贴名册46条。")) == 0.25


def test_a_note_scattered_over_the_text_is_not_told() -> None:
    scattered = "县政府网站改版。\n惠农政策印发。\n补贴发放到位。\n名册已经归档。\n信息公开46条。"
    assert score("note_coverage", text(scattered)) == 0.0


def test_a_note_that_says_nothing_is_not_due() -> None:
    yaml = INPUT.replace("problems:", "  other:\n    - 无\nproblems:")
    assert score("note_coverage", text(TOLD, problems=PAIRED), case(yaml)) == 1.0


# ── support


def test_unsupported_counts_sentences_that_no_note_has() -> None:
    invented = "聘请五名群众代表担任政务公开社会监督员。"
    assert score("unsupported", text(TOLD)) == 0.0
    assert score("unsupported", text(TOLD + invented)) == pytest.approx(1 / 3)


def test_words_that_a_reading_model_found_in_the_sources_are_supported() -> None:
    report = text(TOLD + "在县政府网站摹写惠农补贴名册46条。")
    assert score("unsupported", report) > 0
    read = [item.model_copy(update={"support": "read", "origin": "chat"}) for item in report.sentences()]
    sections = [
        section.model_copy(
            update={
                "paragraphs": [
                    one.model_copy(
                        update={"sentences": [next((r for r in read if r.id == s.id), s) for s in one.sentences]}
                    )
                    for one in section.paragraphs
                ]
            }
        )
        for section in report.sections
    ]
    assert score("unsupported", report.model_copy(update={"sections": sections})) == 0.0


def test_sentences_of_the_form_are_supported_whoever_wrote_them() -> None:
    """The offline draft handed in as a text of which no source is known."""
    drafted = draft(given()).report
    words = {
        section.id: "\n".join(item.text for item in section.paragraphs if item.role == "body")
        for section in drafted.sections
    }
    assert score("unsupported", text(words.pop("overview"), **words)) == 0.0


@pytest.mark.parametrize(
    "words",
    [
        "没有因政府信息公开工作引起行政复议和行政诉讼。",
        "全年没有收到政府信息公开申请，上年也没有结转的申请。",
    ],
)
def test_figures_told_in_other_words_than_ours_are_supported(words: str) -> None:
    assert score("unsupported", text(TOLD + words)) == 0.0


def test_findings_are_placed_in_texts_that_were_read_from_a_plain_file(tmp_path: Path) -> None:
    """Their offsets count from the beginning of the file."""
    path = tmp_path / "报告.txt"
    path.write_text(
        "云岭县白沙镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n我镇公开惠农补贴名册46条。\n"
        "聘请五名群众代表担任政务公开社会监督员。我街道培训村级信息员2次。\n",
        encoding="utf-8",
    )
    report = load(path)
    assert score("unsupported", report) == pytest.approx(1 / 3)
    assert score("unit_correctness", report) == 0.5


def test_contradictions_counts_sentences_against_the_tables() -> None:
    assert score("contradictions", text(TOLD)) == 0.0
    assert score("contradictions", text(TOLD + "全年新收政府信息公开申请5件。")) == pytest.approx(1 / 3)


# ── unit and year


def test_unit_correctness_counts_mentions() -> None:
    assert score("unit_correctness", text("我镇公开46条。我街道培训2次。")) == 0.5
    assert score("unit_correctness", text("我镇公开46条。白沙镇人民政府培训2次。")) == 1.0
    assert score("unit_correctness", text("我镇公开46条。印发《青坪镇2024年工作方案》。")) == 0.5
    assert score("unit_correctness", text("公开46条。")) is None


@pytest.mark.parametrize("words", ["清理街道两侧广告。", "各乡镇政务公开专栏。", "到集镇张贴。", "村镇建设公开。"])
def test_streets_and_townships_in_general_are_no_unit(words: str) -> None:
    assert score("unit_correctness", text("我镇公开46条。" + words)) == 1.0


def test_year_correctness_counts_years() -> None:
    assert score("year_correctness", text("2024年公开46条。2022年培训2次。")) == 0.5
    assert score("year_correctness", text("2024年公开46条，比2023年多。", problems="2025年将逐村核对。")) == 1.0
    assert score("year_correctness", text("公开46条。")) is None


def test_a_year_that_a_note_names_is_right() -> None:
    yaml = INPUT.replace("惠农补贴名册", "2019年以来的惠农补贴名册")
    words = "公开2019年以来的惠农补贴名册46条。"
    assert score("year_correctness", text(words), case(yaml)) == 1.0
    assert score("year_correctness", text(words)) == 0.0


# ── findings


def _with(*severities: Severity, silenced: bool = False) -> Scored:
    report = text(RARE * 25)  # 500 characters
    reason = Silence(by="settings", reason="试") if silenced else None
    findings = tuple(Finding(code="X01", name="x", severity=item, message="试", silenced=reason) for item in severities)
    return Scored(case(), report, findings)


def test_findings_are_counted_by_severity_and_length() -> None:
    scored = _with("error", "warning", "warning", "info")
    values = {id: METRICS[id].measure(scored) for id in ("errors_per_1000", "warnings_per_1000", "infos_per_1000")}
    assert values == {"errors_per_1000": 2.0, "warnings_per_1000": 4.0, "infos_per_1000": 2.0}


def test_silenced_findings_do_not_count() -> None:
    assert METRICS["errors_per_1000"].measure(_with("error", silenced=True)) == 0.0


# ── problems and measures


def test_problem_pairing_counts_answered_problems() -> None:
    two = "一是公开栏更换拖拉；二是政策解读形式单一。\n下一步，一是每月核对公开栏；二是制作图解6期。"
    assert score("problem_pairing", text(problems=two)) == 1.0
    assert score("problem_pairing", text(problems=two.partition("；二是制作")[0] + "。")) == 0.5
    assert score("problem_pairing", text(problems=two.partition("\n")[0])) == 0.0


def test_a_problem_of_the_case_is_known_whatever_words_lead_to_it() -> None:
    """No word of a lack, no ordinal: only the case tells that it is a problem."""
    assert score("problem_pairing", text(problems="公开栏更换拖拉。由驻村干部逐村核对公开栏。")) == 1.0
    assert score("problem_pairing", text(problems="公开栏更换拖拉。")) == 0.0


def test_a_place_to_fill_is_no_measure() -> None:
    words = "1.公开栏更换拖拉。\n2.政策解读形式单一。\n下一步：\n1.由驻村干部逐村核对公开栏。\n2.【待填：第2个措施】"
    assert score("problem_pairing", text(problems=words)) == 0.5


def test_leaving_out_the_problems_is_no_way_to_pair_them() -> None:
    assert score("problem_pairing", text(TOLD)) == 0.0
    assert score("problem_pairing", text(TOLD), case(INPUT.partition("problems:")[0])) is None


# ── boilerplate


def test_boilerplate_last_is_the_share_of_runs() -> None:
    ten = RARE[:10]  # six runs of five characters
    assert score("boilerplate_last", text(ten), case(last=ten)) == 1.0
    assert score("boilerplate_last", text(ten), case(last=ten[:7])) == 0.5
    assert score("boilerplate_last", text(ten), case(last=RARE[10:])) == 0.0
    assert score("boilerplate_last", text(ten)) is None


def test_figures_years_and_names_are_no_likeness() -> None:
    now, before = f"2024年，白沙镇{RARE[:10]}46条。", f"2023年，白沙镇{RARE[10:]}46条。"
    assert score("boilerplate_last", text(now), case(last=before)) == 0.0


def test_the_forms_own_statements_are_no_boilerplate() -> None:
    words = "全年未收到政府信息公开申请，也没有上年结转的申请。"
    assert words in "".join(sentence.text for sentence in draft(given()).report.sentences())
    assert score("boilerplate_last", text(words + RARE), case(last=words)) == pytest.approx(0, abs=0.2)


def test_boilerplate_others_takes_all_of_them_together() -> None:
    others = (text(RARE[:7]), text(RARE[3:10]))
    assert score("boilerplate_others", text(RARE[:10]), case(others=others)) == 1.0
    assert score("boilerplate_others", text(RARE[:10])) is None


def test_boilerplate_stock_is_a_share_of_characters() -> None:
    assert score("boilerplate_stock", text("高度重视" + RARE[:16])) == 0.2
    assert score("boilerplate_stock", text(RARE)) == 0.0


def test_repetition_is_what_was_said_before() -> None:
    assert score("repetition", text(RARE)) == 0.0
    assert score("repetition", text(RARE[:12] * 2)) == pytest.approx(5 / 17)  # runs 13 to 17 are runs 1 to 5
    assert score("repetition", text(f"{RARE[:12]}\n{RARE[:12]}")) == 0.5


# ── length and sentences


def test_length_fit_is_against_the_norm_of_each_section() -> None:
    assert score("length_fit", text("甲" * 300, problems="乙" * 120)) == 1.0
    assert score("length_fit", text("甲" * 150, problems="乙" * 120)) == 0.75
    assert score("length_fit", text("甲" * 6000, problems="乙" * 2000)) == 0.5
    assert score("length_fit", text("甲" * 300)) == 0.5


def test_sentence_lengths() -> None:
    words = "甲" * 9 + "。" + "乙" * 89 + "。"
    assert score("sentence_length", text(words)) == 50.0
    assert score("long_sentences", text(words)) == 0.5
    assert score("long_sentences", text("甲" * 79 + "。")) == 0.0


def test_places_to_fill_are_no_text() -> None:
    assert score("sentence_length", text("甲" * 9 + "。【待填：社会评议结果情况，写明评议的次数和等次】")) == 10.0


# ── likeness


@pytest.mark.parametrize(
    ("hypothesis", "given", "value"),
    [  # sacrebleu's own tests, test/test_chrf.py: test_cases_effective_order, then test_sentence_level_chrf
        ("aa", "ab", 25.0),
        ("a b c", "abc", 100.0),
        (
            "Nebo prostě nemají vybavení, které by jim pomohlo, uvedli lékaři.",
            "A někdy nemáme ani potřebný materiál, abychom jim pomohli, popsali lékaři.",
            31.22557079,
        ),
    ],
)
def test_chrf_has_the_published_values(hypothesis: str, given: str, value: float) -> None:
    assert score("chrf", text(hypothesis), case(references=(text(given),))) == pytest.approx(value, abs=1e-4)


def test_chrf_by_hand() -> None:
    """Of 甲乙 and 甲丙 one character of two, no pair of one: precision and recall (1/2 + 0) / 2."""
    assert score("chrf", text("甲乙"), case(references=(text("甲丙"),))) == pytest.approx(25.0)


def test_bleu_zh_by_hand() -> None:
    """4 of 5 characters, 3 of 4 pairs, 2 of 3 triples, 1 of 2 fours; equal length: fourth root of their product."""
    value = 100 * (4 / 5 * 3 / 4 * 2 / 3 * 1 / 2) ** 0.25
    assert score("bleu_zh", text("甲乙丙丁戊"), case(references=(text("甲乙丙丁己"),))) == pytest.approx(value)


def test_rouge_l_by_hand() -> None:
    """Longest common subsequence 甲丙丁, 3 of 4 and of 5: 2 x 3 / 9."""
    assert score("rouge_l", text("甲乙丙丁"), case(references=(text("甲丙丁戊戊"),))) == pytest.approx(2 / 3)


def test_the_best_of_several_references_counts() -> None:
    both = case(references=(text("子丑寅卯"), text("甲乙丙丁")))
    assert score("rouge_l", text("甲乙丙丁"), both) == 1.0
    assert score(
        "chrf", text("甲乙丙丁戊己"), case(references=(text("子丑寅卯"), text("甲乙丙丁戊己")))
    ) == pytest.approx(100)


def test_saying_nothing_is_no_way_to_be_left_out() -> None:
    of = case(references=(text(TOLD),), final=text(TOLD))
    worst = {"figure_recall": 0, "note_coverage": 0, "problem_pairing": 0, "length_fit": 0}
    worst |= {"chrf": 0, "bleu_zh": 0, "rouge_l": 0, "edit_final": 1}
    assert {id: score(id, text(), of) for id in worst} == worst


def test_edit_final_by_hand() -> None:
    assert score("edit_final", text("甲乙丙丁"), case(final=text("甲乙丙戊"))) == 0.25
    assert score("edit_final", text("甲乙丙丁")) is None


@pytest.mark.parametrize("id", ["chrf", "bleu_zh", "rouge_l", "edit_final"])
def test_derived_cases_report_no_likeness(id: str) -> None:
    same = text("甲乙丙丁")
    assert score(id, same, case(references=(same,), final=same)) is not None
    assert score(id, same, case(references=(same,), final=same, derived=True)) is None
    assert not METRICS[id].gated


def test_without_sacrebleu_there_is_a_reason_and_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert manner.missing() == ""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    manner._metrics.cache_clear()
    try:
        assert "pip install 'nianbao[eval]'" in manner.missing()
        of = case(references=(text("甲乙丙丁"),))
        assert score("chrf", text("甲乙丙丁"), of) is None
        assert score("rouge_l", text("甲乙丙丁"), of) == 1.0
    finally:
        manner._metrics.cache_clear()


# ── all of them


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_every_metric_is_documented(metric: Metric) -> None:
    parts = page_parts(metric)
    assert all(parts[label] for label in ("", *LABELS))
    document = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text(encoding="utf-8")
    page = document.partition(f'<a id="{metric.id}"></a>')[2].partition("<a id=")[0]
    assert metric.name in page
    assert all(parts[label] in page for label in ("", *LABELS))


def test_the_document_is_of_today() -> None:
    document = Path(__file__).parents[2] / "docs" / "metrics.md"
    assert document.read_text(encoding="utf-8") == reference(), "run: make metrics"


@pytest.mark.parametrize(
    "report", [text(), text(""), text("。"), text("【待填：社会评议结果情况】"), text("1" * 5000), Report()]
)
def test_no_text_makes_a_metric_raise_or_leave_its_range(report: Report) -> None:
    told = scored(report, case(last=TOLD, references=(text(TOLD),), others=(text(TOLD),), final=text(TOLD)))
    for metric in METRICS.values():
        value = metric.measure(told)
        assert value is None or ((metric.low or 0) <= value and (metric.high is None or value <= metric.high)), metric
