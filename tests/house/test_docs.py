"""Documents are what the code renders; and nothing tracked tells of a machine, a mailbox or a host."""

import re
import shutil
import subprocess
from pathlib import Path

from tools.docs import documents, main, rules_page

ROOT = Path(__file__).parents[2]
TEXTS = {".py", ".md", ".toml", ".lock", ".json", ".yaml", ".yml", ".html", ".css", ".js", ".svg", ".ics", ".txt", ""}
TOLD = {
    "a home folder": re.compile(r"(?<![\w.])/(?:home|Users|root)/[a-z]"),
    "a mount of a machine": re.compile(r"(?<![\w./-])/(?:mnt|work|workspace|srv)/(?!gov\.)[a-z]"),
    "a drive": re.compile(r"\b[A-Z]:\\\\?(?:Users|work)\b"),
}


def test_rendered_documents_are_fresh(capsys):
    assert main(["--check"]) == 0, capsys.readouterr().out


def test_the_rules_page_is_what_the_rules_render():
    page = ROOT / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == rules_page() == documents()[page]


def test_links_of_rendered_documents_lead_somewhere():
    for path, text in documents().items():
        for link in re.findall(r"\]\(([^)#\s]+)\)", text):
            if not re.match(r"[a-z]+:", link):
                assert (path.parent / link).resolve().exists(), f"{path.name}: {link}"


def test_no_tracked_file_tells_of_a_machine():
    names: list[str] = []
    if (git := shutil.which("git")) is not None:  # a bare machine has none
        listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
        names = [name for name in listed.stdout.split("\0") if name]
    names = names or [str(p) for p in ROOT.rglob("*.py") if ".venv" not in p.parts]
    found = [
        f"{name}: {what}: {match[0]}"
        for name in names
        if (path := ROOT / name).suffix in TEXTS and path.is_file() and path != Path(__file__)
        for what, pattern in TOLD.items()
        if (match := pattern.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert not found, found
