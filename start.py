"""The one door: sets Richeng up and runs it. Nothing but a Python of 3.11 or newer is needed.

    python3 start.py                  set up, then serve the demo office
    python3 start.py --port 8001      the same; options go through to `serve`
    python3 start.py test [...]       set up for development, then pytest
    python3 start.py soak [...]       the same, then thousands of random cases: --cases N --seed S --lanes L
    python3 start.py soak api [...]   the same, then random requests to the API: --requests N --seed S
    python3 start.py check            set up for development, then every check of the house
    python3 start.py fmt              the same, then put lines and imports in order
    python3 start.py bench [...]      the same, then benchmarks/
    python3 start.py bundle DIR       set up, then make a folder that sets up without a network
    python3 start.py WORD [...]       set up, then `richeng WORD ...`, paths counted from where you stand

Set-up makes .venv beside this file and installs requirements.lock (for development requirements-dev.lock)
with the pip that lies in tools/, every package checked against its hash. RICHENG_CI=1 takes
requirements-ci.lock instead, so that no test need be skipped. What set-up says goes to stderr; stdout belongs
to the word. `check` with anything after it is the word `richeng check`. Where a folder wheels/ lies beside this
file (a bundle), packages come from it alone and no network is asked.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "wheels"  # in a bundle
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

RUN = "requirements.lock"
DEV = "requirements-dev.lock"  # holds RUN
CI = "requirements-ci.lock"  # holds DEV

CHECKS = [
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "ruff", "check", "."],
    ["-m", "mypy"],
    ["-c", "import importlinter.cli as cli; cli.lint_imports_command()"],
    *([["-m", "tools.docs", "--check"]] if (ROOT / "tools" / "docs.py").exists() else []),
]
FORMATTERS = [["-m", "ruff", "check", "--fix", "."], ["-m", "ruff", "format", "."]]

HELP = """日程：区政府领导活动预安排

  python3 start.py               首次运行自动安装，然后打开演示办公室
  python3 start.py --port 8001   同上，其后的选项交给 serve
  python3 start.py test          安装开发依赖并运行全部测试，其后的选项交给 pytest
  python3 start.py soak          安装开发依赖并用随机样例反复核对（--cases 数量 --seed 起始）
  python3 start.py check         安装开发依赖并检查代码（不带参数时）
  python3 start.py fmt | bench   整理代码格式 | 运行性能测试
  python3 start.py bundle 文件夹 做一个离线包，拷到不联网的机器上即可安装
  python3 start.py 命令 …        安装后执行 richeng 命令，如 plan、check 文件、publish、schema、serve

各命令的说明：python3 start.py 命令 --help"""


def main(words: "list[str]") -> int:
    if sys.version_info < (3, 11):
        here = ".".join(map(str, sys.version_info[:2]))
        return stop(f"日程需要 Python 3.11 或更新的版本，这里是 {here}，请换用新版本再运行。")
    if words[:1] in (["-h"], ["--help"], ["help"]):
        print(HELP)
        return 0
    try:
        if words[:1] == ["test"]:
            set_up(DEV)
            os.chdir(ROOT)
            return become("-m", "pytest", *(words[1:] or ["-n", "auto"]))
        if words[:1] == ["soak"]:
            set_up(DEV)
            os.chdir(ROOT)
            if words[1:2] == ["api"]:
                return become("-m", "tests.api.hammer", *words[2:])
            return become("-m", "tests.soak", *words[1:])
        if words == ["check"]:
            set_up(DEV)
            return run_all(CHECKS)
        if words == ["fmt"]:
            set_up(DEV)
            return run_all(FORMATTERS)
        if words[:1] == ["bench"]:
            set_up(DEV)
            return become("-m", "benchmarks", *words[1:])
        if words[:1] == ["bundle"]:
            set_up(RUN)
            return become("-m", "tools.bundle", *words[1:])
        set_up(RUN)
        if not words or words[0].startswith("-"):
            words = ["serve", "--demo", *words]
        return become("-m", "api.cli", *words)
    except SetUpFailed as reason:
        return stop(str(reason))
    except KeyboardInterrupt:
        return 130


def run_all(commands: "list[list[str]]") -> int:
    """Run every command, all of them even when one fails."""
    failed = 0
    for words in commands:
        say("$ python " + " ".join(words))
        failed += subprocess.run([str(PYTHON), *words], cwd=ROOT, env=surroundings()).returncode != 0
    return 1 if failed else 0


class SetUpFailed(Exception):
    """Why the environment could not be made, in a sentence for the person at the terminal."""


def set_up(lock: str) -> None:
    """Bring .venv to what the lock says; a stamp with the lock's hash makes the second time quick."""
    if os.environ.get("RICHENG_CI") == "1":
        lock = CI
    try:
        if not is_stamped(lock):
            with alone():
                if not is_stamped(lock):
                    make_venv()
                    forget_half_installed()
                    install(lock)
    except OSError as fault:
        sentence = f"无法写入运行环境 {VENV}：{fault}。请检查目录权限和磁盘空间，再重新运行。"
        raise SetUpFailed(sentence) from None


def is_stamped(lock: str) -> bool:
    # A larger lock holds the smaller ones, but they are stamped apart: each may change alone.
    stamp = VENV / f"{lock}.stamp"
    return PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint(lock)


def fingerprint(lock: str) -> str:
    digest = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    return "python {}.{} {}\n".format(*sys.version_info[:2], digest)


def make_venv() -> None:
    try:
        import venv
    except ImportError:
        raise SetUpFailed("这台机器的 Python 缺少标准库 venv，请先安装完整的 Python 3.11。") from None
    library = VENV / ("Lib" if os.name == "nt" else "lib/python{}.{}".format(*sys.version_info[:2]))
    if VENV.exists() and not (PYTHON.exists() and library.exists()):
        shutil.rmtree(VENV)  # cut short, or made by another Python
    venv.create(VENV, with_pip=False, symlinks=os.name != "nt")


def forget_half_installed() -> None:
    """pip signs INSTALLER last: what is not signed was cut short, and pip must not take it for installed."""
    for record in VENV.glob("[Ll]ib/**/site-packages/*.dist-info"):
        if not (record / "INSTALLER").exists():
            shutil.rmtree(record)


def install(lock: str) -> None:
    say(f"正在准备运行环境（{lock}），首次需要{'安装' if WHEELS.is_dir() else '下载'}，约一两分钟……")
    for stamp in VENV.glob("*.stamp"):
        stamp.unlink()
    pip = sorted((ROOT / "tools").glob("pip-*.whl"))[-1] / "pip"
    flags = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-input", "-qq"]
    flags += ["--disable-pip-version-check", "--no-warn-script-location"]
    if WHEELS.is_dir():
        flags += ["--no-index", "--find-links", str(WHEELS)]
    command = [str(PYTHON), str(pip), "install", *flags, "-r", str(ROOT / lock)]
    if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode:
        if WHEELS.is_dir():
            kind = (WHEELS / "PLATFORM").read_text(encoding="ascii").strip()
            raise SetUpFailed(
                f"运行环境没有装好（原因见上）。这个离线包只适用于 {kind}，请核对本机的 Python 和系统。"
            )
        raise SetUpFailed(
            "运行环境没有装好（原因见上）。多半是网络不通：请检查网络，或用环境变量 PIP_INDEX_URL "
            "指定可用的软件源，然后重新运行同一条命令。"
        )
    for done in {RUN: [RUN], DEV: [RUN, DEV], CI: [RUN, DEV, CI]}[lock]:
        (VENV / f"{done}.stamp").write_text(fingerprint(done), encoding="ascii")
    say("运行环境已就绪。")


@contextlib.contextmanager
def alone() -> "Iterator[None]":
    """Let one set-up at a time touch .venv; on Windows, trust that there is only one."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with open(ROOT / ".venv.lock", "w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def surroundings() -> "dict[str, str]":
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def become(*words: str) -> int:
    """Turn into the environment's Python; -P keeps the caller's folder from hiding our packages."""
    command = [str(PYTHON), "-P", *words]
    sys.stdout.flush()
    if os.name != "nt":  # where exec returns to the shell before the work is done
        os.execve(PYTHON, command, surroundings())
    return subprocess.run(command, env=surroundings()).returncode


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> int:
    say(sentence)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
