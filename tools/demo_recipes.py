"""How often the demo office meets what sort of item: a week's recipe, from what offices' tables show."""

from typing import NamedTuple

from tools import demo_texts as words

DEPUTIES = ("exec", "dep-a", "dep-b", "dep-c", "dep-d", "dep-e")
ANYONE = ("head", *DEPUTIES)
WITH_OFFICE = (*ANYONE, "director")
WORKWEEK = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)
TYPICAL = ("09:00", "14:30", "09:00", "14:30", "08:30", "15:00", "10:00", "16:00")
ROOM, VIDEO, STREET, CITY, PROVINCE = "room", "video", "street", "city", "province"
CONGRESS, CPPCC, STUDIO = "congress", "cppcc", "studio"


class Recipe(NamedTuple):
    """One sort of item. weekly: how many in a full week. starts: clock times for fixed items; none: a window.

    titles: ``{t}`` stands for a theme of the leader's work; ``教育|`` before one: only for whoever has that
    portfolio. follow: a deployment meeting comes right after.
    must: duty of fixed items; for windows every `must_every`-th is one. half: fills a half-day.
    """

    kind: str
    weekly: float
    titles: tuple[str, ...]
    minutes: tuple[int, ...]
    where: str
    starts: tuple[str, ...] = ()
    who: tuple[str, ...] = DEPUTIES
    days: tuple[int, ...] = WORKWEEK
    role: str = "attend"
    host: str = "own"
    must: bool = False
    must_every: int = 0
    summoned: bool = False
    follow: bool = False
    half: bool = False
    tentative_every: int = 0
    secrecy: str = ""


FIXED = (
    Recipe("meeting.video_superior", 4, ("全省{t}工作视频会议", "全市{t}工作推进电视电话会议", "全省{t}视频调度会"),
           (90, 60), VIDEO, ("09:00", "14:30", "10:00", "15:30", "08:30"), host="superior", must=True, summoned=True,
           follow=True),
    Recipe("meeting.superior", 1.5, ("市{t}工作会议", "市{t}调度会"), (90, 120), CITY, ("09:00", "15:00"),
           who=ANYONE, host="superior", must=True, summoned=True),
    Recipe("meeting.superior", 0.25, ("省{t}工作座谈",), (120,), PROVINCE, ("10:00", "14:30"), who=ANYONE,
           host="superior", must=True, summoned=True),
    Recipe("inspection_by_superior", 1.25, tuple(f"{said}{{t}}" for said in words.INSPECTED), (180, 150), STREET,
           ("08:30", "14:30"), host="superior", must=True, summoned=True),
    Recipe("meeting.council", 0.5, tuple(words.CONGRESS), (120, 150), CONGRESS, ("09:00", "14:30"), who=ANYONE,
           host="external", must=True),
    Recipe("meeting.council", 0.5, tuple(words.CPPCC), (120, 90), CPPCC, ("14:30", "09:00"), who=ANYONE,
           host="external", must=True),
    Recipe("meeting.leading_group", 1.5, ("{t}领导小组会议", "{t}工作专班例会"), (90, 60), ROOM, TYPICAL,
           role="chair"),
    Recipe("meeting.work", 0.75, ("全区{t}工作会议", "全区{t}推进会"), (90, 120), ROOM, ("09:00", "14:30"),
           role="speaker"),
    Recipe("reception", 1.5, tuple(words.RECEPTIONS), (90, 60), ROOM, ("10:00", "15:00", "16:00"), who=WITH_OFFICE,
           host="external"),
    Recipe("foreign_affairs", 0.4, tuple(words.FOREIGN), (60,), ROOM, ("10:30", "16:00"), who=("head", "dep-e"),
           host="external"),
    Recipe("meeting.coordination", 0.5, tuple(words.JOINT), (60,), ROOM, ("16:00", "17:00"), who=("head",),
           host="joint", must=True),
    Recipe("event.public", 0.6, tuple(words.PUBLIC), (60,), STUDIO, ("10:00", "15:00"), secrecy="open"),
    Recipe("inspection", 1, tuple(words.EARLY), (45, 60), STREET, ("07:00", "07:30")),
    Recipe("inspection", 0.5, tuple(words.NOON), (120, 150), STREET,
           ("11:00", "11:30")),
    Recipe("inspection", 0.5, tuple(words.EVENING), (60, 90), STREET, ("19:30", "20:00")),
    Recipe("inspection", 2, tuple(words.WEEKEND), (90, 120), STREET, ("09:00", "09:30", "15:00"), days=WEEKEND,
           tentative_every=4),
)  # fmt: skip

WINDOWS = (
    Recipe("meeting.special", 5, ("研究{t}专题会议", "{t}专题会议"), (90, 60, 120), ROOM, who=ANYONE, role="chair",
           must_every=4, tentative_every=7),
    Recipe("meeting.coordination", 5, ("{t}有关问题协调会", "{t}协调会"), (60, 90), ROOM, who=WITH_OFFICE,
           role="chair", must_every=5, tentative_every=9),
    Recipe("inspection", 4, ("检查{t}工作", "督导{t}工作落实"), (), STREET, who=ANYONE, half=True, must_every=4),
    Recipe("talk", 3, ("听取{t}情况汇报", "就{t}与有关单位谈话"), (60,), ROOM, who=WITH_OFFICE),
    Recipe("reception", 0.5, tuple(words.GUESTS), (60,), ROOM, who=("head", "exec", "dep-e")),
    Recipe("paperwork", 1, ("批阅文件（预留时段）",), (60, 90), ROOM, who=WITH_OFFICE),
    Recipe("symposium", 0.75, ("{t}基层座谈会",), (120,), STREET, who=ANYONE, role="chair"),
    Recipe("visit.mobilisation", 0.75, tuple(words.MOBILISATION), (120,), STREET),
)  # fmt: skip
