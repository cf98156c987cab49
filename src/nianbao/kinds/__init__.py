"""Statutory reports as data, and the small classes that read them."""

from nianbao.kinds.form import DEFAULT_KIND, Aspect, Form, Heading, Required
from nianbao.kinds.grid import Grid, GridCell, layout
from nianbao.kinds.kind import Document, Kind, References
from nianbao.kinds.load import (
    FIRST_YEAR,
    all_kinds,
    documents_of,
    editions,
    editions_marked,
    first_year,
    form_for,
    form_named,
    kind_named,
    kind_of,
    latest,
    load_form,
    references_of,
    subject_pattern,
    subjects,
)
from nianbao.kinds.nodes import Block, CellForm, Node, Table
from nianbao.kinds.relations import Identity, Instance, Parts, Statement, Term

__all__ = [
    "DEFAULT_KIND",
    "FIRST_YEAR",
    "Aspect",
    "Block",
    "CellForm",
    "Document",
    "Form",
    "Grid",
    "GridCell",
    "Heading",
    "Identity",
    "Instance",
    "Kind",
    "Node",
    "Parts",
    "References",
    "Required",
    "Statement",
    "Table",
    "Term",
    "all_kinds",
    "documents_of",
    "editions",
    "editions_marked",
    "first_year",
    "form_for",
    "form_named",
    "kind_named",
    "kind_of",
    "latest",
    "layout",
    "load_form",
    "references_of",
    "subject_pattern",
    "subjects",
]
