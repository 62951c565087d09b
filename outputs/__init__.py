"""outputs: tables → people. Knows CSV, data package, workbook, review page; computes nothing."""
