"""The official forms as data, and the small classes that read them."""

from nianbao.forms.grid import Grid, GridCell, layout
from nianbao.forms.load import FIRST_YEAR, editions, editions_marked, form, form_for, load_form
from nianbao.forms.nodes import Block, CellForm, Node, Table
from nianbao.forms.relations import Identity, Instance, Parts, Statement, Term
from nianbao.forms.schema import Aspect, Form, Heading, Required

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
    "Instance",
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
