"""The claims of a whole report: every paragraph read once, with the roles and facts they are held against."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from nianbao.claims.claim import Claim, Figure
from nianbao.claims.read_claims import ClaimReader, Reading
from nianbao.errors import NianbaoError
from nianbao.facts import FactBook, form_of
from nianbao.kinds.load import latest
from nianbao.kinds.roles import Roles, roles_of
from nianbao.report import Paragraph, Report, Section


class Told(NamedTuple):
    """A paragraph and what it says."""

    section: Section
    paragraph: Paragraph
    reading: Reading

    @property
    def claims(self) -> list[Claim]:
        """What it asserts."""
        return self.reading.claims

    @property
    def unplaced(self) -> list[Figure]:
        """Its figures that found no role."""
        return self.reading.unplaced


class ReportClaims:
    """What a report's text says.

    Attributes:
        roles: bound to its edition; to the newest one where neither edition nor year is known.
    """

    def __init__(self, report: Report, book: FactBook | None = None) -> None:
        self.report = report
        try:
            form = form_of(report)
        except NianbaoError:
            form = None
        self.roles: Roles = roles_of(form if form is not None else latest(report.kind))
        self.book = book if book is not None else FactBook(report)
        self.form = form
        self.reader = ClaimReader(self.roles, report.year, report.unit)

    @cached_property
    def readings(self) -> list[Told]:
        """Every paragraph that is no heading, in order."""
        read, form = self.reader.read, self.form
        aspect_of = form.role_of_aspect if form is not None else lambda name: name
        section_of = form.role_of_section if form is not None else lambda name: name
        return [
            Told(
                section,
                paragraph,
                read(paragraph.text, aspect=aspect_of(paragraph.aspect), section=section_of(section.id)),
            )
            for section, paragraph in self.report.paragraphs()
            if paragraph.role == "body"
        ]


def claims_of(report: Report, book: FactBook | None = None) -> ReportClaims:
    """What a report's text says, paragraph by paragraph.

    Raises:
        FormError: the edition leaves a role unbound.
    """
    return ReportClaims(report, book)
