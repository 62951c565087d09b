"""corpus: claims → judgement. Knows many reports: audit, territory, periods, outline, aggregation, history."""
