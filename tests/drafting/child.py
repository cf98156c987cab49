"""Draft against an address, in a process of its own: ``child.py ENGINE BASE_URL TIMEOUT``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from drafting.asking import given, settings_for
from drafting.misbehaviour import MODELS
from nianbao import draft
from nianbao.drafting.engines.model_engine import Modelled


def main() -> int:
    """Print what failed; 130 where interrupted."""
    engine, base_url, timeout = sys.argv[1:]
    model = MODELS[engine](settings_for(base_url, timeout=float(timeout), deadline=600.0))
    try:
        found = draft(given(), Modelled(model))
    except KeyboardInterrupt:
        return 130
    sys.stdout.write(json.dumps(found.failures, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
