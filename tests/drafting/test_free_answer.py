"""A free answer of an able model to the sheet of our example, figures as they are, stands as it was written."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.job_engine import pasted
from nianbao.jobs.store.folder import find

HERE = Path(__file__).parent
BAISHA = HERE.parent.parent / "examples" / "baisha-2024" / "report.yaml"


def test_every_sentence_stands_and_no_account_is_said_twice(tmp_path: Path) -> None:
    folder = tmp_path / "白沙镇人民政府-2024"
    folder.mkdir()
    shutil.copy(BAISHA, folder / "report.yaml")
    shutil.copy(HERE / "free_answer.json", folder / "回答.txt")
    job = find(folder)
    done = redraft(job, engine=pasted(job, folder / "回答.txt"))
    answer = json.loads((HERE / "free_answer.json").read_text(encoding="utf-8"))
    said = [item["text"] for part in answer["aspects"] for item in part["sentences"]]
    said += [item["text"] for part in answer["problems"] for item in (*part["problem"], *part["measures"])]
    mine = [item for item in done.draft.report.sentences() if item.origin == "chat"]
    assert sorted(re.sub(r"^[0-9]\.", "", item.text) for item in mine) == sorted(said)
    assert {item.support for item in mine} == {"supported"}
    assert (done.draft.dropped, done.draft.failures, done.draft.unused) == ([], {}, [])
    assert [item for item in done.draft.findings if item.severity == "error"] == []
    text = "".join(item.text for _, item in done.draft.report.paragraphs() if item.id == "overview.requests")
    for words in ("予以公开4件", "被申请行政复议2件", "结转下年度继续办理2件"):
        assert text.count(words) == 1


def test_a_figure_of_it_follows_its_cell(tmp_path: Path) -> None:
    """What the model wrote as plain figures is bound: a changed cell changes the sentence, and only its figure."""
    folder = tmp_path / "白沙镇人民政府-2024"
    folder.mkdir()
    shutil.copy(BAISHA, folder / "report.yaml")
    shutil.copy(HERE / "free_answer.json", folder / "回答.txt")
    job = find(folder)
    redraft(job, engine=pasted(job, folder / "回答.txt"))
    given = (folder / "report.yaml").read_text(encoding="utf-8")
    assert "186" in given
    (folder / "report.yaml").write_text(given.replace("186", "196"), encoding="utf-8")
    done = redraft(job, engine=pasted(job, folder / "回答.txt"))
    text = "".join(item.text for _, item in done.draft.report.paragraphs())
    assert "186条" not in text
    assert "196条" in text


def test_a_sentence_that_waits_to_be_verified_is_no_error_for_its_own_figures(tmp_path: Path) -> None:
    """老年 is not what the note says, and is marked; 9篇 and 8篇 are, and are not told as figures of another note."""
    folder = tmp_path / "白沙镇人民政府-2024"
    folder.mkdir()
    shutil.copy(BAISHA, folder / "report.yaml")
    answer = (HERE / "free_answer.json").read_text(encoding="utf-8")
    assert "年纪大的群众" in answer
    (folder / "回答.txt").write_text(answer.replace("年纪大的群众", "老年群众"), encoding="utf-8")
    job = find(folder)
    done = redraft(job, engine=pasted(job, folder / "回答.txt"))
    [waiting] = [item for item in done.draft.report.sentences() if item.support == "unsupported"]
    assert "8篇" in waiting.text
    assert [item.message for item in done.draft.findings if item.severity == "error"] == []
