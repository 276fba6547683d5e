"""Write the three lock files anew, each holding the one before it.

    python3 tools/lock.py            keep what is pinned, add what pyproject.toml newly asks for
    python3 tools/lock.py --upgrade  take the newest of everything

Needs uv on the path, or its address in UV. No address of a package index gets into the files, so a lock made
behind a mirror is good everywhere.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

RUN = "requirements.lock"
DEV = "requirements-dev.lock"
CI = "requirements-ci.lock"

LOCKS = {
    RUN: [],
    DEV: ["--group", "dev", "--constraint", RUN],
    CI: ["--group", "dev", "--group", "ci", "--constraint", DEV],
}


def main() -> int:
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        print("uv is not here. Install it in an environment of its own and name it in UV.", file=sys.stderr)
        return 1
    for lock, asked in LOCKS.items():
        command = [uv, "pip", "compile", "pyproject.toml", *asked, "--universal", "--python-version", "3.11"]
        command += ["--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet", *sys.argv[1:]]
        subprocess.run([*command, "--output-file", lock], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        pins = sum("==" in line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines())
        print(f"{lock}: {pins} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
