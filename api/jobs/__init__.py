"""Jobs: solving outside the request, in limited child processes, on a queue that outlives whoever works.

begun.py     children from a warm server, begun and ended
inside.py    what a child does, its limits, and what it says
child.py     one solve in a child: who looks on, how it is stopped, when it is ended
asking.py    a question in a child: so many at once, so long, and no longer
port.py      what others ask of jobs: submit, progress, stop, cancel, result
desk_jobs.py those five over the store: a run is a row of ours, and it alone says how things stand
work.py      what a worker does with one run: take it, solve, beat, write down, end
lease.py     who has fallen silent, by our own watch, and what is to be handed out again
durable.py   the durable engine behind (DBOS), which only carries `office, run, attempt` to a worker
landing.py   whether a result still stands on today's records
events.py    a run's progress as a stream that can be picked up again
"""

from api.jobs.child import EFFORT, PATIENCE, Answer, ChildLimits, How, Onlooker, Word, plan_in_child

__all__ = ["EFFORT", "PATIENCE", "Answer", "ChildLimits", "How", "Onlooker", "Word", "plan_in_child"]
