"""Our local requirements name what there is, say how far they were read, and are found where they should be."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from nianbao import draft
from nianbao.kinds import profile as values
from nianbao.kinds.profile import Counting, Profile, length
from nianbao.kinds.profiles import found_for, local_questions, profile_at, profile_faults, profile_schema, profiles_of
from nianbao.kinds.questions import questions_of
from nianbao.package_data import load_data
from nianbao.reading.yaml_report import read_yaml
from nianbao.report.model import section_length

HERE = Path(values.__file__).parent
DOCS = HERE.parent.parent.parent / "docs" / "profiles.md"
OURS = profiles_of("disclosure")


@pytest.mark.parametrize("profile", OURS, ids=lambda item: item.id)
def test_ours_name_what_there_is(profile: Profile) -> None:
    assert list(profile_faults(profile)) == []
    assert profile.source
    if profile.verified != "seen":
        assert profile.extent, "what of the document was read"
        assert profile.years.first is not None
        assert profile.years.first == profile.years.last, "a notice is of a year"
    asked = [*profile.points, *profile.limits, *profile.dates, *profile.sentences]
    for item in asked:
        assert len(item.quote) <= 15
        assert item.quote or profile.verified == "seen", f"{item} has no words of the document"


def test_a_pattern_only_seen_asks_nothing_that_could_be_found_lacking() -> None:
    for profile in OURS:
        if profile.verified == "seen":
            assert [*profile.limits, *profile.dates, *profile.sentences] == [], profile.id
            assert profile.points or profile.outline or profile.questions, profile.id


def test_no_question_suggests_an_answer() -> None:
    for profile in OURS:
        for item in profile.questions:
            assert not re.search(r"认真|及时|积极|切实|有效|不断|进一步|显著|圆满|高度重视", item.says + item.none), (
                item.id
            )


@pytest.mark.parametrize(
    ("places", "kind", "year", "found"),
    [
        (["黄羊镇", "凉州区"], "town", 2025, ["gansu-wuwei-2025"]),
        (["武威市"], "city", 2025, ["gansu-wuwei-2025"]),
        (["黄羊镇", "凉州区", "甘肃省"], "town", 2025, ["gansu-wuwei-2025"]),
        (["城关镇", "凉州区", "湖南省"], "town", 2025, []),
        (["黄羊镇", "凉州区"], "town", 2024, []),
        (["白沙镇", "云岭县"], "town", 2025, []),
        (["石桥镇", "海城市"], "town", 2024, ["liaoning-haicheng"]),
        (["海城市"], "city", 2024, []),
    ],
)
def test_found_by_place_and_year(places: list[str], kind: str, year: int, found: list[str]) -> None:
    assert [item.id for item in found_for("disclosure", places, kind, year).profiles] == found


def test_another_kind_of_report_has_none() -> None:
    assert found_for("lawful_government", ["黄羊镇", "凉州区"], "town", 2025).profiles == ()


def test_without_any_the_questions_are_the_kinds_own() -> None:
    assert local_questions("disclosure", ()) == questions_of("disclosure")


def test_a_local_question_does_not_take_anothers_answers() -> None:
    """Two places may use one id; answers are kept by it."""
    one, other = (
        profile.model_copy(update={"questions": profile.questions or OURS[0].questions}) for profile in OURS[:2]
    )
    ids = [item.id for item in local_questions("disclosure", [one, other]).questions]
    assert len(ids) == len(set(ids))


def test_the_example_of_the_page_is_one_and_its_keys_are_all_told(tmp_path: Path) -> None:
    page = DOCS.read_text(encoding="utf-8")
    example = tmp_path / "例.yaml"
    example.write_text(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0], encoding="utf-8")
    assert profile_at(example).places == ("云岭市", "青石县")
    told = load_data(HERE / "profile_keys.yaml")
    for name, keys in told.items():
        assert set(keys) == set(getattr(values, name).model_fields), name
        for key, words in keys.items():
            assert f"| `{key}` | {words} |" in page


def test_the_schema_takes_ours_and_refuses_a_wrong_one() -> None:
    schema = profile_schema()
    for path in (HERE / "disclosure" / "profiles").glob("*.yaml"):
        jsonschema.validate(load_data(path), schema)
    wrong = yaml.load("{id: a, name: 甲, verified: sure}", yaml.CSafeLoader)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


@pytest.mark.parametrize(
    ("text", "counting", "count"),
    [
        ("全年公开政府信息126条。", "word", 11),
        ("全年公开政府信息126条。", "each", 13),
        ("全年公开政府信息126条。", "han", 9),
        ("占85.5%，“两微一端” 3个", "word", 11),
        ("", "word", 0),
    ],
)
def test_characters_are_counted_as_the_document_counts(text: str, counting: Counting, count: int) -> None:
    assert length(text, counting) == count


MANY = """
单位: 云岭市白沙镇人民政府
年度: 2024
其余: 零
表:
  requests:
    new: {natural: 60, business: 5, legal: 3}
    open: {natural: 20, business: 5}
    deny4: {natural: 5}
    unable1: {natural: 25, legal: 3}
    reject1: {natural: 10}
"""


@pytest.mark.parametrize(("most", "detail", "found"), [(1000, "", 0), (300, "简", 0), (100, "简", 1)])
def test_figures_are_told_more_shortly_where_the_document_limits_the_section(
    most: int, detail: str, found: int
) -> None:
    document = {"title": "关于编制年度报告的通知"}
    limits = [{"most": most}]
    city = Profile.model_validate({"id": "a", "name": "甲", "verified": "read", "document": document, "limits": limits})
    report = read_yaml(MANY.encode(), "report.yaml").model_copy(update={"profiles": [city]})
    done = draft(report)
    assert done.report.detail == detail
    assert [item.code for item in done.findings].count("LOC02") == found
    if not found:
        overview = next(item for item in done.report.sections if item.id == "overview")
        assert section_length(overview, city.limits[0]) <= most
