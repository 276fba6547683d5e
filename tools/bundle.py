"""A folder that sets up without a network: sources, the wheels of requirements.lock for this platform, fingerprints.

    python3 start.py bundle DIR      on a machine that has a network, of the kind that it is for

DIR/start.py then installs from DIR/wheels alone; every wheel is still checked against its hash in the lock.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.lock"
WHEELS = "wheels"
MANIFEST = "MANIFEST.sha256"
LEFT = {".git", ".venv", ".venv.lock", "data", "build", "dist", "__pycache__", WHEELS, MANIFEST}
LEFT_ENDINGS = (".pyc", ".egg-info", "_cache", ".sqlite3", ".hypothesis")


def main(words: list[str]) -> int:
    """Make the folder; what went wrong goes to stderr in Chinese."""
    if len(words) != 1 or words[0].startswith("-"):
        print("用法：python3 start.py bundle 文件夹（尚不存在，或是空的）", file=sys.stderr)
        return 2
    folder = Path(words[0]).resolve()
    if folder.exists() and any(folder.iterdir()):
        print(f"{folder} 已有内容，没有改动；请换一个空文件夹。", file=sys.stderr)
        return 1
    if folder.is_relative_to(ROOT):
        print("离线包不能放在程序目录之内，请换一个地方。", file=sys.stderr)
        return 1
    count = copy_sources(folder)
    if fault := download(folder / WHEELS):
        print(f"依赖没有下载全：{fault}", file=sys.stderr)
        return 1
    (folder / WHEELS / "PLATFORM").write_text(platform_name() + "\n", encoding="ascii")
    size = write_manifest(folder)
    print(f"离线包已做好：{folder}")
    print(f"源文件{count}个，共 {size / 2**20:.0f} MiB，适用于 {platform_name()}。", file=sys.stderr)
    print("拷到内网机器后运行其中的 start.py，不需要网络。", file=sys.stderr)
    return 0


def copy_sources(folder: Path) -> int:
    """Copy the program; how many files."""
    count = 0
    for path in sources():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
        count += 1
    return count


def sources() -> Iterator[Path]:
    """The program's files: what is under version control, or all that is not made by running it."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        words = ["git", "-C", str(ROOT), "ls-files", "-z"]
        listed = subprocess.run(words, capture_output=True, check=True).stdout.decode().split("\0")
        yield from (path for name in listed if name and (path := ROOT / name).is_file())
        return
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        left = any(part in LEFT or part.endswith(LEFT_ENDINGS) for part in parts)
        if path.is_file() and not left:
            yield path


def download(folder: Path) -> str:
    """Fetch the wheels of the lock, each checked against its hash; why not, empty: done."""
    folder.mkdir(parents=True)
    here = ROOT / WHEELS  # a bundle makes another bundle without a network
    source = ["--no-index", "--find-links", str(here)] if here.is_dir() else []
    pip = sorted((ROOT / "tools").glob("pip-*.whl"))[-1] / "pip"
    flags = [
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "--no-input",
        "-qq",
        "--disable-pip-version-check",
    ]
    words = [sys.executable, str(pip), "download", *flags, *source, "-d", str(folder), "-r", str(ROOT / LOCK)]
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode == 0:
        return ""
    return (done.stderr.strip().splitlines() or ["原因不明"])[-1]


def write_manifest(folder: Path) -> int:
    """Fingerprints of all files, as `sha256sum -c` reads them; their size in bytes."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files
    ]
    (folder / MANIFEST).write_text("".join(lines), encoding="utf-8")
    return sum(path.stat().st_size for path in files)


def platform_name() -> str:
    """For what the wheels are: Python, system, machine."""
    return f"python {sys.version_info[0]}.{sys.version_info[1]} {platform.system().lower()} {platform.machine()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
