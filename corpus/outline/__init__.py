"""The outline that reports follow, and how they answer it."""
