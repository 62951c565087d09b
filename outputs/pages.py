"""How pages are made: Jinja2 templates that escape everything, style and script within the page, a policy that allows
nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from outputs import wording
from outputs.review_text import short

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"
_SCRIPTS = ("report", "index", "serve")


@cache
def environment() -> Environment:
    """The templates."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["w"] = wording
    made.globals["short"] = short
    made.globals["style"] = _asset("style.css")
    made.globals["scripts"] = {name: _asset(f"{name}.js") for name in _SCRIPTS}
    made.filters["csp_hash"] = _csp_hash
    return made


def as_json(data: object) -> str:
    """JSON that may stand in a script element, whatever the reports say."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _csp_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
