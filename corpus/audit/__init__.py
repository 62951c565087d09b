"""The audit of one report: relations, arithmetic, verdicts."""
