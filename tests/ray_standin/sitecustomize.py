"""On the PYTHONPATH of a Ray cluster in a test: the process that reads documents gets the reader that misbehaves."""

import sys

if "sokhop.engines.reader" in sys.orig_argv:
    from misbehaving import read_report

    import sokhop.pipeline

    sokhop.pipeline.read_report = read_report
