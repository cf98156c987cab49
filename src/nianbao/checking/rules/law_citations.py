"""LAW: where a report cites documents, their titles, numbers and how these are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix, Severity
from nianbao.checking.rule import rule
from nianbao.kinds import Document, References, documents_of, editions, references_of
from nianbao.patterns import alternatives, lazy
from nianbao.text import fold


def documents(context: Context) -> tuple[Document, ...]:
    """The documents that reports of this kind cite."""
    report = context.report
    return context.memo("documents", lambda: documents_of(report.kind, report.edition))


def known(context: Context) -> References:
    """What the kind's documents say that reports repeat."""
    return references_of(context.report.kind)


_TITLE = lazy(r"《((?:[^《》\n]|《[^《》\n]*》){2,120})》")
_AFTER = lazy(
    r"[（(]?\s*(国务院令第[0-9]+号|[\u4e00-\u9fff]{2,10}?\s*[〔\[【（［]\s*[0-9]{4}\s*[〕\]】）］]\s*(?:第)?0*[0-9]{1,5}\s*号)"
)
_INSIDE = lazy(r"[（(]([\u4e00-\u9fff]{2,10}?[〔\[【（［][0-9]{4}[〕\]】）］](?:第)?0*[0-9]{1,5}号)[）)]$")


class Cited(NamedTuple):
    """A title in a report: its place, and the number beside it with its own; empty where it has none."""

    start: int
    end: int
    title: str
    number: str
    number_at: tuple[int, int]
    lead: str


@lru_cache(maxsize=2048)
def tidied(title: str) -> str:
    """A title for comparison: one kind of inner brackets, no spaces."""
    text = fold(title).replace("《", "〈").replace("》", "〉").replace("<", "〈").replace(">", "〉")
    return "".join(text.split())


def _tidy_number(number: str) -> str:
    text = "".join(number.split())
    return re.sub(r"[〔\[【（［(]([0-9]{4})[〕\]】）］)](?:第)?0*", r"〔\1〕", text)


def cited(context: Context) -> list[Cited]:
    """Every title in the report with the number that stands behind it, or inside it."""

    def work() -> list[Cited]:
        text = context.document.text
        found = []
        for match in _TITLE.finditer(text):
            title, number, span = match.group(1), "", (0, 0)
            inner = _INSIDE.search(title)
            if inner:
                number, span = inner.group(1), (match.start(1) + inner.start(1), match.start(1) + inner.end(1))
                title = title[: inner.start()]
            elif after := _AFTER.match(text, match.end()):
                number, span = after.group(1), after.span(1)
            lead = text[max(0, match.start() - 30) : match.start()]
            found.append(Cited(*match.span(), tidied(title), _tidy_number(number), span, lead))
        return found

    return context.memo("cited", work)


def tidy_titles(context: Context) -> list[tuple[str, str, Document]]:
    """Every known title: for comparison, as it is, and its document."""
    return context.memo(
        "titles", lambda: [(tidied(title), title, item) for item in documents(context) for title in item.titles]
    )


def _named(context: Context, title: str) -> list[Document]:
    """The documents that a title names, in its words or by its key words: a form laid down anew keeps its title."""
    return [item for tidy, _, item in tidy_titles(context) if title == tidy] or [
        item
        for item in documents(context)
        if any(key in title for key in item.keys) and not any(key in title for key in item.not_keys)
    ]


def _national(context: Context, number: str) -> bool:
    """Whether a number is the State Council's or its offices', not a province's own."""
    return number.startswith(tuple(known(context).national)) or any(
        number.partition("〔")[0] == item.number.partition("〔")[0] for item in documents(context)
    )


_LOCAL = lazy(r"省|市(?!场)|县|自治区|州|转发|实施|贯彻")


@rule("LAW02", "number-against-title", "error", "norm", tags=("form",))
def number_title(context: Context) -> Iterator[Finding]:
    """发文字号与文件名对不上

    【是什么】文件名是〔2019〕60号的，字号写成〔2021〕30号，或者反过来；没有写文件名，字号的机关代字错了。
    【依据】文件本身的名称和字号（这种报告的 documents.yaml 逐条注明是否核实；没有核实的只作警告）。
    【错】
    - 《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）
    【对】
    - 《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）
    - 《云岭县关于做好政府信息公开工作年度报告有关事项的通知》（云政办发〔2023〕9号）
    【怎么改】核对后改正字号或文件名。
    【怎么不报】文件名与字号一致就不会报；地方文件不比较；所依据的文件已被代替的，由 LAW03 说一次。
    【一句话】引用文件要核对文件名和字号。
    """
    yield from _basis_misnumbered(context)
    items = cited(context)
    if not items:
        return
    from rapidfuzz import fuzz

    by_number = {item.number: item for item in documents(context)}
    statute = known(context).statute
    law = next((item for item in documents(context) if statute is not None and item.id == statute.document), None)
    for item in items:
        if not item.number:
            continue
        if (
            statute
            and law
            and item.title.endswith(tuple(map(tidied, law.titles)))
            and item.number[:4] == law.number[:4]
        ):
            if item.number not in (statute.former, law.number):  # the former one: LAW03
                yield _mismatch(context, item, law.number, "error")
            continue
        if not _national(context, item.number):
            continue
        found, numbered = _named(context, item.title), by_number.get(item.number)
        if found and item.number not in {one.number for one in found}:
            named = next((item for item in found if item.holds(context.report.year)), found[0])
            if _LOCAL.search(item.title) and item.title not in map(tidied, named.titles):
                continue
            if any(one.number in superseded_bases(context) for one in found):
                continue  # LAW03: the document itself is another
            if _corrected(context, item.number) == named.number:
                continue  # LAW01: only who issued it is misspelt
            year = context.report.year
            if numbered is not None and year is not None and numbered.holds(year) and not named.holds(year):
                yield _other_title(context, item, numbered)
                continue
            yield _mismatch(context, item, named.number, "error" if named.sure else "warning")
        elif not found and numbered is not None:
            start, end = item.start, item.end
            close = max(fuzz.ratio(item.title, tidied(title)) for title in numbered.titles)
            if close >= 75:
                continue  # LAW05: the right document, its title misquoted
            yield context.mark(
                start,
                end,
                f"{item.number}是《{numbered.titles[0]}》，不是这个文件",
                severity="error" if numbered.sure else "warning",
                evidence={
                    "文中": f"《{item.title}》（{item.number}）",
                    "文件": f"《{numbered.titles[0]}》（{numbered.number}）",
                },
                fix="核对后改正字号或文件名",
            )


def superseded_basis(context: Context) -> list[tuple[Document, list[re.Match[str]]]]:
    """The document that a report rests on in the place of the one in force, and where its beginning names it: the
    first such only; none where the one in force is named."""
    year, form, text = context.report.year, context.form, context.document.folded
    if year is None or form is None or not form.covers(year):
        return []
    preamble = [block for block in context.document.blocks if block.kind == "body"][:6]
    stop = preamble[-1].end if preamble else 0
    bases = {edition.basis.number for edition in editions(form.kind)}
    right = next((item for item in documents(context) if item.number == form.basis.number), None)
    if right is None or next(_cites(text, stop, right), None) is not None:
        return []
    for item in documents(context):
        if item.number == right.number or item.number not in bases:
            continue
        if places := [match for match in _cites(text, stop, item) if not _local(match, item)]:
            return [(item, places)]
    return []


def _cites(text: str, stop: int, item: Document) -> Iterator[re.Match[str]]:
    """Where the beginning of a report cites a document: by its number, however bracketed, or by words of its title."""
    keys = [re.escape(key) + "".join(f"(?![（(]?{re.escape(word)})" for word in item.not_keys) for key in item.keys]
    return re.compile("|".join([_number_pattern(item.number), *keys])).finditer(text, 0, stop)


@lru_cache(maxsize=64)
def _number_pattern(number: str) -> str:
    """A document's number with any brackets, and with a character of its issuer lost: 国办公开函[2019]60号."""
    issuer, _, rest = number.partition("〔")
    year, _, order = rest.partition("〕")
    if not order:
        return re.escape(number)
    loose = issuer[:-2] + "".join(f"{re.escape(char)}?" for char in issuer[-2:])
    return rf"{loose}[〔（\[【]{year}[〕）\]】]\s*{order}"


def _local(found: re.Match[str], item: Document) -> bool:
    """Whether words of a title are a local notice's: what issues the document is not named before "关于"."""
    key = found.group()
    lead = next((title[: title.index(key)] for title in item.titles if key in title), "")
    issuer, about, subject = lead.partition("关于")
    if not about:
        return False  # its number, or a title that names nobody who issues it
    before = found.string[max(0, found.start() - 40) : found.start()]
    return not before.rstrip(about + subject).endswith((issuer[-5:], "《"))


def superseded_bases(context: Context) -> frozenset[str]:
    """Numbers of the documents that the report rests on though another one is in force: LAW03 tells of them."""
    return context.memo("superseded", lambda: frozenset(item.number for item, _ in superseded_basis(context)))


def _corrected(context: Context, number: str) -> str:
    """A document number with its issuer spelt right."""
    issuer, mark, rest = number.partition("〔")
    return next((row.right for row in known(context).issuers if row.find == issuer), issuer) + mark + rest


def _other_title(context: Context, item: Cited, numbered: Document) -> Finding:
    """The number is that of the document in force, the title that of the one before it."""
    title = numbered.titles[0]
    return context.mark(
        item.start,
        item.end,
        f"{item.number}是《{title}》，这里写的是《{item.title[:40]}》",
        severity="error" if numbered.sure else "warning",
        evidence={"文中": item.title, "文件": title},
        fix=Fix(applies="unsafe", text=f"《{title}》", advice=f"核对后改为《{title}》"),
    )


_OF_THE_REPORT = lazy("编制|年度报告|年报|格式")


def _basis_misnumbered(context: Context) -> Iterator[Finding]:
    """A number without a title that is the form's, but for who issued it: 国办发〔2021〕30号."""
    form, text = context.form, context.document.folded
    titled = {item.number_at[0] for item in cited(context) if item.number}
    numbers = {item.number for item in documents(context)}
    if form is None or _tidy_number(form.basis.number) in "".join(text.split()):
        return  # the form is cited by its number: the other one is another document
    for match in _numbers(context):
        issuer = max((name for name in known(context).national if match["issuer"].endswith(name)), key=len, default="")
        start = match.end("issuer") - len(issuer)
        number = _tidy_number(text[start : match.end()])
        right = form.basis.number
        begin, stop = context.clause(*match.span(), "。；\n")
        if (
            issuer
            and number not in numbers
            and number.partition("〔")[2] == right.partition("〔")[2]
            and _corrected(context, number) != right
            and start not in titled
            and _OF_THE_REPORT.search(text, begin, stop)
        ):
            yield context.mark(
                start,
                match.end(),
                f"年度报告格式的字号是{right}，这里写成{number}",
                severity="warning",
                evidence={"文中": number, "文件": right},
                fix=Fix(applies="unsafe", text=right, advice=f"核对后改为{right}"),
            )


def _mismatch(context: Context, item: Cited, right: str, severity: Severity) -> Finding:
    start, end = item.number_at
    return context.mark(
        start,
        end,
        f"《{item.title[:40]}》的字号是{right}，这里写成{item.number}",
        severity=severity,
        evidence={"文中": item.number, "文件": right},
        fix=Fix(applies="unsafe", text=right, advice=f"核对后改为{right}"),
    )


@rule("LAW05", "misquoted-title", "warning", "norm", tags=("form",))
def misquoted(context: Context) -> Iterator[Finding]:
    """文件名引错几个字

    【是什么】《……政府信息公开工作年度报告格式》少了“公开工作”，《……信息公开条列》写错字。
    【依据】文件本身的名称（documents.yaml）。有多少差别算引错是经验，所以只作警告。
    【错】
    - 根据《中华人民共和国政府信息年度报告格式》要求编制。
    【对】
    - 根据《中华人民共和国政府信息公开工作年度报告格式》要求编制。
    - 根据《云岭县政府信息公开条例实施办法》开展工作。
    【怎么改】按文件原名改正。
    【怎么不报】与原名一致，或明显是另一个文件。
    【一句话】文件名照原名写全。
    """
    for item in cited(context):
        right = _misquoted(context, item.title) if len(item.title) >= _TITLE_LEAST else ""
        if not right or any(one.number in superseded_bases(context) for one in _named(context, tidied(right))):
            continue
        yield context.mark(
            item.start,
            item.end,
            f"文件名与原名不同，原名是《{right}》",
            evidence={"文中": item.title, "原名": right},
            fix=Fix(applies="unsafe", text=f"《{right}》", advice="按原名改正"),
        )


_TITLE_LEAST, _TITLE_ALIKE = 7, 86


def _misquoted(context: Context, title: str) -> str:
    """The known title that a title is nearly, but not; empty where there is none. A report repeats its titles."""
    return context.memo(f"misquoted {title}", lambda: _nearly(title, tidy_titles(context)))


def _nearly(title: str, titles: list[tuple[str, str, Document]]) -> str:
    from rapidfuzz import fuzz

    best, right = 0.0, ""
    for tidy, shown, _ in titles:
        if tidy == title:
            return ""
        if abs(len(tidy) - len(title)) <= 6 and (ratio := fuzz.ratio(tidy, title)) > best:
            best, right = ratio, shown
    return "" if best < _TITLE_ALIKE or re.search(r"[0-9]", right) or _other(title, tidied(right)) else right


_OTHER_WORDS = (
    "实施",
    "办法",
    "细则",
    "解读",
    "省",
    "市",
    "县",
    "自治区",
    "规定",
    "贯彻",
    "试行",
    "修订",
    "填报",
    "区",
    "州",
    "全",
)


def _other(title: str, right: str) -> bool:
    """Whether a like title is another document's: it has a word that the known one lacks."""
    return any((word in title) != (word in right) for word in _OTHER_WORDS)


_ISSUER_MOST = 10
_ISSUER = rf"[\u4e00-\u9fff]{{2,{_ISSUER_MOST}}}?"
_BRACKETED_YEAR = lazy(r"[〔\[【（［﹝]\s*[0-9]{2,4}\s*[〕\]】）］﹞]")
_NUMBER = lazy(
    rf"(?P<issuer>{_ISSUER})(?P<open>[〔\[【（［﹝])\s*(?P<year>(?:19|20)?[0-9]{{2}})\s*(?P<close>[〕\]】）］﹞])\s*(?P<ordinal>第)?\s*(?P<zero>0*)(?P<n>[0-9]{{1,5}})\s*号"
)
_ISSUER_ENDS = lazy(r"(?:发|函|字|办|令|公告|通|文|规|政|厅|电|秘|改|建|财|教|人社|卫|局|委|工|示)$")


def _numbers(context: Context) -> list[re.Match[str]]:
    """Every document number: looked for before its bracket with the year, which is rare."""

    def work() -> list[re.Match[str]]:
        text, found, last = context.document.folded, [], 0
        for year in _BRACKETED_YEAR.finditer(text):
            for at in range(max(last, year.start() - _ISSUER_MOST), year.start()):
                match = _NUMBER.match(text, at)
                if match is not None and match.start("open") == year.start():
                    found.append(match)
                    last = match.end()
                    break
        return found

    return context.memo("numbers", work)


_UNCLOSED = lazy(
    r"[〔\[【](?P<year>20[0-9]{2})(?P<n>[0-9]{1,3})号|(?<=[发函字办])(?P<y>20[0-9]{2})[〕\]】](?P<m>[0-9]{1,3})号"
)
_NUMBER_INSIDE = lazy(r"[（(](?:[^（）()《》\n]{2,14}〔[0-9]{4}〕[0-9]{1,5}号|国务院令第[0-9]{1,4}号)[）)]》")


@lru_cache(maxsize=8)
def _issuers(wrong: tuple[str, ...]) -> re.Pattern[str]:
    """What stands for an issuer's sign, before the year in brackets."""
    return lazy(f"({alternatives(wrong)})(?=[〔\\[【（［])")


@rule("LAW01", "document-number-form", "warning", "norm", tags=("form",))
def number_form(context: Context) -> Iterator[Finding]:
    """发文字号写法不对

    【是什么】年份没有用六角括号〔〕，年份不是四位，括号缺了一半，序号前加“第”或“0”，或把字号写进书名号里面。
    【依据】GB/T 9704—2012 第7.2.5条：年份用四位阿拉伯数字、六角括号括入，发文顺序号不加“第”、不编虚位。
    【错】
    - 根据国办公开办函[2021]30号文件要求编制。
    【对】
    - 根据国办公开办函〔2021〕30号文件要求编制。
    - 依照国务院令第711号公布的条例。
    - （2023）浙01行终5号判决已执行。
    【怎么改】改成“机关代字〔年份〕序号号”，放在书名号之后的括号里。
    【怎么不报】写法正确就不会报；法院案号不报。
    【一句话】发文字号写成〔年份〕序号号。
    """
    text = context.document.text
    for match in _numbers(context):
        if not _ISSUER_ENDS.search(match["issuer"]):
            continue
        start, end = match.start("open"), match.end()
        raw = text[match.start("open")] + text[match.start("close")]
        faults = []
        if raw != "〔〕":
            faults.append("年份应当用六角括号〔〕")
        if len(match["year"]) != 4:
            faults.append("年份应当写四位")
        if match["ordinal"]:
            faults.append("序号前不加“第”")
        if match["zero"]:
            faults.append("序号不补0")
        if not faults:
            continue
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        right = f"〔{year}〕{match['n']}号"
        safe = faults == ["年份应当用六角括号〔〕"]
        yield context.mark(
            start,
            end,
            f"发文字号“{text[start:end]}”：{'，'.join(faults)}",
            evidence={"依据": "GB/T 9704—2012 第7.2.5条"},
            fix=Fix(applies="safe" if safe else "unsafe", text=right, advice=f"改为“{right}”"),
        )
    for found in (hit.match for hit in context.search(_UNCLOSED, masked=False)):
        right = f"〔{found['year'] or found['y']}〕{found['n'] or found['m']}号"
        yield context.mark(
            *found.span(),
            f"发文字号“{text[found.start() : found.end()]}”：年份的括号缺了一半",
            evidence={"依据": "GB/T 9704—2012 第7.2.5条"},
            fix=Fix(applies="unsafe", text=right, advice=f"核对后改为“{right}”"),
        )
    for found in _NUMBER_INSIDE.finditer(text) if "》" in text else ():
        yield context.mark(
            *found.span(),
            "发文字号写在书名号里面了",
            fix=Fix(
                applies="unsafe",
                text=f"》{text[found.start() : found.end() - 1]}",
                advice="把书名号的右半移到字号的括号前面",
            ),
        )
    rows = {row.find: row.right for row in known(context).issuers}
    if not rows:
        return
    pattern = _issuers(tuple(rows))
    told = [item.number_at for item in cited(context) if _corrected(context, item.number) in superseded_bases(context)]
    for hit in context.search(pattern, masked=False):
        if any(start <= hit.start < end for start, end in told):
            continue  # LAW03: the document itself is another
        right = rows[hit.match.group(1)]
        yield context.mark(
            *hit.span,
            f"机关代字“{hit.match.group()}”应为“{right}”",
            fix=Fix(applies="unsafe", text=right, advice=f"改为“{right}”"),
        )
