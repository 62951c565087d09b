"""Links: what figures have to do with each other, and the words that say so."""
