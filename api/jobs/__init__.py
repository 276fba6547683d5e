"""Jobs: solving outside the request, in limited child processes, on a queue that outlives whoever works.

child.py     one solve in a process with limits of its own; what it tells on the way, and how it is stopped
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
