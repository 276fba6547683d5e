"""What is wrong with the machine, in words that an administrator can act on. Nothing is changed."""

import os
import shutil
import socket
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from api.settings import Settings
from store.backup import is_reachable
from store.engine import wal_is_safe

GIB = 2**30
LITTLE = 1 * GIB
EARLIEST, LATEST = 2026, 2100  # years in which a clock may be right
SKEW = 60.0  # seconds


class Grade(StrEnum):
    """well · notice: it runs, but see to it · ill: it will not run, or not safely."""

    WELL = "well"
    NOTICE = "notice"
    ILL = "ill"

    @property
    def zh(self) -> str:
        """As people say it."""
        return {"well": "正常", "notice": "注意", "ill": "有问题"}[self]


class Finding(NamedTuple):
    """What was looked at, how it is, and what to do."""

    grade: Grade
    what: str
    told: str


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at everything, one finding each."""
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _python(),
        lambda: _sqlite(settings),
        lambda: _folder(settings),
        lambda: _database(settings),
        lambda: _clock(settings, now),
        lambda: _port(settings),
        lambda: _fonts(),
        lambda: _memory(settings),
    )
    for look in looks:
        yield from look()


def _python() -> Iterator[Finding]:
    told = ".".join(map(str, sys.version_info[:3]))
    grade = Grade.WELL if sys.version_info >= (3, 11) else Grade.ILL
    yield Finding(grade, "Python", told if grade is Grade.WELL else f"{told}，需要 3.11 以上")


def _sqlite(settings: Settings) -> Iterator[Finding]:
    if not settings.is_embedded:
        return
    version = sqlite3.sqlite_version_info
    told = sqlite3.sqlite_version
    if wal_is_safe(version):
        yield Finding(Grade.WELL, "SQLite", f"{told}，可用 WAL")
    elif "wal=1" in settings.url:
        yield Finding(Grade.ILL, "SQLite", f"{told} 在 WAL 模式下可能损坏数据；请去掉地址中的 wal=1")
    else:
        yield Finding(Grade.WELL, "SQLite", f"{told}，使用回滚日志（不用 WAL）")


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data
    if not folder.exists():
        above = next(parent for parent in folder.absolute().parents if parent.exists())
        if not os.access(above, os.W_OK):
            yield Finding(Grade.ILL, "数据目录", f"{folder} 还没有，{above} 又不能写；请建好并交给运行服务的用户")
            return
        yield Finding(Grade.WELL, "数据目录", f"{folder} 还没有，首次启动时建立")
        folder = above
    elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(Grade.ILL, "数据目录", f"{folder} 不能读写；请交给运行服务的用户")
        return
    else:
        yield from _permissions(folder)
    free = shutil.disk_usage(folder).free
    grade = Grade.WELL if free >= LITTLE else Grade.ILL if free < LITTLE / 10 else Grade.NOTICE
    yield Finding(grade, "磁盘", f"余 {free / GIB:.1f} GiB" + ("" if grade is Grade.WELL else "，请清理或扩容"))


def _permissions(folder: Path) -> Iterator[Finding]:
    loose = [
        path.name
        for path in (folder, *folder.glob("*.sqlite3"))
        if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    if loose and os.name != "nt":
        yield Finding(Grade.NOTICE, "权限", f"{'、'.join(loose)} 别的用户也能读；请执行 chmod -R go= {folder}")
    else:
        yield Finding(Grade.WELL, "权限", "只有运行服务的用户能读写")


def _database(settings: Settings) -> Iterator[Finding]:
    if settings.is_embedded and not (settings.data / "richeng.sqlite3").exists() and settings.database_url is None:
        yield Finding(Grade.WELL, "数据库", "还没有建立，首次启动时建立")
        return
    fault = is_reachable(settings.url)
    if fault is None:
        yield Finding(Grade.WELL, "数据库", "连得上")
    else:
        yield Finding(Grade.ILL, "数据库", f"连不上（{fault}）；请核对地址、口令和防火墙")


def _clock(settings: Settings, now: datetime) -> Iterator[Finding]:
    if not EARLIEST <= now.year < LATEST:
        yield Finding(Grade.ILL, "时钟", f"显示 {now:%Y-%m-%d %H:%M}，不对；请校准时间（timedatectl）")
        return
    later = [path for path in settings.data.glob("*.sqlite3") if path.stat().st_mtime > now.timestamp() + SKEW]
    if later:
        yield Finding(Grade.NOTICE, "时钟", f"{later[0].name} 的修改时间比现在还晚，时钟可能被拨慢；请检查对时服务")
    else:
        yield Finding(Grade.WELL, "时钟", f"{now:%Y-%m-%d %H:%M}（北京时间）")


def _port(settings: Settings) -> Iterator[Finding]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as fault:
            told = f"{settings.host}:{settings.port} 用不了（{fault.strerror}）；服务已在运行，或请换一个端口"
            yield Finding(Grade.NOTICE, "端口", told)
            return
    yield Finding(Grade.WELL, "端口", f"{settings.host}:{settings.port} 空闲")


FONTS = ("simfang", "fangsong", "仿宋", "notoserifcjk", "notosanscjk", "sourcehan", "wqy", "simsun", "msyh")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "C:/Windows/Fonts")


def _fonts() -> Iterator[Finding]:
    known = (
        path
        for folder in map(lambda name: Path(name).expanduser(), FONT_FOLDERS)
        if folder.is_dir()
        for path in folder.rglob("*.[ot]t[fc]")
    )
    found = next((path for path in known if any(name in path.name.lower().replace("-", "") for name in FONTS)), None)
    if found is not None:
        yield Finding(Grade.WELL, "字体", f"有中文字体（{found.name}）")
    else:
        told = "本机没有中文字体：网页由各人的浏览器显示，不受影响；在本机打印请安装仿宋或思源宋体"
        yield Finding(Grade.NOTICE, "字体", told)


def _memory(settings: Settings) -> Iterator[Finding]:
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return
    wanted = settings.solves * settings.solve_memory * 2**20
    if whole < wanted:
        told = f"共 {whole / GIB:.1f} GiB，同时 {settings.solves} 个计算最多可用 {wanted / GIB:.1f} GiB"
        yield Finding(Grade.NOTICE, "内存", f"{told}；请调低 solve_memory")
    else:
        yield Finding(Grade.WELL, "内存", f"共 {whole / GIB:.1f} GiB，{os.cpu_count()} 个核")
