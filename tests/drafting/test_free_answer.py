"""A free answer of an able model to the sheet of our example, figures as they are, stands as it was written."""

from __future__ import annotations

import json
import re
from pathlib import Path

from nianbao.drafting import Draft
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.job_engine import pasted
from nianbao.jobs.store.folder import find

ANSWER = (Path(__file__).parent / "free_answer.json").read_text(encoding="utf-8")


def redrafted(folder: Path, answer: str = ANSWER) -> Draft:
    """The draft of a job folder from an answer that was pasted."""
    (folder / "回答.txt").write_text(answer, encoding="utf-8")
    job = find(folder)
    return redraft(job, engine=pasted(job, folder / "回答.txt")).draft


def test_every_sentence_stands_and_no_account_is_said_twice(job: Path) -> None:
    draft = redrafted(job)
    answer = json.loads(ANSWER)
    said = [item["text"] for part in answer["aspects"] for item in part["sentences"]]
    said += [item["text"] for part in answer["problems"] for item in (*part["problem"], *part["measures"])]
    mine = [item for item in draft.report.sentences() if item.origin == "chat"]
    assert sorted(re.sub(r"^[0-9]\.", "", item.text) for item in mine) == sorted(said)
    assert {item.support for item in mine} == {"supported"}
    assert (draft.dropped, draft.failures, draft.unused) == ([], {}, [])
    assert [item for item in draft.findings if item.severity == "error"] == []
    text = "".join(item.text for _, item in draft.report.paragraphs() if item.aspect == "requests")
    for words in ("予以公开4件", "被申请行政复议2件", "结转下年度继续办理2件"):
        assert text.count(words) == 1


def test_a_figure_of_it_follows_its_cell(job: Path) -> None:
    """What the model wrote as plain figures is bound: a changed cell changes the sentence, and only its figure."""
    redrafted(job)
    given = (job / "report.yaml").read_text(encoding="utf-8")
    assert "186" in given
    (job / "report.yaml").write_text(given.replace("186", "196"), encoding="utf-8")
    draft = redrafted(job)
    text = "".join(item.text for _, item in draft.report.paragraphs())
    assert "186条" not in text
    assert "196条" in text


def test_a_sentence_that_waits_to_be_verified_is_no_error_for_its_own_figures(job: Path) -> None:
    """老年 is not what the note says, and is marked; 9篇 and 8篇 are, and are not told as figures of another note."""
    assert "年纪大的群众" in ANSWER
    draft = redrafted(job, ANSWER.replace("年纪大的群众", "老年群众"))
    [waiting] = [item for item in draft.report.sentences() if item.support == "unsupported"]
    assert "8篇" in waiting.text
    assert [item.message for item in draft.findings if item.severity == "error"] == []


def test_what_the_model_sums_up_ends_the_opening_sentence(job: Path) -> None:
    answer = json.loads(ANSWER)
    cited = [id for part in answer["aspects"][:2] for item in part["sentences"] for id in item["sources"]]
    notes = [id for id in cited if id.startswith("素")]
    said = "公开惠农补贴信息，办理政府信息公开申请。"
    for text in (
        said,
        f"{{{{year}}}}年，{{{{self}}}}依照《中华人民共和国政府信息公开条例》开展政府信息公开工作，{said}",
    ):
        more = {"id": "总起", "sentences": [{"text": text, "sources": notes}]}
        draft = redrafted(job, json.dumps({**answer, "aspects": [more, *answer["aspects"]]}, ensure_ascii=False))
        lead = next(item for _, item in draft.report.paragraphs() if item.id == "overview.lead")
        assert lead.text == f"2024年，我镇依照《中华人民共和国政府信息公开条例》开展政府信息公开工作，{said}"
        assert [item.support for item in lead.sentences] == ["supported"]
        assert (draft.dropped, draft.failures, draft.left) == ([], {}, {})


def test_an_opening_that_rests_on_nothing_is_not_taken(job: Path) -> None:
    answer = json.loads(ANSWER)
    more = {"id": "总起", "sentences": [{"text": "政府信息公开工作水平明显提升。", "sources": []}]}
    draft = redrafted(job, json.dumps({**answer, "aspects": [more, *answer["aspects"]]}, ensure_ascii=False))
    lead = next(item for _, item in draft.report.paragraphs() if item.id == "overview.lead")
    assert "提升" not in lead.text
    assert "开展政府信息公开工作" in lead.text
    assert draft.failures == {}
    assert [item.text for item in draft.dropped] == ["政府信息公开工作水平明显提升。"]
    assert all(item.reason for item in draft.dropped)
    (left,) = draft.left.values()
    assert [one.text for one in left.wrong] == ["政府信息公开工作水平明显提升。"]


def test_of_an_opening_no_more_is_left_out_than_the_item_at_fault(job: Path) -> None:
    answer = json.loads(ANSWER)
    cited = [id for part in answer["aspects"][:2] for item in part["sentences"] for id in item["sources"]]
    notes = [id for id in cited if id.startswith("素")]
    for said, left, gone in (
        (
            "公开惠农补贴信息，办理政府信息公开申请，开展航天科普。",
            "公开惠农补贴信息，办理政府信息公开申请。",
            "开展航天科普",
        ),
        ("公开惠农补贴、航天科普信息，办理政府信息公开申请。", "公开惠农补贴，办理政府信息公开申请。", "航天科普信息"),
    ):
        more = {"id": "总起", "sentences": [{"text": said, "sources": notes}]}
        draft = redrafted(job, json.dumps({**answer, "aspects": [more, *answer["aspects"]]}, ensure_ascii=False))
        lead = next(item for _, item in draft.report.paragraphs() if item.id == "overview.lead")
        assert lead.text.endswith(f"开展政府信息公开工作，{left}")
        assert [(item.text, "航天" in item.reason) for item in draft.dropped] == [(gone, True)]
        assert draft.left == {}, "what is left out is told, and is not asked for again"


def test_a_clause_that_does_not_stand_takes_no_more_with_it_than_itself(job: Path) -> None:
    answer = json.loads(ANSWER)
    part = next(item for item in answer["aspects"] for one in item["sentences"] if one["sources"][0].startswith("素"))
    one = next(item for item in part["sentences"] if item["sources"][0].startswith("素"))
    kept = one["text"].rstrip("。")
    one["text"] = f"{kept}，比上年多出7719条。"
    draft = redrafted(job, json.dumps(answer, ensure_ascii=False))
    text = "".join(item.text for item in draft.report.sentences())
    assert f"{kept}。" in text
    assert "7719" not in text
    assert [item.text for item in draft.dropped] == ["比上年多出7719条"]
    assert draft.left


def test_what_hangs_on_a_clause_that_does_not_stand_goes_with_it(job: Path) -> None:
    """Behind 其中7719条同时发布 one knows of what 重复的没有剔除 is; without it nobody does."""
    answer = json.loads(ANSWER)
    part = next(item for item in answer["aspects"] for one in item["sentences"] if one["sources"][0].startswith("素"))
    one = next(item for item in part["sentences"] if item["sources"][0].startswith("素"))
    kept = one["text"].rstrip("。")
    one["text"] = f"{kept}，其中7719条重复，重复的没有公开。"
    draft = redrafted(job, json.dumps(answer, ensure_ascii=False))
    text = "".join(item.text for item in draft.report.sentences())
    assert f"{kept}。" in text
    assert "重复" not in text
    assert [item.text for item in draft.dropped] == ["其中7719条重复，重复的没有公开"]
