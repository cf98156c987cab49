"""Clerks' notes in official words: what is said, what stays as it is, what is left out and told."""

from __future__ import annotations

import pytest

from drafting.figures import report
from nianbao import check, draft
from nianbao.drafting.note_sentences import left_out, note_sentences, reportable
from nianbao.drafting.to_verify import to_verify
from nianbao.facts import FactBook, note_parts
from nianbao.licence import Sources, judge, put_in
from nianbao.report import FactRef, Note, Report, Unit


def book(*notes: Note, unit: str = "云岭县白沙镇人民政府") -> FactBook:
    return FactBook(Report(kind="disclosure", unit=Unit.parse(unit), year=2024, notes=list(notes)))


def said(text: str, **columns: str) -> str:
    note = Note(id="n1", aspect="supervision", text=text, **columns)
    given = book(note)
    sentences = note_sentences(given, [note])
    sources = Sources(given.report, given)
    for sentence in sentences:  # nothing is said that the note does not say
        assert judge(sentence.text, sources, sentence.sources or (), bound=put_in(sentence)).licensed, sentence.text
    return "".join(sentence.text for sentence in sentences)


def left(text: str, **columns: str) -> list[str]:
    note = Note(id="n1", aspect="supervision", text=text, **columns)
    return [item.text for item in left_out(book(note), [note])]


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("培训搞了两次，3月和9月", "3月和9月，我镇开展培训2次。"),
        ("公众号发了大概30来条", "公众号发布信息约30条。"),
        ("文件清理了一遍，废止1件", "文件清理一遍，废止1件。"),
        ("给群众印了手册500本", "我镇为群众印制手册500本。"),
        ("做了3篇图解", "我镇制作3篇图解。"),
        ("申请收了5件，都答复了", "我镇收到申请5件，均已答复。"),
        ("政府开放日办了1期", "我镇举办政府开放日1期。"),
        ("预决算2月份公开了", "预决算已于2月份公开。"),
        ("领导小组调整了", "领导小组已调整。"),
        ("今年我们公开信息一共451条，比去年多了61条", "2024年我镇公开信息共451条，比上年增加61条。"),
        ("6月 业务培训 1次", "6月，我镇开展业务培训1次。"),
        ("通过镇会议室举办培训", "我镇在镇会议室举办培训。"),
        ("县里考核我们排第5", "云岭县考核我镇排名第5。"),
    ],
)
def test_spoken_words_are_written_ones(note: str, sentence: str) -> None:
    assert said(note) == sentence


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("追责没有", "没有责任追究的情况。"),
        ("没有收信息处理费", "我镇未收取信息处理费。"),
        ("没有人因为公开的事被追责", "我镇无人因公开的事被追责。"),
        ("复议、诉讼都没有", "无复议、诉讼。"),
        ("没收到投诉举报", "我镇未收到投诉举报。"),
        ("没搞评议", "我镇未开展评议。"),
        ("全年没有因政务公开被追究责任的情形", "全年没有因政务公开被追究责任的情形。"),
    ],
)
def test_that_there_was_none_is_said_officially(note: str, sentence: str) -> None:
    assert said(note) == sentence


def test_a_list_of_labels_becomes_clauses() -> None:
    assert said("分管：副镇长；培训：2次；考核：良好；追责：没有") == (
        "我镇政府信息公开工作由副镇长分管；开展培训2次；考核结果为良好；未发生责任追究。"
    )


@pytest.mark.parametrize(
    "note",
    [
        "竣工验收档案由城建档案馆派人当天查，查到即答",
        "县长主持政府常务会议专题研究政务公开2次",
        "因检索量较大延期答复2件，均经分管领导批准并书面告知申请人",
        "区政府办抽查2次，发现问题3个，已整改",
        "发布登记本由党政办保管，逐条登记",
        "10月请村民代表15人评议",
        "另外3所是教学点，正在建设",
    ],
)
def test_who_does_what_is_never_turned_round(note: str) -> None:
    """A word of one character inside another, an act inside a name, somebody else who acts: as they stand."""
    assert said(note).replace("我镇", "").replace("，", "").replace("邀请", "请").replace("另有", "另外").replace(
        "。", ""
    ) == note.replace("，", "").replace("我镇", "")


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("上半年公示5批，年底前公示完了", "2024年上半年公示5批，年底前完成公示。"),
        ("年初定计划，年底前公示完", "2024年初，我镇制定计划，年底前完成公示。"),
        ("个人隐私我们区分处理", "个人隐私我镇区分处理。"),
        ("我们区块链平台上线了", "我镇区块链平台已上线。"),
        ("我们办公室管信息公开", "我镇办公室负责信息公开。"),
        ("我们办培训班2期", "我镇举办培训班2期。"),
        ("咱们局部调整了栏目", "我镇局部调整了栏目。"),
        ("省厅来咱们县调研", "省厅来我县调研。"),
        ("领导来咱们市", "领导来我市。"),
        ("县上午来检查半天", "县上午来检查半天。"),
        ("镇上半年公开三公经费2次", "镇上半年公开三公经费2次。"),
        ("栏目合并成3个", "栏目合并成3个。"),
        ("公开栏更换成电子屏", "公开栏更换成电子屏。"),
        ("清退了3个", "清退3个。"),
        ("信息安全都检查了", "信息安全均已检查。"),
        ("说明年底公示", "说明年底公示。"),
        ("今年轻干部培训2次", "我镇开展今年轻干部培训2次。"),
        ("大家伙食公示2次", "大家伙食公示2次。"),
        ("全都公开", "全部公开。"),
        ("来了大几百个", "来了大几百个。"),
        ("百八十条", "百八十条。"),
        ("开会好多百次", "我镇开会好多百次。"),
        ("发布招生信息3条，涉及中小学学位供给", "我镇发布招生信息3条，涉及中小学学位供给。"),
        ("党政办主任牵头管这块", "党政办主任牵头管此项工作。"),
    ],
)
def test_no_word_is_cut(note: str, sentence: str) -> None:
    """A level of 区分, 上 of 上午, 年 of 年底, 并成 of 合并成, a part of a number in words."""
    assert said(note) == sentence


@pytest.mark.parametrize(
    ("note", "out"),
    [
        ("好像要评先进，文还没见", ["好像要评先进", "文还没见"]),
        ("培训搞了2次，第二次来的人少", ["第二次来的人少"]),
        ("公众号发了30来条，没数过", ["没数过"]),
        ("区里搞了个政务公开大赛，我们没参加", ["区里搞了个政务公开大赛，我们没参加"]),
        ("隔壁镇今年被通报了", ["隔壁镇今年被通报了"]),
        ("去年的还没查", ["去年的还没查"]),
        ("请写上领导重视", ["请写上领导重视"]),
        ("应该发了有200条左右吧，后台能查", ["应该发了有200条左右吧", "后台能查"]),
    ],
)
def test_what_is_no_statement_is_left_out_and_told(note: str, out: list[str]) -> None:
    assert left(note) == out
    assert all(item not in said(note) for item in out)


@pytest.mark.parametrize(
    "note",
    [
        "拿不准的由党政办会同司法所商量，再报分管副镇长定",
        "有3件申请内容写得不清楚，发了补正通知",
        "乡便民服务中心设查阅点，全年接待查阅240人次",
        "65个单位中评为优秀的20个、良好的38个、一般的7个",
        "发布前核对可能涉及个人隐私的内容",
        "公开栏换了9块，还有3块没换",
        "行政复议1件还在审",
        "农机站、兽医站两家报送最多",
        "办公室主任负责，2人承办",
        "有2户申请人一共申请5件",
        "市里批复以后，3月印发实施方案",
    ],
)
def test_what_is_a_statement_is_kept(note: str) -> None:
    assert left(note) == []
    assert said(note)


@pytest.mark.parametrize(
    ("note", "kept", "out"),
    [
        # not done, not decided
        ("考评等次还没下达，没有人被追责", "没有人被追责", "考评等次还没下达"),
        ("目录1月公开了，新目录还在法制科审，没批", "目录1月公开了", "没批"),
        ("语音查询还在试运行，没正式用", "", "还在试运行"),
        # ours alone to know
        ("停了2个没几个人看的头条号", "停了2个头条号", "没几个人看的"),
        ("抽查发现4个栏目空着，扣了3分", "抽查发现4个栏目空着", "扣了3分"),
        ("提案答复18件，能公开的都公开了", "提案答复18件", "能公开的都公开了"),
        # one person's
        ("一个人递了12件，问的都是坟地补偿，其中4件按重复申请不予处理", "4件按重复申请不予处理", "12件"),
        ("热线接了60个；有位大爷打了9次问路灯，也都答了", "热线接了60个", "有位大爷"),
        # others called in by name
        ("卫健局、沙坪乡两家被约谈", "两家被约谈", "卫健局、沙坪乡"),
        ("通报了2家，文旅局和石桥镇", "通报了2家", "文旅局"),
        # what a leader said, what was done upon it
        ("副镇长在会上讲“公示不能贴在背阴处”，后来全部移到路口，移了15块", "全部移到路口，移了15块", "背阴处"),
        # told to whoever writes; not ours; not this year's
        ("视频号发了80条；融媒体那个号不是我们的，别算进来", "视频号发了80条", "融媒体"),
        ("解读6篇；另有2篇是抄来的，不算我们写的", "解读6篇", "2篇"),
        ("村里录了30条；各组自己录的50条，那是他们的", "村里录了30条", "50条"),
        ("决策听证2项，还有1项拖到今年2月才开", "", "拖到今年2月"),
        ("收意见300条，采纳多少没统计，大概四五十条吧", "收意见300条", "四五十条"),
        ("夜校办了2期，人数记不清，大概八九十", "夜校办了2期", "大概八九十"),
        ("上一年度评议得了良好，这一年的要等来年4月", "上一年度评议得了良好", "要等来年4月"),
        ("公开信息2000多条（给上面的汇报里是这么写的）", "", "2000多条"),
        ("专项方案9个，公开了7个，另外2个还在走程序", "专项方案9个，公开了7个，另外2个还在走程序", ""),
    ],
)
def test_what_is_no_statement_for_a_public_report_is_left_out_by_its_kind(note: str, kept: str, out: str) -> None:
    given = book(Note(id="n1", aspect="supervision", text=note))
    words = note_parts(given.report.notes[0])
    told = "；".join("".join(span.shown for span in reportable(given, f"note:n1.{part}", text)) for part, text in words)
    assert told == kept
    assert out in "，".join(left(note))


@pytest.mark.parametrize(("carried", "told"), [(0, True), (2, False)])
def test_that_all_was_dealt_with_does_not_stand_beside_what_was_carried_over(carried: int, told: bool) -> None:
    cells = {"requests.new.natural": 5, "requests.results.granted.natural": 5 - carried}
    cells |= {"requests.carry_out.natural": carried} if carried else {}
    made = draft(report("2021", cells, notes=[Note(id="n1", aspect="requests", text="该结的都结了")]))
    assert ("n1" not in {item.note for item in made.dropped}) is told


def test_what_is_left_out_is_listed_once_to_be_verified() -> None:
    notes = [
        Note(id="n1", aspect="supervision", text="好像要评先进，文还没见"),
        Note(id="n2", aspect="supervision", text="培训搞了2次，第二次来的人少"),
    ]
    made = draft(book(*notes).report)
    told = [line for item in to_verify(made) for line in item.lines]
    assert sum("好像要评先进" in line for line in told) == 1
    assert sum("第二次来的人少" in line for line in told) == 1
    text = "".join(sentence.text for sentence in made.report.sentences())
    assert "我镇开展培训2次。" in text
    assert "先进" not in text


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"what": "公示", "object": "低保名单", "quantity": "4批次", "time": "每季度"}, "我镇公示低保名单，共4批次。"),
        (
            {"what": "公示", "object": "低保名单", "quantity": "9次", "time": "每季度"},
            "我镇公示低保名单9次（每季度）。",
        ),
        (
            {"what": "更换", "object": "内容", "quantity": "5期", "channel": "便民中心大厅"},
            "我镇在便民中心大厅更换内容5期。",
        ),
        (
            {"what": "发", "object": "信息", "quantity": "9条", "channel": "县政府网站"},
            "我镇通过县政府网站发布信息9条。",
        ),
        ({"what": "搞", "object": "培训", "quantity": "2次", "result": "58人"}, "我镇开展培训2次，58人参加。"),
    ],
)
def test_rows_go_through_the_same_grammar(columns: dict[str, str], sentence: str) -> None:
    assert said("", **columns).removeprefix("每季度，") == sentence


def test_figures_stay_bound_to_the_note() -> None:
    note = Note(id="n1", aspect="supervision", text="培训搞了两次，一共58人")
    sentence = note_sentences(book(note), [note])[0]
    shown = {span.id.partition(".text1")[0]: span.shown for span in sentence.spans if isinstance(span, FactRef)}
    assert set(shown) == {"note.n1"}
    assert [span.shown for span in sentence.spans if isinstance(span, FactRef)] == ["2次", "58人"]


def test_the_unit_is_named_once_while_it_goes_on() -> None:
    notes = [
        Note(id=f"n{at}", aspect="supervision", text=text) for at, text in enumerate(("开展自查2次", "召开会议3次"))
    ]
    assert [item.text for item in note_sentences(book(*notes), notes)] == ["我镇开展自查2次。", "召开会议3次。"]


def test_what_the_tables_gainsay_is_left_out_and_listed() -> None:
    cells = {"requests.new.natural": 5, "requests.results.granted.natural": 5}
    words = "收到申请8件，登记本上是这个数，都答复了"
    made = draft(report("2021", cells, notes=[Note(id="n1", aspect="requests", text=words)]))
    left = {item.text: item.reason for item in made.dropped}
    assert left["收到申请8件"] == "与表不符：表格新收政府信息公开申请是5；请核对哪个对"
    assert "登记本上是这个数" in left
    assert "8件" not in "".join(item.text for item in made.report.sentences())


def test_the_rest_of_a_list_of_a_note_is_no_result_of_the_tables() -> None:
    cells = {"requests.new.natural": 9, "requests.results.granted.natural": 9}
    words = "按内容分：田地4件，山林3件，其他2件"
    made = draft(report("2021", cells, notes=[Note(id="n1", aspect="requests", text=words)]))
    assert not [item.text for item in made.dropped if "与表不符" in item.reason]


def test_a_note_under_another_aspect_than_its_own_is_told_where_it_belongs() -> None:
    notes = [
        Note(id="n1", aspect="platform", text="公开栏换了3块"),
        Note(id="n2", aspect="platform", text="对了，业务培训9月办了一次，信息员21人参加"),
    ]
    made = draft(report("2021", {"requests.new.natural": 5, "requests.results.granted.natural": 5}, notes=notes))
    found = {paragraph.aspect: paragraph.text for _, paragraph in made.report.paragraphs() if paragraph.role == "body"}
    assert "21人" in found["supervision"]
    assert "21人" not in found["platform"]


def test_who_asked_for_information_is_told_without_a_name() -> None:
    words = "住在石坝村的陈德海要查他家的宅基地审批表，按政府信息答复"
    made = draft(
        report(
            "2021",
            {"requests.new.natural": 5, "requests.results.granted.natural": 5},
            notes=[Note(id="n1", aspect="requests", text=words)],
        )
    )
    text = "".join(item.text for item in made.report.sentences())
    assert "宅基地审批表" in text
    assert "陈德海" not in text
    assert "石坝村" not in text


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("网站发布96条，比上年多了些，多多少要翻旧账", "96条"),
        ("公示栏每周五更换，一直换到11月20日前后", "每周五更换"),
        ("办公室1名专职，9月这名同志借调走了，现在由党政办兼管", "借调"),
    ],
)
def test_what_is_not_certain_of_a_note_is_left_out_and_the_rest_told(words: str, kept: str) -> None:
    made = draft(report("2021", {}, notes=[Note(id="n1", aspect="proactive", text=words)]))
    text = "".join(item.text for item in made.report.sentences())
    assert kept in text
    assert "翻旧账" not in text
    assert "多了些" not in text
    assert "前后" not in text


@pytest.mark.parametrize(
    "words",
    [
        "镇长在年中会上强调，公开要“让老人看得懂、用得上”",
        "书记在例会上讲，公开栏别成了摆设",
        "县水务局也在河堤上贴了通知，我们没参与",
    ],
)
def test_what_leaders_say_and_what_we_had_no_part_in_is_left_out(words: str) -> None:
    notes = [Note(id="n1", aspect="proactive", text=words), Note(id="n2", aspect="proactive", text="网站发布96条")]
    made = draft(report("2021", {}, notes=notes))
    assert "n1" in {item.note for item in made.dropped}
    assert words[-5:] not in "".join(item.text for item in made.report.sentences())


def test_a_rate_of_something_else_is_not_held_against_the_table() -> None:
    words = "12345热线接了860个电话，办结率99.2%"
    cells = {"requests.new.natural": 5, "requests.open.natural": 4, "requests.carry_out.natural": 1}
    made = draft(report("2021", cells, notes=[Note(id="n1", aspect="platform", text=words)]))
    assert "99.2%" in "".join(item.text for item in made.report.sentences())


def test_a_note_that_another_one_holds_is_not_told_twice() -> None:
    notes = [
        Note(id="n1", aspect="proactive", text="镇网站发布146条，其中政策文件31条、工作动态115条"),
        Note(id="n2", aspect="platform", text="镇网站发布146条"),
        Note(id="n3", aspect="platform", text="公开栏4块"),
    ]
    made = draft(report("2021", {"requests.new.natural": 5, "requests.results.granted.natural": 5}, notes=notes))
    assert "".join(item.text for item in made.report.sentences()).count("146条") == 1
    assert "n2" in {item.note for item in made.dropped}


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("收到申请5件", True),
        ("收到申请5件，都是问征地的", False),
        ("有1件请律师一起研究后部分公开", False),
    ],
)
def test_what_the_accounts_tell_is_not_told_again(text: str, once: bool) -> None:
    cells = {"requests.new.natural": 5, "requests.results.granted.natural": 5}
    given = report("2021", cells, notes=[Note(id="n1", aspect="requests", text=text)])
    made = draft(given)
    assert ("n1" in {item.note for item in made.dropped}) is once
    assert any(item.id == "note.n1" for item in made.report.sentences()) is not once


@pytest.mark.parametrize("text", ["收到申请8件", "全年收到申请8件，都是问征地的"])
def test_what_the_tables_gainsay_is_left_out_and_told(text: str) -> None:
    cells = {"requests.new.natural": 5, "requests.results.granted.natural": 5}
    made = draft(report("2021", cells, notes=[Note(id="n1", aspect="requests", text=text)]))
    assert {item.reason.partition("：")[0] for item in made.dropped if item.note == "n1"} == {"与表不符"}
    assert not any(item.id == "note.n1" for item in made.report.sentences())


def marked(text: str, aspect: str = "supervision") -> bool:
    note = Note(id="n1", aspect=aspect, text=text)
    return any(sentence.verbatim for sentence in note_sentences(book(note), [note]))


@pytest.mark.parametrize(
    ("note", "misread"),
    [
        ("20个老人里只有2个看过网站", "检查"),
        ("10个年轻人里有7个没听过村村响", "听取"),
        ("后来县司法局帮着看了答复书才发的", "查看"),
        ("有3件问征地补偿的钱", "咨询"),
        ("大屏滚动放办事指南", "摆放"),
    ],
)
def test_a_verb_is_not_exchanged_outside_its_frame(note: str, misread: str) -> None:
    assert misread not in said(note)


@pytest.mark.parametrize(
    "note",
    [
        "先审后发，党政办过一遍，镇长签字",
        "县里来检查提了2条意见，一周内整改到位",
        "补正11件",
        "场馆开放时段公示 | 4个馆 | 门口+公众号",
        "申请渠道：网上、寄信、窗口",
        "申请表放便民服务中心2号窗口，写信也行",
    ],
)
def test_what_could_not_be_sent_up_is_marked(note: str) -> None:
    assert marked(note)


@pytest.mark.parametrize(
    "note",
    [
        "我镇严格落实“三审三校”制度，全年审核拟公开信息261条，退回修改18条",
        "通过县政府网站公开信息94条，其中财政信息6条、惠农补贴公示41条",
        "每季度由办公室通报各站所发布数量",
        "经自查，未发现泄密情况",
    ],
)
def test_what_is_official_already_is_not_marked(note: str) -> None:
    assert not marked(note)


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (
            "县网站专栏发了156条：动态90条、预决算8条、其他58条",
            "县网站专栏发布信息156条，其中动态90条、预决算8条、其他58条。",
        ),
        ("网站全年发布：动态88，公告41，共129条", "网站全年发布信息129条，其中动态88条、公告41条。"),
        ("公开信息12条（动态7、公告5）", "我镇公开信息12条，其中动态7条、公告5条。"),
        ("公开信息12条，比去年多5条", "我镇公开信息12条，比上年增加5条。"),
        ("低保、危房改造名单，村公开栏都贴了", "我镇在村公开栏张贴低保、危房改造名单。"),
        ("初审：党政办；复审：分管副镇长；终审：镇长", "我镇信息发布由党政办初审、分管副镇长复审、镇长终审。"),
        ("4月请县司法局的人来讲课，各站所的38人听了", "4月，我镇邀请县司法局人员授课，各站所38人参加。"),
        ("没专职，办公室2人兼", "没有专职人员，由办公室2人兼职。"),
    ],
)
def test_clauses_are_composed(note: str, sentence: str) -> None:
    assert said(note) == sentence
    assert not marked(note)


@pytest.mark.parametrize(
    ("note", "out"),
    [
        ("抖音号也开了，没发几条，别写了", "抖音号也开了，没发几条，别写了"),
        ("老王调走了，台账换小周接", "老王调走了，台账换小周接"),
        ("刘某某那件最难缠", "刘某某那件最难缠"),
        ("公开栏换成了玻璃栏，花了多少钱要问财政所", "花了多少钱要问财政所"),
        ("县农商行在我们镇政府门口也贴了利率公告", "县农商行在我们镇政府门口也贴了利率公告"),
        ("区政府办公室1127条、区直部门8945条", None),
    ],
)
def test_gossip_names_and_what_is_not_to_be_written_is_left_out(note: str, out: str | None) -> None:
    assert left(note) == ([out] if out else [])


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("今年公众号基本没咋发，5月停掉了", "2024年公众号基本未如何发，5月已停用。"),
        ("我们打官司3个，赢了2个，还有一个没判", "我镇行政诉讼3个，赢了2个，另有一个未判。"),
        ("高标准农田二期的补偿款，村里来人问了三次", "高标准农田二期的补偿款，村里来人问3次。"),
    ],
)
def test_what_is_half_understood_is_told_as_far_as_it_is_and_marked(note: str, sentence: str) -> None:
    assert marked(note)
    assert said(note) == sentence


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("发布流程：科室拟→主任审→办公室发", "发布流程由科室拟、主任审核、办公室发布。"),
        ("公开的大头：菜价、水价、公交线路", "我镇公开内容主要包括菜价、水价、公交线路。"),
        (
            "服务大厅的公开专区：一体机2台、书架1个，旁边放了空白申请表",
            "服务大厅的公开专区配有一体机2台、书架1个，旁边摆放空白申请表。",
        ),
        ("渠水调度表每月5号贴在各村", "渠水调度表每月5日在各村张贴。"),
        ("组长是镇长，3月因为换届调整过一次", "组长是镇长，3月因换届调整1次。"),
        ("水价公示走公众号，发了12条，还有3个小区没贴", "水价公示通过公众号发布信息12条，另有3个小区未张贴。"),
        ("蔬菜价格，一周一更", "蔬菜价格每周更新。"),
        ("“白沙播报”公众号，发了86篇", "“白沙播报”公众号发布86篇。"),
        ("检查提了3条：电话不对、链接打不开，7月都改了", "检查提出问题3条，即电话不对、链接打不开，7月均已整改。"),
        ("成立审核小组（办公室+法规股）", "我镇成立审核小组（办公室、法规股）。"),
    ],
)
def test_turns_of_speech_are_written_ones(note: str, sentence: str) -> None:
    assert said(note) == sentence


@pytest.mark.parametrize(
    ("note", "misread"),
    [
        ("重要的答复上镇长办公会，议过3次", "召开"),
        ("补贴台账看了3次", "审核"),
        ("党政办管总账：收件、办结", "登记"),
    ],
)
def test_a_turn_of_speech_tells_no_other_act(note: str, misread: str) -> None:
    assert misread not in said(note)


def test_no_turn_of_speech_brings_a_figure_of_its_own() -> None:
    note = Note(
        id="n1", aspect="requests", text="复议两件，一件维持一件被县政府纠正，纠正的那件是答复书没有写诉讼的途径"
    )
    made = draft(
        report("2021", {"remedies.reconsideration.upheld": 1, "remedies.reconsideration.corrected": 1}, notes=[note])
    )
    assert "答复书" in "".join(item.text for item in made.report.sentences())
    assert [item for item in check(made.report) if item.code == "SRC05"] == []


@pytest.mark.parametrize(
    ("note", "out", "stays"),
    [
        ("听说邻县因为泄露住址挨了批，我们马上把自己的栏目查了一遍", ["听说邻县因为泄露住址挨了批"], "查一遍"),
        (
            "石桥乡周大山、周大河兄弟俩一年交了40多件；信息公开栏全年更换12次",
            ["石桥乡周大山、周大河兄弟俩一年交了40多件"],
            "更换12次",
        ),
        (
            "有个叫周桂花的老人交了19件，请她来谈了2次；9月起会商疑难件31件",
            ["有个叫周桂花的老人交了19件", "请她来谈了2次"],
            "31件",
        ),
        ("有家公司要设计底稿，说是投标用，发函问了设计单位，对方不同意", ["说是投标用"], "问了设计单位"),
        ("该不该挂名字拿不准，问了司法所，照他们的意见去掉了住址", ["该不该挂名字拿不准"], "去掉了住址"),
        ("大厅6个窗口，5月装了2台查询机，能查缴费、报销、目录", [], "2台查询机"),
    ],
)
def test_a_firm_fact_stays_beside_what_is_uncertain(note: str, out: list[str], stays: str) -> None:
    assert left(note) == out
    assert stays in said(note)


@pytest.mark.parametrize(
    "note",
    [
        "学费退还的事还在商量，先别往报告里写，写了家长要找",
        "评议今年没搞，报告里写搞了也行吧？",
        "那个姓吴的老申请户又来了，一年递了三十多份",
        "河口村的吴秀珍来了三四趟，最后给她看了合同",
        "水费公开的条数：办公室说216，后台是198，到时候挑一个",
        "财务说是12万，合同上写9万8，有空对一下",
        "书记在会上讲了：“公开栏要让人看得懂”",
        "征地的申请归区征收办，他们那边今年自己答了20件",
        "街坊群众都夸，说我们是全区最透明的街道",
        "市气象局说明年要在我们这搞试点，还没发通知",
    ],
)
def test_what_does_not_belong_in_the_report_is_left_out_whole(note: str) -> None:
    assert said(note) == ""
    assert "".join(left(note)).replace("，", "") == note.replace("，", "")


def test_not_to_be_written_holds_for_the_whole_note() -> None:
    assert said("网站发布信息41条。这条先别往报告里写") == ""
    assert left("网站发布信息41条。这条先别往报告里写") == ["网站发布信息41条", "这条先别往报告里写"]
    assert "41条" in said("网站发布信息41条。粉丝数先别写")


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ((0, 0, 0), "信息处理费没有收过"),
        ((0, 0, 0), "没收过信息处理费"),
        ((1, 300, 300), "全年发出信息处理费收费通知1件，应收300元，实收300元"),
    ],
)
def test_the_fee_is_told_once(cells: tuple[int, int, int], note: str) -> None:
    given = dict(zip(("handling_fee.notices", "handling_fee.charged", "handling_fee.collected"), cells, strict=True))
    made = draft(report("2021", given, notes=[Note(id="n1", aspect="other", text=note)]))
    assert sum("信息处理费" in sentence.text for sentence in made.report.sentences()) == 1


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (
            "全镇信息实行一事一登记，登记本由党政办统一保管，年底归档",
            "全镇信息实行一事一登记，登记本由党政办统一保管，年底归档。",
        ),
        ("公开高标准农田二期项目信息3条", "我镇公开高标准农田二期项目信息3条。"),
        ("县政府网站9月改版，增加“一件事”政策专题3个", "县政府网站9月改版，增加“一件事”政策专题3个。"),
    ],
)
def test_names_and_standing_practice_stay_as_they_are(note: str, sentence: str) -> None:
    assert said(note) == sentence
    assert not marked(note)


def test_ways_of_requests_are_told_apart_from_what_the_accounts_tell() -> None:
    cells = {"requests.new.natural": 8, "requests.carry_in.natural": 1, "requests.results.granted.natural": 9}
    note = Note(id="n1", aspect="requests", text="连去年转来的1件一共9件，当面交的4，网上3，寄信2")
    made = draft(report("2021", cells, notes=[note]))
    text = "".join(sentence.text for sentence in made.report.sentences())
    assert "申请中，当面提交4件、网上提交3件、信函提交2件。" in text
    assert "一共9件" not in text


@pytest.mark.parametrize(
    ("aspect", "note", "sentence"),
    [
        ("proactive", "公众号推文206篇", "公众号发布推文206篇。"),
        ("proactive", "安全提示38期", "我镇发布安全提示38期。"),
        ("requests", "申请6件，网上5件，邮寄1件", "我镇收到政府信息公开申请6件，其中网上提交5件、信函提交1件。"),
    ],
)
def test_a_count_alone_is_told_with_what_its_aspect_is_about(aspect: str, note: str, sentence: str) -> None:
    given = Note(id="n1", aspect=aspect, text=note)
    assert [item.text for item in note_sentences(book(given), [given])] == [sentence]


def test_a_half_year_in_a_note_on_plans_is_not_the_reports_year() -> None:
    unit = Unit.parse("云岭县白沙镇人民政府")
    notes = [Note(id="n1", aspect=aspect, text="上半年把办案指引发到执法队") for aspect in ("plan", "enforcement")]
    plans, done = (
        draft(Report(unit=unit, year=2024, kind="lawful_government", structured=True, notes=[note])).report.sentences()
        for note in notes
    )
    assert not any("2024年上半年" in item.text for item in plans)
    assert any("2024年上半年" in item.text for item in done)


def test_a_row_whose_time_tells_an_act_or_whose_channel_counts_is_told_as_it_happened() -> None:
    drafted = {"what": "起草", "object": "《农村供水管理办法》", "time": "6月公开征求意见", "channel": "县政府网站"}
    assert "起草《农村供水管理办法》，6月公开征求意见（县政府网站）" in said("", **drafted)
    assert "通过与" not in said(
        "", what="开展", object="检查", quantity="48家", channel="与县生态环境部门联合12家、自查36家"
    )


@pytest.mark.parametrize(
    ("aspect", "note", "sentence"),
    [
        ("proactive", "解读：图解5，视频2，一共7篇", "发布解读7篇，其中图解5篇、视频2篇。"),
        ("proactive", "政策解读：9篇；图解6，文字3", "我镇发布政策解读9篇，其中图解6篇、文字3篇。"),
        ("proactive", "镇网站全年发布——政策31、动态52，合计83条", "镇网站全年发布信息83条，其中政策31条、动态52条。"),
        ("management", "规范性文件：制发2，废止1，现行有效6", "我镇制发规范性文件2件、废止1件、现行有效6件。"),
        ("requests", "申请人：自然人12，商业企业3", "按申请人分，自然人12件、商业企业3件。"),
        ("requests", "问的内容：征地批文12 规划许可9 其他3", "申请内容主要为征地批文12件、规划许可9件、其他3件。"),
        ("platform", "政务公开专区：县级1、乡镇9", "政务公开专区包括县级1个、乡镇9个。"),
        ("supervision", "培训：5月；对象：各村信息员；人次：64", "5月，我镇对各村信息员开展培训，64人次参加。"),
        ("proactive", "镇长接听12345 3次", "镇长接听12345共3次。"),
    ],
)
def test_a_list_has_its_whole_and_its_measures(aspect: str, note: str, sentence: str) -> None:
    given = Note(id="n1", aspect=aspect, text=note)
    assert [item.text for item in note_sentences(book(given), [given])] == [sentence]


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("发之前先让分管领导看一遍，镇长签字", "信息发布前由分管领导审核，镇长签发。"),
        ("分管副镇长抓，党政办2个人干", "由分管副镇长负责，党政办2人负责。"),
        ("7件都是党政办接的", "7件均由党政办受理。"),
        ("按时办结的31件，满意的29件", "我镇按时办结31件，满意29件。"),
        ("每月25日由党政办把本月信息导出来核对一遍", "每月25日由党政办把本月信息导出来核对一遍。"),
    ],
)
def test_who_does_what_is_told_as_a_report_has_it(note: str, sentence: str) -> None:
    assert said(note) == sentence


@pytest.mark.parametrize(
    ("note", "out", "stays"),
    [
        ("镇长在全镇春季农业生产调度会上讲“公开栏要办到家门口”，公示栏换了12块", None, "12块"),
        ("石桥村有个何秀英，一个人提了9件", ["石桥村有个何秀英，一个人提了9件"], ""),
        ("考核结果还没下来", ["考核结果还没下来"], ""),
        ("发布解读3篇；另外转了市局的2篇，不算我们做的", ["另外转了市局的2篇，不算我们做的"], "3篇"),
        ("村级公开栏试点……", ["村级公开栏试点……"], ""),
    ],
)
def test_background_one_person_and_what_is_not_ours_is_left_out(note: str, out: list[str] | None, stays: str) -> None:
    assert out is None or left(note) == out
    assert stays in said(note)
    assert "家门口" not in said(note)


@pytest.mark.parametrize(
    ("note", "told"),
    [("2个社区还没有信息查阅点", "2个社区尚无信息查阅点"), ("2个社区还没有设信息查阅点", "2个社区尚未设信息查阅点")],
)
def test_what_is_not_there_is_no_deed_undone(note: str, told: str) -> None:
    assert told in said(note)


def test_a_list_of_counts_is_not_half_told() -> None:
    assert left("清理文件5件：留3件，改1件，废1件") == []


def test_a_post_is_printed_and_no_name() -> None:
    text = said("请县司法局周文海科长讲了依申请公开")
    assert "周文海" not in text
    assert "科长" in text
