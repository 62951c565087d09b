"""patterns: Document → claims. Knows the language: numbers, units, dates, labels, cues; nothing of files."""
