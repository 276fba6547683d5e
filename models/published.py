"""The last publication, as a brief hands it in."""

from pydantic import Field

from models.plan import Booking, LeaveStart, Seating, Tabling
from models.research import ResearchBlock
from models.spans import Frozen, Instant


class PublishedBooking(Booking):
    """A booking of the last publication and the instant since which its time has been announced."""

    announced_at: Instant


class Published(Frozen):
    """The last publication's content, without its envelope. issued_weeks: whose arrangement has gone out. agenda:
    which item is on which meeting; left_out: ids of what found no place."""

    number: int = Field(ge=1)
    digest: str
    bookings: tuple[PublishedBooking, ...] = ()
    seats: tuple[Seating, ...] = ()
    research: tuple[ResearchBlock, ...] = ()
    leave: tuple[LeaveStart, ...] = Field(default=(), exclude_if=lambda leave: not leave)
    issued_weeks: tuple[str, ...] = ()
    agenda: tuple[Tabling, ...] = Field(default=(), exclude_if=lambda agenda: not agenda)
    left_out: tuple[str, ...] = Field(default=(), exclude_if=lambda left_out: not left_out)
