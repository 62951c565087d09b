"""The reader of plain text and Markdown."""
