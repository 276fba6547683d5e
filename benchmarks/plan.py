"""The demo months: sheet, solve, placement, memory; each in a child of its own, as the service plans."""

from api.jobs import plan_in_child
from benchmarks.measure import DEMO, machine
from intake.brief import read_brief
from models.plan import Plan


def run() -> None:
    """Plan every month of the demo."""
    machine()
    for path in sorted(DEMO.glob("20*.json")):
        answer = plan_in_child(read_brief(path.read_bytes()))
        effort, plan = answer.effort, answer.result
        proof = plan.proof if isinstance(plan, Plan) else None
        how = f"cost {proof.objective} {proof.status.value}" if proof else type(plan).__name__
        print(
            f"{path.stem}  variables {effort.variables}  rows {effort.constraints}  build {effort.build:.2f} s  "
            f"solve {effort.solve:.2f} s  place {effort.place:.2f} s  rounds {effort.rounds}  cuts {effort.cuts}  "
            f"whole {answer.seconds:.2f} s  peak {answer.memory // 2**20} MiB  {how}",
            flush=True,
        )


if __name__ == "__main__":
    run()
