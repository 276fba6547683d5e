"""Engines side by side: the same instances, the same objective, one after another.

The door is benchmarks/compare.py.

Instances come from the shared generator and plans are scored by the shared scorer, leadplan-bench/1: gen.py and
check.py, in the folder that --bench or RICHENG_BENCH_DIR names. Each run is a process of its own. What is measured
is appended to benchmarks/results/<date>-<machine>.json at once; a run that stands there is not repeated, so a
comparison cut short goes on where it stopped. After each run the pages are rendered from that file anew.

    engines       who competes, and the command of each
    environment   the peers' own environment, from benchmarks/peers/requirements.lock
    instances     what is solved, made by the generator
    runs          one run: process, clock, memory, scored trace
    results       the file of results, and what is read from it
    table, plot   what people see: Markdown and SVG, pure functions of the results
    aims          what issue 4 asked for, and what was got
    pages         docs/performance.md and what lies beside the results
"""
