"""Files that no program would write: made at random from sound ones, read, and kept when a reader fails on them."""
