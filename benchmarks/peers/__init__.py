"""Engines that an engineer would reach for instead, each a process of its own: instance in, plan and trace out.

    python -m benchmarks.peers.NAME INSTANCE --seconds N --out PLAN --trace TRACE

    clerk      a greedy clerk: leave, meetings, fixed times by priority, research, windows
    highs      HiGHS alone on half-day Booleans with capacities, minutes placed afterwards
    scip       SCIP on the same program
    timefold   Timefold's default local search from the clerk's plan (Java, see timefold/)
    naive      CP-SAT's defaults on optional intervals and NoOverlap

They read leadplan-bench/1 and import nothing of the product. HiGHS and ortools cannot live in one process, so
HiGHS, SCIP and the jars of Timefold stand in requirements.lock here, for an environment of their own that the
harness makes (benchmarks/contest/).

Every line of a trace is an incumbent: {"t": seconds since the process began, "bound": or null, "plan": {...}}. The
harness scores each plan with the bench's own scorer, so no engine's word is taken for what its plan costs. A
half-day program's incumbent is placed after the clock has stopped and counted at the instant it was found.
"""
