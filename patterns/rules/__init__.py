"""The rules, by what they read."""
