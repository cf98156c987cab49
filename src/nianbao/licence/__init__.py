"""Licence: what a drafted sentence may say, given its sources."""

from nianbao.licence.sources import Source, Sources
from nianbao.licence.verdict import Doubt, Verdict, judge

__all__ = ["Doubt", "Source", "Sources", "Verdict", "judge"]
