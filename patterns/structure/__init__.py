"""Structure: the parts of a report's own form, from letterhead to signature."""
