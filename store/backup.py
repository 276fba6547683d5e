"""A whole copy of the memory while it is in use, and back again.

SQLite copies itself into a new file in one transaction (VACUUM INTO); PostgreSQL dumps one snapshot (pg_dump -Fc). A
copy appears under its name only once it is whole and on the disk.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url

from models.errors import Refused
from store.engine import make_private

PART = ".part"


def suffix_of(url: str) -> str:
    """How a copy's name ends."""
    return ".sqlite3" if make_url(url).get_backend_name() == "sqlite" else ".dump"


def copy_to(url: str, target: Path, check: Callable[[Path], None] = lambda part: None) -> None:
    """Copy the database at an address into a new file.

    check: looks at the copy before it appears under its name; what it raises leaves none. Raises Refused for a name
    that is taken, and for a copy that is not whole; then there is none.
    """
    if target.exists():
        raise Refused(f"备份文件 {target} 已经存在，没有覆盖；请换一个名字或文件夹。")
    part = target.with_name(target.name + PART)
    part.unlink(missing_ok=True)
    try:
        if make_url(url).get_backend_name() == "sqlite":
            _copy_file(_file_of(url), part)
        else:
            _dump(url, part)
        _settle(part)
        check(part)
        os.replace(part, target)
        _settle(target.parent)
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """A small file, under its name only once it is whole and on the disk."""
    part = path.with_name(path.name + PART)
    try:
        part.write_text(text, encoding="utf-8")
        _settle(part)
        os.replace(part, path)
        _settle(path.parent)
    finally:
        part.unlink(missing_ok=True)


def bring_back(source: Path, url: str, *, replace: bool, stamp: str) -> Path | None:
    """Make a copy the database at an address; where the old one was put aside, none where there was none.

    replace: whether there may be one already. stamp: for the name of what is put aside. Nobody else may be at work.
    Raises Refused for a copy that is not whole; the old database is untouched then.
    """
    if not source.is_file():
        raise Refused(f"没有备份文件 {source}，请核对路径。")
    if make_url(url).get_backend_name() == "sqlite":
        return _replace_file(source, _file_of(url), replace, stamp)
    _restore(source, url, replace)
    return None


def check_file(path: Path) -> None:
    """Whether an SQLite file is whole. Raises Refused."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        try:
            told = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        raise Refused(f"{path} 不是完整的数据库文件，不能使用；请换一份备份。") from None
    if told != ["ok"] or orphans:
        raise Refused(f"{path} 有损坏之处（{told[0] if told != ['ok'] else '有的行没有归属'}），请换一份备份。")


def is_reachable(url: str) -> str | None:
    """None where the database answers, else what its driver says, without the address."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
        return None
    except Exception as fault:  # whatever a driver raises
        return type(fault).__name__
    finally:
        engine.dispose()


def _file_of(url: str) -> Path:
    database = make_url(url).database
    if not database:
        raise Refused("内存中的数据库不能备份。")
    return Path(database)


def _copy_file(source: Path, part: Path) -> None:
    if not source.exists():
        raise Refused(f"没有数据库文件 {source}，没有什么可以备份；请核对 --data。")
    make_private(part)
    connection = sqlite3.connect(source, timeout=30)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.DatabaseError as fault:
        raise Refused(f"备份没有做成：{fault}。原数据没有改动。") from None
    finally:
        connection.close()
    check_file(part)


def _replace_file(source: Path, target: Path, replace: bool, stamp: str) -> Path | None:
    check_file(source)
    if target.exists() and not replace:
        raise Refused(f"{target} 已有数据；确要用备份换掉，请加 --replace，原数据会改名保留。")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(target.name + PART)
    part.unlink(missing_ok=True)
    make_private(part)
    try:
        shutil.copyfile(source, part)
        check_file(part)
        _settle(part)
        return _put_in_place(part, target, stamp)
    finally:
        part.unlink(missing_ok=True)


def _put_in_place(part: Path, target: Path, stamp: str) -> Path | None:
    aside = None
    if target.exists():
        aside = target.with_name(f"{target.name}.before-{stamp}")
        _settle_journal(target)
        _put_aside(target, aside)
    os.replace(part, target)
    _settle(target.parent)
    return aside


def _put_aside(path: Path, aside: Path) -> None:
    """A second name for a file that keeps its first until something takes its place: there is never none."""
    if aside.exists() and aside.samefile(path):  # of a restore that was broken off
        return
    try:
        os.link(path, aside)
        return
    except FileExistsError:
        raise Refused(f"{aside} 已经存在，没有覆盖；请稍候再恢复。") from None
    except OSError:  # a disk without hard links
        pass
    shutil.copyfile(path, aside)
    shutil.copymode(path, aside)
    _settle(aside)


def _settle_journal(path: Path) -> None:
    """Let a journal that a crash left be played back before its file gets another name."""
    if not any(path.with_name(path.name + tail).exists() for tail in ("-journal", "-wal")):
        return
    connection = sqlite3.connect(path)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.DatabaseError as fault:
        raise Refused(f"原数据库正在使用或已损坏（{fault}）；请先停止服务，再恢复。") from None
    finally:
        connection.close()


def _dump(url: str, part: Path) -> None:
    make_private(part)
    _run("pg_dump", "-Fc", "--no-owner", "--no-privileges", "--exclude-schema=dbos", "-f", str(part), url=url)
    _run("pg_restore", "--list", str(part), url=None)


def _restore(source: Path, url: str, replace: bool) -> None:
    _run("pg_restore", "--list", str(source), url=None)
    engine = create_engine(url)
    taken = inspect(engine).get_table_names()
    engine.dispose()
    if taken and not replace:
        raise Refused("这个 PostgreSQL 数据库中已有数据；确要用备份换掉，请加 --replace，并先另做一份备份。")
    clean = ("--clean", "--if-exists") if taken else ()
    words = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", *clean)
    _run("pg_restore", *words, "-d", _libpq(url), str(source), url=None)


def _run(program: str, *words: str, url: str | None) -> None:
    """Run one of PostgreSQL's own programs. Raises Refused with its last line."""
    found = shutil.which(program) or _newest(program)
    if found is None:
        raise Refused(f"这台机器上没有 {program}；请安装 PostgreSQL 客户端（postgresql-client）后再试。")
    given = ("-d", _libpq(url)) if url is not None else ()
    done = subprocess.run([found, *given, *words], capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["原因不明"])[-1]
        raise Refused(f"{program} 没有做成：{last}")


def _newest(program: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(found[-1]) if found else None


def _libpq(url: str) -> str:
    """The address as PostgreSQL's own programs read it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _settle(path: Path) -> None:
    """Bring a file or a folder's names to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
