"""The official forms as data, and the small classes that read them."""

from nianbao.kinds.form import Aspect, Form, Heading, Required
from nianbao.kinds.grid import Grid, GridCell, layout
from nianbao.kinds.load import FIRST_YEAR, editions, editions_marked, form_for, form_named, load_form
from nianbao.kinds.nodes import Block, CellForm, Node, Table
from nianbao.kinds.relations import Identity, Instance, Parts, Statement, Term

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
    "form_for",
    "form_named",
    "layout",
    "load_form",
]
