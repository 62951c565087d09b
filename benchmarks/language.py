"""How fast the language is read: MB of report text a second on one core, in all and stage by stage.

    python -m benchmarks.language [file ...]

Without files it reads a report of twelve pages that is made on the spot. A byte of the text is a byte of its UTF-8.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.made import make
from benchmarks.timing import best
from corpus.audit.report import audit
from extract.document import Document
from extract.read import read
from patterns import read_claims
from patterns.citations import citations
from patterns.context import in_context
from patterns.find import Prose, find
from patterns.letterhead import letterhead
from patterns.measure import measure
from patterns.outline import outline
from patterns.relate import relate
from patterns.tables.read import read_tables

KEY = "0" * 12


def stages(document: Document) -> Iterator[tuple[str, Callable[[], object]]]:
    """The stages of `patterns.read_claims`, each on what those before it made; then the audit of the whole."""
    prose, sections = Prose.of(document), outline(document)
    head = letterhead(document, sections)
    found = find(document, prose, sections, head)
    mentions, _ = read_tables(document, prose, found)
    measured = measure(document, prose, sections, mentions, KEY)
    related, _ = relate(document, prose, measured)
    claims = read_claims(document, KEY)
    yield "outline", lambda: outline(document)
    yield "letterhead", lambda: letterhead(document, sections)
    yield "find", lambda: find(document, Prose.of(document), sections, head)
    yield "tables", lambda: read_tables(document, prose, found)
    yield "measure", lambda: measure(document, prose, sections, mentions, KEY)
    yield "relate", lambda: relate(document, prose, measured)
    yield "context", lambda: in_context(document, prose, sections, head, mentions, related)
    yield "citations", lambda: citations(document)
    yield "audit (no part of it)", lambda: audit(document, claims)


def main() -> None:
    """Prints one table a file."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(name) for name in sys.argv[1:]] or [make(Path(folder) / "12-pages.docx", 12)]
        for path in files:
            document = read(path)
            size = len(document.text.encode())
            whole = best(lambda: read_claims(document, KEY), 15)  # noqa: B023 - called at once
            print(f"{path.name}: {size} bytes, {len(read_claims(document, KEY).figures)} figures")
            print(f"  {'language stage':<24}{whole * 1000:8.1f} ms{size / whole / 1e6:8.2f} MB/s")
            for name, job in stages(document):
                taken = best(job, 15)
                print(f"    {name:<22}{taken * 1000:8.1f} ms{taken / whole:8.0%}")


if __name__ == "__main__":
    main()
