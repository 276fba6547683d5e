"""Engines side by side: the same instances, the same objective, one after another on one quiet machine.

    python -m benchmarks compare             the whole set (about two hours on two cores)
    python -m benchmarks compare --quick     two districts, a city, a province (about 25 minutes)
    python -m benchmarks compare --scales year-district --seeds 1-3 --engines ours,highs --seconds 30

Instances come from the shared generator and plans are scored by the shared scorer, leadplan-bench/1: gen.py and
check.py, in the folder that --bench or RICHENG_BENCH_DIR names. Each run is a process of its own. What is measured
is appended to benchmarks/results/<date>-<machine>.json at once; a run that stands there is not repeated, so a
comparison cut short goes on where it stopped. After each run the pages are rendered from that file anew.

    cli           which runs are made, in what order
    engines       who competes, and the command of each
    environment   the peers' own environment, from benchmarks/peers/requirements.lock
    instances     what is solved, made by the generator
    runs          one run: process, clock, memory, scored trace
    results       the file of results, and what is read from it
    table, plot   what people see: Markdown and SVG, pure functions of the results
    aims          what issue 4 asked for, and what was got
    pages         docs/performance.md and what lies beside the results
"""
