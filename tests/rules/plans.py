"""The plan (方案) of a case sheet. A seat that it does not speak of is taken by its owner."""

from typing import Any

from models.brief import Brief
from models.events import Fixed
from models.plan import Booking, BookingState, LeaveStart, LeftOut, Plan, Seating, Tabling
from tests.rules.chinese_times import half_day, in_session
from tests.rules.facts import Facts, Names, block_from, stretch_of

PLAN_KEYS = {"安排", "另有安排", "另有席位", "调研", "休假", "另有休假", "上会", "未安排"}
NOBODY = "空"


def plan_from(given: Facts, brief: Brief, names: Names) -> Plan:
    """The plan that the sheet tells of."""
    if unknown := set(given) - PLAN_KEYS:
        raise ValueError(f"不认识的方案栏目 {'、'.join(sorted(unknown))}")
    bookings: list[Booking] = []
    seats: list[Seating] = []
    for name, row in given.get("安排", {}).items():
        bookings.append(_booking(name, row or {}, brief, names))
        seats += _seats(name, row or {}, brief, names)
    bookings += [_booking(row["事项"], row, brief, names) for row in given.get("另有安排", ())]
    for row in given.get("另有席位", ()):
        taker = names.leader(row["由"])
        seats.append(Seating(event=names.event(row["事项"]), seat=names.seat(row["席位"]), taken_by=taker))
    return Plan(
        brief=brief.digest,
        horizon=brief.horizon,
        bookings=tuple(bookings),
        seats=tuple(seats),
        research=tuple(block_from(n, row, names) for n, row in enumerate(given.get("调研", ()), 1)),
        leave=tuple(
            LeaveStart(absence=wish, start=half_day(start))
            for told in (given.get("休假", {}), given.get("另有休假", {}))
            for wish, start in told.items()
        ),
        agenda=tuple(Tabling(item=k, event=names.event(v)) for k, v in given.get("上会", {}).items()),
        left_out=tuple(
            LeftOut(subject=names.event(name), reason="本期未能安排", price=0) for name in given.get("未安排", ())
        ),
    )


def _booking(name: str, row: dict[str, Any], brief: Brief, names: Names) -> Booking:
    if unknown := set(row) - {"事项", "时间", "席位", "缺席"}:
        raise ValueError(f"安排“{name}”：不认识的栏目 {'、'.join(sorted(unknown))}")
    event = brief.event_by_id.get(names.event(name))
    fixed = event is not None and isinstance(event.when, Fixed)
    if "时间" in row:
        span = in_session(row["时间"], brief.policy)
    elif event is not None:
        span = stretch_of(event)
    else:
        raise ValueError(f"安排“{name}”应写明时间")
    state = BookingState.FIXED if fixed else BookingState.PLANNED
    return Booking(event=names.event(name), start=span.start, end=span.end, state=state)


def _seats(name: str, row: dict[str, Any], brief: Brief, names: Names) -> list[Seating]:
    event = names.event(name)
    told = {names.seat(k): None if v == NOBODY else names.leader(v) for k, v in row.get("席位", {}).items()}
    absent = {names.leader(k) for k in row.get("缺席", ())}
    concrete = brief.seats_by_event.get(event, ())
    if unknown := set(told) - {seat.key for seat in concrete}:
        raise ValueError(f"安排“{name}”：没有席位 {'、'.join(sorted(unknown))}")
    found = []
    for seat in concrete:
        taker = told.get(seat.key, None if seat.owner in absent else seat.owner)
        found.append(Seating(event=event, seat=seat.key, taken_by=taker))
    return found
