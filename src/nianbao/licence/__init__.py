"""Licence: what a drafted sentence may say, given its sources.

How to use it::

    sources = Sources(report)                    # once a report; takes the FactBook too, where there is one
    verdict = judge("信息由综合办登记。", sources, ["note:n1"])
    verdict.licensed                             # nothing of it is in doubt (a short unknown word may stand once)
    verdict.grounded                             # False: nothing but neutral words, it rests on no source
    verdict.why                                  # plain Chinese, for a complaint to a model or a mark to a clerk
    for doubt in verdict.doubts: doubt.start, doubt.end, doubt.kind, doubt.why, doubt.slight

A sentence may use the words of the notes that it cites, words of the same meaning, neutral words (``vocabulary.yaml``,
each group with its reason), the unit's own names and, where it cites cells, the form's wording. It keeps the notes'
relations (``relations.yaml``): who does what, before what, what is denied, planned, limited, how often, how many of
what. ``doubt.kind`` is ``words``, ``figure``, or the relation that is broken. Without ``cited`` the sentence is held
against the notes most like it. Figures are judged by value and measure among the sources' figures; places of figures
that code put in (``put_in(sentence)``) go into ``bound`` and are not judged again.
"""

from nianbao.licence.sources import Source, Sources
from nianbao.licence.verdict import Doubt, Verdict, judge, put_in

__all__ = ["Doubt", "Source", "Sources", "Verdict", "judge", "put_in"]
