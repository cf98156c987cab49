"""The list 请核实: what is uncertain, taken over or left out, for the clerk and the reviewer; never in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.drafting.draft import Dropped
from nianbao.drafting.to_verify import to_verify
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.draft_file import load, save
from nianbao.jobs.store.folder import find
from reviewing.desks import GUESS, job
from reviewing.served import served


def test_everything_uncertain_is_listed_and_nothing_of_it_printed(tmp_path: Path) -> None:
    made = job(tmp_path / "白沙镇-2024")
    draft = load(made)
    assert draft is not None
    draft = draft.model_copy(
        update={
            "dropped": [Dropped(text="全年接待群众4000人次。", reason="“4000人次”是自己写的数")],
            "unverified": {"平台建设": "没有回答"},
        }
    )
    sorts = {item.title.partition("（")[0]: item.lines for item in to_verify(draft.as_draft(), ["考核结果如何？"])}
    assert sorts["待核实"] == [GUESS]
    assert sorts["下列句子没有采用"] == ["全年接待群众4000人次。（“4000人次”是自己写的数）"]
    assert sorts["还没有回答的"] == ["考核结果如何？"]
    assert any("平台建设：没有回答" in lines for lines in sorts.values())
    assert "4000人次" not in "".join(item.text for _, item in draft.report.paragraphs())


def test_a_draft_without_doubts_has_no_list(tmp_path: Path) -> None:
    examples = Path(__file__).parent.parent.parent / "examples" / "baisha-2024" / "report.yaml"
    folder = tmp_path / "白沙镇-2024"
    folder.mkdir()
    (folder / "report.yaml").write_bytes(examples.read_bytes())
    done = redraft(find(folder))
    assert [item.title for item in to_verify(done.draft) if "没有采用" in item.title or "待核实" in item.title] == []


@pytest.mark.long
def test_the_reviewer_sees_the_list_on_the_page(tmp_path: Path) -> None:
    made = job(tmp_path / "单位" / "白沙镇-2024")
    draft = load(made)
    assert draft is not None
    save(made, draft.model_copy(update={"dropped": [Dropped(text="建立<b>会商</b>机制。", reason="没有写依据")]}))
    with served(made.folder) as running:
        running.enter()
        page = running.get(f"/r/{running.reports()[0]}").text
    assert "请核实" in page
    assert "建立&lt;b&gt;会商&lt;/b&gt;机制。（没有写依据）" in page
