"""spaCy's words and matcher without the rest of its package, which is half of what it takes to load.

What its `__init__` loads (pipelines, training, a command line) comes when somebody asks the package for more.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec

__all__ = ["Doc", "PhraseMatcher", "Vocab"]


class _Rest:
    """Runs what was postponed, before an attribute or a module of the package that is not there yet is given."""

    def __init__(self) -> None:
        self._spec = find_spec("spacy")
        if self._spec is None or self._spec.loader is None:
            raise ModuleNotFoundError("spacy")
        self._loader = self._spec.loader
        self.package = module_from_spec(self._spec)

    def postpone(self) -> None:
        sys.modules["spacy"] = self.package
        import_module("spacy.tokens")  # before spacy.matcher, which wants it whole
        import_module("spacy.matcher")
        vars(self.package)["__getattr__"] = self._attribute  # PEP 562
        sys.meta_path.insert(0, self)  # finds nothing itself

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.startswith("spacy."):
            self._run()

    def _attribute(self, name: str) -> object:
        self._run()
        return getattr(self.package, name)

    def _run(self) -> None:
        sys.meta_path.remove(self)
        del vars(self.package)["__getattr__"]
        self._loader.exec_module(self.package)


if "spacy" not in sys.modules:
    _Rest().postpone()

from spacy.matcher import PhraseMatcher  # noqa: E402
from spacy.tokens import Doc  # noqa: E402
from spacy.vocab import Vocab  # noqa: E402
