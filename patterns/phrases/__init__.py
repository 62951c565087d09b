"""Phrases: the words of a clause around a figure, for what, who, where and when."""
