"""A kind of report (报告种类) as a value: what it is called, who makes it and when, the documents it rests on."""

from __future__ import annotations

from pydantic import Field

from nianbao.kinds.tables import Data, Label


class Due(Data):
    """By what day of the next year a report is published (``month``, ``day``).

    Attributes:
        regions: whether it holds for governments of a county and above, or for everyone else.
        basis: where that stands.
    """

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    regions: bool
    basis: str


class Kind(Data):
    """A kind of report.

    Attributes:
        id: the folder's name. name: as a title has it behind the unit and the year.
        names: what else people call it, for ``--kind`` and 种类.
        subjects: words by which a published title tells it from other reports, the form's own first.
        titles: what published titles of it are like, unit and year left out; only to show.
        columns: names of the columns in which sites publish it: no title.
        due: by when. units: kinds of unit that make it; every one where empty.
        unverified: what of this kind nobody has held against an official text; its findings are hints at most.
    """

    id: str
    name: Label
    names: tuple[Label, ...] = ()
    subjects: tuple[Label, ...]
    titles: tuple[Label, ...] = ()
    columns: tuple[Label, ...] = ()
    due: tuple[Due, ...] = ()
    units: tuple[str, ...] = ()
    unverified: str = ""

    @property
    def verified(self) -> bool:
        """Whether its editions were held against official texts."""
        return not self.unverified


class Document(Data):
    """A document that reports cite.

    Attributes:
        number: 发文字号. titles: accepted ways to write the title, the whole one first.
        keys: words that tell its title from others; not_keys: words with which it is another's.
        sure: whether number and title were verified together; the others give at most a warning.
        since, until: report years for which it is in force; always where none is given.
        replaces: ids of documents that are no longer in force once it is.
    """

    id: str
    number: Label
    titles: tuple[Label, ...] = Field(min_length=1)
    keys: tuple[Label, ...] = ()
    not_keys: tuple[Label, ...] = ()
    sure: bool
    since: int | None = None
    until: int | None = None
    replaces: tuple[Label, ...] = ()

    def holds(self, year: int | None) -> bool:
        """Whether it is in force for a report year."""
        return year is None or ((self.since or year) <= year <= (self.until or year))


class Issuer(Data):
    """An issuer's code that is often misspelt: the wrong form, and the right one."""

    find: Label
    right: Label


class Article(Data):
    """What an article of the statute is about, where reports name it by number.

    Attributes:
        then: with it, ``words`` stand in the sentence before the article, and one of ``then`` behind it.
    """

    what: Label
    words: tuple[Label, ...]
    then: tuple[Label, ...] | None = None
    right: tuple[Label, ...]


class Statute(Data):
    """The law that the report rests on, as far as rules know what it says.

    Attributes:
        document: its id among the documents. articles: how many it has.
        former: the number of the text that it revised. since: day from which it is in force, as printed.
    """

    document: Label
    articles: int
    former: Label
    since: Label


class Limit(Data):
    """A time limit of the statute in working days: what stands before the figure and behind it.

    Attributes:
        old: what it was in the statute before. longest: whether shorter is as well.
    """

    what: Label
    days: int
    old: int | None = None
    longest: bool = False
    article: Label
    before: tuple[Label, ...] = Field(alias="from")
    behind: tuple[Label, ...] = Field(alias="to")


class Remedy(Data):
    """Within what time a person may apply for review, or sue."""

    what: Label
    shown: Label
    right: tuple[Label, ...]
    unless: tuple[Label, ...] = ()
    article: Label


class Far(Data):
    """A kind of measure that answers some problems only: words it is told by, and words of the problems it answers."""

    what: Label
    words: tuple[Label, ...] = Field(min_length=1)
    answers: tuple[Label, ...] = Field(min_length=1)


class Topics(Data):
    """``topics.yaml`` of a kind: what problems and measures are about, by their words; nothing where there is none."""

    topics: dict[Label, tuple[Label, ...]] = Field(default_factory=dict)
    far: tuple[Far, ...] = ()


class References(Data):
    """``documents.yaml`` of a kind: the documents it rests on, and what they say that reports repeat.

    Attributes:
        national: issuers whose documents are the ones given; others issue documents of like titles.
        limits_promised: no finding on a limit where the sentence has one of these: it is the unit's own.
    """

    documents: tuple[Document, ...] = ()
    statute: Statute | None = None
    national: tuple[Label, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    articles: tuple[Article, ...] = ()
    limits: tuple[Limit, ...] = ()
    remedies: dict[Label, Remedy] = Field(default_factory=dict)
    limits_promised: tuple[Label, ...] = ()
