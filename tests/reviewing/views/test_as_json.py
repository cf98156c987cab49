"""A comparison as JSON: by its schema, and enough to have both texts back."""

from __future__ import annotations

import json
from decimal import Decimal

import jsonschema
import pytest

import samples
from nianbao.reviewing.compare.compare_reports import compare
from nianbao.reviewing.compare.comparison_json import as_json, json_schema
from reviewing.two_reports import pair


@pytest.mark.parametrize("seed", range(0, 40, 3))
def test_it_is_by_the_schema_and_gives_both_texts_back(seed: int) -> None:
    old, new = pair(seed)
    value = json.loads(json.dumps(as_json(compare(old, new)), ensure_ascii=False))
    validator = jsonschema.Draft202012Validator(json_schema())
    validator.check_schema(json_schema())
    validator.validate(value)
    shown = [one for section in value["sections"] for one in section["paragraphs"]]
    assert [one["new"]["text"] for one in shown if one["new"]] == [one.text for _, one in new.paragraphs()]
    assert sorted(one["old"]["text"] for one in shown if one["old"]) == sorted(one.text for _, one in old.paragraphs())
    assert [finding["code"] for finding in value["new"]["findings"]] == [f.code for f in compare(old, new).new_findings]


def test_a_field_that_is_no_longer_there_is_seen() -> None:
    value = as_json(compare(*pair(1)))
    for name in list(value):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({key: item for key, item in value.items() if key != name}, json_schema())


def test_numbers_are_exact() -> None:
    old = samples.sample()
    cells = dict(old.cells)
    cells["fees.charge.amount"] = cells["fees.charge.amount"].model_copy(update={"value": Decimal("0.4100")})
    value = as_json(compare(old, old.model_copy(update={"cells": cells})))
    (changed,) = [cell for cell in value["cells"] if cell["changed"]]
    assert Decimal(changed["difference"]) == Decimal("0.09")
    assert changed["percent"] == "28.12"
    assert all(cell["old"]["value"] is None for cell in value["cells"] if cell["new_id"] == samples.BLANK_CELL)
