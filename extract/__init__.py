"""extract: file → Document. Knows formats, nothing of meaning."""
