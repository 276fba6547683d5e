"""The functions that fill the templates; each answers with a whole page of HTML."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.pages.codes import Codes
from api.pages.fit import fit
from models.audience import Audience
from models.plaintext import one_line
from render.week_model import WeekTable

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"

HUES = (
    ("decision", "区政府、区委会议"),
    ("superior", "上级会议和督查"),
    ("research", "调研"),
    ("reception", "接待、外事"),
    ("ceremony", "事务性活动"),
    ("petition", "信访接待"),
    ("other", "其他工作"),
)
COLUMNS = (
    ("日期", "date"),
    ("星期", "day"),
    ("时间", "time"),
    ("内容", "title"),
    ("地点", "venue"),
    ("主持", "chair"),
    ("出席领导", "attend"),
    ("承办单位", "unit"),
    ("备注", "note"),
)


class Choice(NamedTuple):
    """One line of a menu."""

    text: str
    href: str
    current: bool


class Nav(NamedTuple):
    """Where one can go from a week. work: to the board, or to the sign-in for a guest."""

    previous: str
    this: str
    next: str
    is_this: bool
    versions: Sequence[Choice]
    readers: Sequence[Choice]
    newest: int
    superseded: bool
    newest_href: str
    nearest: str
    nearest_zh: str
    subscribe: str
    papers: Sequence[Choice]
    work: Choice


def _percent(part: int, whole: int) -> str:
    return f"{min(100.0, 100 * part / whole if whole else 0):.4g}%"


TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters["line"] = one_line
TEMPLATES.globals.update(percent=_percent, hues=HUES, columns=COLUMNS)


def week_page(table: WeekTable, audience: Audience, nav: Nav, today: date) -> str:
    """The week: matrix, what stands beside it, the list, and every item in full."""
    numbers = {line.id: n for n, line in enumerate(table.lines, 1)}
    notices = table.provisional + nav.superseded
    template = TEMPLATES.get_template("week.html")
    return template.render(
        table=table, audience=audience, nav=nav, today=today, numbers=numbers, fit=fit(table, notices)
    )


def login_page(title: str, next_page: str, fault: str = "") -> str:
    """The door: one field for the key."""
    return TEMPLATES.get_template("login.html").render(title=title, next=next_page, fault=fault)


def error_page(title: str, detail: str) -> str:
    """What went wrong and the way out."""
    return TEMPLATES.get_template("error.html").render(title=title, detail=detail)


def nothing_page() -> str:
    """An office that has published nothing yet."""
    return TEMPLATES.get_template("nothing.html").render()


def subscribe_page(whose: str, codes: Codes, back: str) -> str:
    """An audience's feed, and how a phone takes it."""
    return TEMPLATES.get_template("subscribe.html").render(whose=whose, codes=codes, back=back)


def sign_in_page(fault: str, demo: bool = False, vouched: bool = False) -> str:
    """Where a person says who they are. demo: whether a newcomer may walk in; vouched: whether another system may
    vouch for somebody."""
    return TEMPLATES.get_template("sign_in.html").render(fault=fault, demo=demo, vouched=vouched)


def enter_page(title: str, fault: str) -> str:
    """A one-time link's page: in as this account, with a new password or without."""
    return TEMPLATES.get_template("enter.html").render(title=title, fault=fault)
