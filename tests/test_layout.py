"""The house has three floors, and imports go down only."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# floor: what its modules must not import
FORBIDDEN = {
    "diemtin": {"assets", "pipelines", "dagster"},
    "assets": {"pipelines"},
    "pipelines": set(),
}


def modules() -> list[Path]:
    return sorted(path for floor in FORBIDDEN for path in (ROOT / floor).rglob("*.py"))


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    floor = path.relative_to(ROOT).parts[0]
    assert not imported(path) & FORBIDDEN[floor]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_workspace_yaml_has_no_rival() -> None:
    assert "[tool.dagster]" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_lock_file_has_hashes_and_no_index_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|file://", lock)
    requirements = re.split(r"\n(?=\S)", lock.strip())
    assert all("--hash=sha256:" in requirement for requirement in requirements)


def test_the_lock_file_keeps_the_exact_pins_of_the_project() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r'"([\w-]+==[\d.]+)"', project)
    assert len(pins) == 4
    assert all(re.search(rf"^{re.escape(pin)}\b", lock, re.M) for pin in pins)


def test_nothing_of_the_generated_data_is_committed() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "data"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    folders = {path.split("/")[1] for path in listed.stdout.splitlines() if "gitkeep" not in path}
    assert folders <= {"sample", "registry", "training", "sources.yaml"}
