"""Two hundred hostile texts in every field that people write, through every page of records: text stays text."""

import re
from html.parser import HTMLParser

import pytest

from api.pages.codes import codes_of
from models.accounts import Role
from models.agenda import AgendaItem, Gates
from models.events import Event, Fixed, Kind, Seat, Who
from models.people import Leader
from models.plaintext import one_line
from models.records import Edit, RecordKind
from models.research import ResearchPlan
from models.spans import Span
from tests.api.world import ACT, OWN, World, account
from tests.builders import at
from tests.pages.office import at_work
from tests.render.test_documents_hostile import TEXTS

TAGS = {"script": 4, "img": 0, "iframe": 0}


class Reader(HTMLParser):
    """What a browser would make of a page: its tags, and handlers or addresses in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.bad: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.words.append(value or "")
            if name.startswith("on") or name == "style":
                self.bad.append(f"{tag} {name}")
            if name in ("href", "src", "action") and not (value or "").startswith(("/", "#")):
                self.bad.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def squeezed(text: str) -> str:
    """The text without blanks and whatever a browser does not show."""
    return re.sub(r"[\s\x00-\x1f]+", "", text)


@pytest.fixture(scope="module")
def office(chain):
    world = at_work(chain)
    edits: list[Edit] = []
    with world.store.write(OWN, ACT) as desk:
        for record in desk.records.all(RecordKind.LEADER):
            leader = record.read(Leader)
            evil = leader.model_copy(update={"portfolios": (TEXTS[len(edits)],)})
            edits.append(Edit.of(RecordKind.LEADER, evil, expecting=record.revision))
        for record in desk.records.all(RecordKind.RESEARCH_PLAN):
            plan = ResearchPlan(leader=record.id, topics=TEXTS[40:60])
            edits.append(Edit.of(RecordKind.RESEARCH_PLAN, plan, expecting=record.revision))
        for n, text in enumerate(TEXTS):
            item = AgendaItem(id=f"evil-{n}", title=text, owner="dep-a", unit=text, gates=Gates(), urgent=text[:200])
            edits.append(Edit.of(RecordKind.AGENDA_ITEM, item))
            span = Span(start=at("12-15 09:00"), end=at("12-15 10:00"))
            event = Event(
                id=f"req/evil/{n}", title=text, kind=Kind.WORK, when=Fixed(start=span.start, end=span.end),
                seats=(Seat(id="s1", who=Who(leader="dep-a")),), organiser=text[:100], venue=text, note=text,
            )  # fmt: skip
            edits.append(Edit.of(RecordKind.EVENT, event))
        desk.records.edit(edits)
        for n, text in enumerate(TEXTS):
            person = account(Role.VIEWER)
            called = {"id": f"u-{n}", "login": f"l-{n}", "title": text[:60]}
            desk.accounts.put(person.model_copy(update=called), expecting=None)
        for text in TEXTS[:20]:
            world.links.mint(desk, "u-clerk", "dep-a", text[:60])
    yield world
    world.store.close()


def page(world: World, role: Role, path: str) -> Reader:
    answer = world.sign_in(role).get(path)
    assert answer.status_code == 200, path
    return Reader(answer.text)


@pytest.mark.parametrize(
    ("role", "path", "texts", "least"),
    [
        (Role.CLERK, "/agenda?meeting=2026-12-22", TEXTS, 200),
        (Role.CLERK, "/request", TEXTS, 200),
        (Role.CLERK, "/research", TEXTS[40:60], 20),
        (Role.CLERK, "/subscriptions", tuple(text[:60] for text in TEXTS[:20]), 20),
        (Role.CLERK, "/settings", TEXTS[:6], 6),
        (Role.ADMINISTRATOR, "/settings/accounts", tuple(text[:60] for text in TEXTS), 195),
        (Role.APPROVER, "/trail", (), 0),
    ],
)
def test_text_stays_text(office, role, path, texts, least):
    read = page(office, role, path)
    said = squeezed("".join(read.words))
    found = [text for text in texts if squeezed(one_line(text)) in said or squeezed(text) in said]
    assert len(found) >= least, [text for text in texts if text not in found][:5]
    assert [bad for bad in read.bad if "segno" not in bad] == []
    for tag, most in TAGS.items():
        assert read.tags.count(tag) <= most, tag


def test_a_code_holds_an_address_and_nothing_else():
    made = codes_of('https://a.example/feeds/x"><script>alert(1)</script>.ics')
    for code in (made.http_code, made.webcal_code):
        assert "<script" not in code
        assert code.startswith("<svg")
