"""The office's own rules of seats: each filled once, by somebody who may, and known."""

from collections.abc import Iterator

from tests.oracle import chapter_03
from tests.oracle.chapter_08 import BODIES
from tests.oracle.world import World


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of the house rules of seats."""
    yield from _known_and_once(world)
    for event, booking in world.held():
        there = world.attendees(event.id)
        if len(set(there)) != len(there):
            yield "house-one-seat", event.id
        for place in world.places[event.id]:
            taker = world.taker(event.id, place.key)
            if taker is None:
                if place.member and event.kind in BODIES:
                    continue  # a member's: 43-a judges it
                if place.listed is not None:
                    in_town = not all(world.away_in_any(who, world.halves_of(booking)) for who in place.listed)
                else:
                    in_town = place.owner is not None and not world.away_in_any(place.owner, world.halves_of(booking))
                called = place.owner is not None and chapter_03.kept_away(world, event, place.owner)
                if place.required and in_town and not called:
                    yield "house-seats-filled", event.id
                continue
            listed = taker in (place.listed or ()) or world.is_decided(event.id, place.key, taker)
            if place.owner is None and not listed:
                yield "house-seats-filled", event.id


def left_open(world: World) -> Iterator[tuple[str, str]]:
    """Required seats that nobody may take: the owner, or all on the list, are away, or there is no owner at all."""
    for event, booking in world.held():
        for place in world.places[event.id]:
            if not place.required or world.taker(event.id, place.key) is not None:
                continue
            if place.listed is not None:
                if all(world.away_in_any(who, world.halves_of(booking)) for who in place.listed):
                    yield "house-seats-filled", event.id
            elif place.owner is None:
                yield "house-seats-filled", event.id
            elif place.coverable or place.member:
                continue
            elif world.away_in_any(place.owner, world.halves_of(booking)):
                yield "house-seats-filled", event.id


def _known_and_once(world: World) -> Iterator[tuple[str, str]]:
    seen = set()
    for booking in world.plan.bookings:
        known = world.events.get(booking.event)
        if booking.event in seen or known is None or world.goes_on(known):
            yield "house-one-booking", booking.event
        seen.add(booking.event)
    rows = set()
    for seating in world.plan.seats:
        place = seating.event in world.events and any(p.key == seating.seat for p in world.places[seating.event])
        if not place or (seating.event, seating.seat) in rows or seating.event not in world.booked:
            yield "house-one-booking", seating.event
        rows.add((seating.event, seating.seat))
