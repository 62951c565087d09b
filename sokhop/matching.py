"""Of spaCy only the matcher is used, but its package loads pipelines, training and a command line too: half of it."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec


def load_matcher() -> None:
    """Loads the words and the matcher of spaCy without the rest.

    Only for a process that reads one report and ends: nobody there asks for anything else of spaCy, which is missing.
    """
    spec = find_spec("spacy")
    if "spacy" not in sys.modules and spec is not None:
        sys.modules["spacy"] = module_from_spec(spec)  # not run: that is what loads the rest
        import_module("spacy.tokens")  # before spacy.matcher, which wants it whole
