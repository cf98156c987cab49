"""Edits of a Word file made by LibreOffice itself, as a clerk makes them. Run by the Python that has ``uno``.

``python3 uno_edit.py folder file.docx < edits.json``; an edit is a list: its name, then its arguments (see
``EDITS``). The file is opened, edited and saved in place as Word; ``folder`` is for the program's profile.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PARAGRAPH_BREAK = 0
PIPE = f"nianbao{os.getpid()}"


class Missing(Exception):
    """The text to edit is not in the file."""


def setting(name: str, value: Any) -> Any:
    return PropertyValue(Name=name, Value=value)


def found(document: Any, words: str) -> Any:
    """The first place of some words."""
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    place = document.findFirst(search)
    if place is None:
        raise Missing(words)
    return place


def paragraph(place: Any) -> Any:
    """A cursor over the whole paragraph at a place, its mark included."""
    cursor = place.Text.createTextCursorByRange(place.Start)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    cursor.goRight(1, True)
    return cursor


def replace(document: Any, words: str, other: str) -> None:
    found(document, words).String = other


def split(document: Any, words: str) -> None:
    place = found(document, words)
    place.Text.insertControlCharacter(place.Start, PARAGRAPH_BREAK, False)


def join(document: Any, words: str) -> None:
    """Delete the mark at the end of the paragraph with these words."""
    place = found(document, words)
    cursor = place.Text.createTextCursorByRange(place.End)
    cursor.gotoEndOfParagraph(False)
    cursor.goRight(1, True)
    cursor.String = ""


def delete(document: Any, words: str) -> None:
    paragraph(found(document, words)).String = ""


def move(document: Any, words: str, before: str) -> None:
    """Cut a paragraph and paste it in front of another."""
    controller = document.CurrentController
    cursor = paragraph(found(document, words))
    controller.select(cursor)
    held = controller.getTransferable()
    cursor.String = ""
    place = found(document, before)
    start = place.Text.createTextCursorByRange(place.Start)
    start.gotoStartOfParagraph(False)
    controller.getViewCursor().gotoRange(start, False)
    controller.insertTransferable(held)


def add(document: Any, words: str, text: str) -> None:
    """A new paragraph after the one with these words."""
    place = found(document, words)
    cursor = place.Text.createTextCursorByRange(place.End)
    cursor.gotoEndOfParagraph(False)
    place.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    place.Text.insertString(cursor, text, False)


def cell(document: Any, label: str, steps: int, value: str) -> None:
    """Type into the cell that comes so many cells after the one with a label."""
    for table in document.TextTables:
        names = list(table.CellNames)
        texts = ["".join(table.getCellByName(name).String.split()) for name in names]
        if label in texts:
            table.getCellByName(names[texts.index(label) + steps]).String = value
            return
    raise Missing(label)


def unmark(document: Any) -> None:
    """Remove every bookmark."""
    for name in document.Bookmarks.ElementNames:
        bookmark = document.Bookmarks.getByName(name)
        bookmark.Anchor.Text.removeTextContent(bookmark)


def changes(document: Any, *authors: str) -> None:
    """See that the file has tracked changes of just these authors, one for each."""
    found = document.Redlines.createEnumeration()
    seen = []
    while found.hasMoreElements():
        seen.append(found.nextElement().RedlineAuthor)
    if sorted(seen) != sorted(authors):
        raise Missing(f"tracked changes by {seen}")


def accept(document: Any) -> None:
    """Accept every tracked change."""
    dispatcher = document.CurrentController.Frame
    helper = CONTEXT[0].ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", CONTEXT[0])
    helper.executeDispatch(dispatcher, ".uno:AcceptAllTrackedChanges", "", 0, ())


EDITS = {item.__name__: item for item in (replace, split, join, delete, move, add, cell, unmark, changes, accept)}
CONTEXT: list[Any] = []
"""The running program's, once there is one."""


def connected() -> Any:
    resolver = uno.getComponentContext()
    resolver = resolver.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", resolver)
    for _ in range(1200):
        try:
            return resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")


def main() -> None:
    folder, path = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    soffice = shutil.which("soffice") or "soffice"
    command = [soffice, f"-env:UserInstallation={folder.as_uri()}/profile", "--headless", "--norestore", "--nologo"]
    with subprocess.Popen([*command, f"--accept=pipe,name={PIPE};urp;"]) as program:
        try:
            context = connected()
            CONTEXT.append(context)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (setting("Hidden", True),))
            for name, *arguments in json.load(sys.stdin):
                EDITS[name](document, *arguments)
            document.storeToURL(path.as_uri(), (setting("FilterName", "MS Word 2007 XML"),))
            document.close(True)
        finally:
            program.terminate()


if __name__ == "__main__":
    main()
