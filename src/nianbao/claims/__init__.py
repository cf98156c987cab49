"""What a text says: figures with their roles, directions, denials.

How to use it, for rules, the lock, binding and metrics:

- ``claims_of(report)`` → ``ReportClaims``: every paragraph read once, kept with the report's roles and facts.
  ``.readings`` is one ``Told`` a paragraph (section, paragraph, ``claims``, ``unplaced``); a
  paragraph is read when its claims are asked for.
- ``ClaimReader(roles_of(form), year, unit).read(text, aspect=…, section=…)`` → ``Reading`` of any text, for a sentence
  that is not in a report yet. Offsets are those of the text as given.
- ``against_facts(claim, book, roles)`` → ``Verdict`` (holds, said, known, right, facts) or None where no table tells;
  ``part_lists(claims, text)`` and ``against_parts(list)``; ``conflicts(readings, roles)`` for one figure told twice.
- ``Reading.statements`` and ``against_form(statement, book, roles)`` → ``Judged``: what is said of the form without a
  figure, in every way to understand it; false where no way holds.
- ``Binder(claims_of(report)).bind(text, aspect=…, section=…, sources=["note:n1"])`` → a ``Bound`` for each figure, year
  and contact literal: its fact, or ``ambiguous``/``none`` with the candidates; ``.spans(text, bounds)`` makes spans of
  it. ``bind_text(text, report)`` does it once.

A ``Claim`` has a role (``requests.new``; its name is ``roles.by_id[role].name``), ``by`` (applicant, channel, subject,
month), value with ``low`` and ``high``, year, scope, direction, ``denied``, ``all``, ``part_of``, and ``sure``. Rules
above hint use sure claims only, and ``claim.whole`` ones for equality with a cell (others are at most the cell).
"""

from nianbao.claims.against_facts import Conflict, Verdict, against_facts, against_parts, conflicts, fact_ids, value_of
from nianbao.claims.against_form import Judged, against_form
from nianbao.claims.bind_text import Binder, Bound, bind_text
from nianbao.claims.by_the_form import Misfit, misfits
from nianbao.claims.claim import By, Claim, Figure
from nianbao.claims.form_statement import Statement
from nianbao.claims.other_meanings import OtherMeanings
from nianbao.claims.part_lists import PartList, part_lists
from nianbao.claims.read_claims import ClaimReader, Reading
from nianbao.claims.report_claims import ReportClaims, Told, claims_of
from nianbao.claims.said import guards_hold, role_value, says
from nianbao.claims.typed_figures import typed_bound, typed_rebound

__all__ = [
    "Binder",
    "Bound",
    "By",
    "Claim",
    "ClaimReader",
    "Conflict",
    "Figure",
    "Judged",
    "Misfit",
    "OtherMeanings",
    "PartList",
    "Reading",
    "ReportClaims",
    "Statement",
    "Told",
    "Verdict",
    "against_facts",
    "against_form",
    "against_parts",
    "bind_text",
    "claims_of",
    "conflicts",
    "fact_ids",
    "guards_hold",
    "misfits",
    "part_lists",
    "role_value",
    "says",
    "typed_bound",
    "typed_rebound",
    "value_of",
]
