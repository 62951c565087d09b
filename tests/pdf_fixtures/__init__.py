"""PDF files by other producers, with the text that they must give back."""
