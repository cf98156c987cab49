"""The opaque names by which a paragraph is found again after Word or LibreOffice saved it."""

from __future__ import annotations

import hashlib

__all__ = ["BOOKMARK_PREFIX", "DRAFT_PROPERTY", "EXPORT_PROPERTY", "bookmark"]

BOOKMARK_PREFIX = "nb_"
EXPORT_PROPERTY = "nianbao-export"
"""The custom property that tells an exported file, with what was suggested in it, from the job's own."""
DRAFT_PROPERTY = "nianbao"
"""Name of the custom document property that holds the draft's opaque id."""


def bookmark(paragraph: str) -> str:
    """The Word bookmark of a paragraph.

    Args:
        paragraph: the paragraph's id.

    Returns:
        A name that tells nothing of it: ``nb_`` and 12 hex digits (Word allows 40 characters).
    """
    return BOOKMARK_PREFIX + hashlib.sha256(paragraph.encode()).hexdigest()[:12]
