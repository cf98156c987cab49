"""Tracked changes of many Word files accepted or rejected by LibreOffice itself. Run by the Python that has ``uno``.

``python3 uno_settle.py folder < jobs.json``; a job is ``[file, "accept" or "reject", out]``. One program does them all.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from uno_edit import PIPE, connected, setting

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def main() -> None:
    folder = Path(sys.argv[1]).resolve()
    soffice = shutil.which("soffice") or "soffice"
    command = [soffice, f"-env:UserInstallation={folder.as_uri()}/profile", "--headless", "--norestore", "--nologo"]
    with subprocess.Popen([*command, f"--accept=pipe,name={PIPE};urp;"]) as program:
        try:
            context = connected()
            manager = context.ServiceManager
            desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            for path, how, out in json.load(sys.stdin):
                document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (setting("Hidden", True),))
                helper.executeDispatch(document.CurrentController.Frame, COMMANDS[how], "", 0, ())
                left = document.Redlines.createEnumeration()
                if left.hasMoreElements():
                    raise SystemExit(f"{path}: tracked changes are left")
                document.storeToURL(Path(out).as_uri(), (setting("FilterName", "MS Word 2007 XML"),))
                document.close(True)
        finally:
            program.terminate()


if __name__ == "__main__":
    main()
