"""The official forms as data, and the small classes that read them."""

from nianbao.forms.grid import Grid, GridCell, layout
from nianbao.forms.load import FIRST_YEAR, editions, editions_marked, form, form_for, load_form
from nianbao.forms.schema import (
    Aspect,
    Block,
    CellForm,
    Form,
    Heading,
    Identity,
    Node,
    Parts,
    Required,
    Statement,
    Table,
    Term,
)

__all__ = [
    "FIRST_YEAR",
    "Aspect",
    "Block",
    "CellForm",
    "Form",
    "Grid",
    "GridCell",
    "Heading",
    "Identity",
    "Node",
    "Parts",
    "Required",
    "Statement",
    "Table",
    "Term",
    "editions",
    "editions_marked",
    "form",
    "form_for",
    "layout",
    "load_form",
]
