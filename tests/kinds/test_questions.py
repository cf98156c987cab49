"""Questions are data: ours name what there is, and a wrong one is refused with file and line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from nianbao.errors import FormError
from nianbao.kinds import editions, kind_of
from nianbao.kinds.questions import question_faults, questions_of

KINDS = Path(__file__).parent.parent.parent / "src" / "nianbao" / "kinds"
OURS = KINDS / "disclosure" / "questions.yaml"


@pytest.mark.parametrize("kind", ["disclosure", "lawful_government"])
def test_our_questions_name_what_there_is(kind: str) -> None:
    found = questions_of(kind)
    assert found.questions
    assert list(question_faults(found, editions(kind))) == []


def test_there_are_enough_of_them_and_each_says_why() -> None:
    found = questions_of("disclosure").questions
    assert len(found) >= 40
    numbers = {number for item in found for number in re.findall(r"(?<![0-9/])[0-9]{1,2}(?![0-9])", item.source)}
    assert len({number for number in numbers if int(number) <= 75}) >= 40


def test_no_question_suggests_an_answer() -> None:
    """Yes-or-no questions have both answers open, and no sentence praises what nobody said."""
    for item in questions_of("disclosure").questions:
        assert not re.search(r"认真|及时|积极|切实|有效|不断|进一步|显著|圆满|高度重视", item.says + item.none), item.id
        assert "是不是" not in item.ask, item.id


def own_kind(folder: Path, before: str, after: str) -> None:
    """A kind of an office's own, with our questions but for one change."""
    home = folder / "own"
    shutil.copytree(KINDS / "disclosure", home)
    text = (home / "kind.yaml").read_text(encoding="utf-8").replace("id: disclosure", "id: own")
    (home / "kind.yaml").write_text(text, encoding="utf-8")
    text = OURS.read_text(encoding="utf-8")
    assert before in text
    (home / "questions.yaml").write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("aspect: requests, answer: yes_no", "aspect: request, answer: yes_no", "id: in_time", "没有“request”这个方面，是不是“requests”？"),
        ("when: [requests.carry_out > 0]", "when: [requests.carryout > 0]", "id: carried_reason", "没有“requests.carryout”这个口径，是不是“requests.carry_out”？"),
        ("when: [requests.carry_out > 0]", "when: [有结转]", "id: carried_reason", "“有结转”看不懂"),
        ("said: [channels], weight: 81", "said: [channel], weight: 81", "id: request_channels", "没有“channel”这个口径或话题，是不是“channels”？"),
        ("follows: {in_time: 否}", "follows: {intime: 否}", "id: late", "没有“intime”这个（前面的）问题，是不是“in_time”？"),
        ("{id: late, aspect", "{id: in_time, aspect", "id: in_time, aspect: requests, answer: number", "问题的编号有重复：“in_time”"),
        ("measure: 件, cell: documents.made", "cell: documents.made", "id: cell_made", "要写 measure（量词）"),
        ("item: appraisal", "item: praise", "item: praise", "没有“praise”这个法定事项"),
        ("families: [training]", "families: [trainings]", "trainings", "没有“trainings”这个事项，是不是“training”？"),
        ("thin: 6, weight: 60, ask: 告知", "thinn: 6, weight: 60, ask: 告知", "id: added_count", "没有“thinn”这个键"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(
    before: str, after: str, line: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_kind(tmp_path, before, after)
    monkeypatch.setenv("NIANBAO_FORMS", str(tmp_path))
    assert kind_of("own").id == "own"
    with pytest.raises(FormError) as refused:
        questions_of("own")
    found = [item for item in refused.value.lines if said in item]
    assert found, refused.value.lines
    assert found[0].startswith("questions.yaml 第")
    number = int(found[0].partition("第")[2].partition("行")[0])
    text = (tmp_path / "own" / "questions.yaml").read_text(encoding="utf-8").splitlines()
    assert line in text[number - 1], found[0]
