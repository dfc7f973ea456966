"""Mutation testing of the two modules that the product stands on, with mutmut, in a flat copy of the project.

    pip install mutmut && python benchmarks/mutants.py FOLDER [MODULE ...]

FOLDER is made anew and keeps the results (`cd FOLDER && mutmut results`). mutmut wants packages at the top, and this
project has two source roots, hence the copy. MODULE is a path below `bylint`, `people/comparing.py` for one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
MODULES = ("people", "byline")

CONFIGURATION = """
[tool.mutmut]
paths_to_mutate = [{paths}]
tests_dir = ["tests/people", "tests/byline"]
also_copy = ["bylint", "bylint_rules", "tests", "shared"]
do_not_mutate = ["*/data/*", "*/__init__.py"]
mutate_only_covered_lines = false

[tool.pytest.ini_options]
pythonpath = [".", "tests", "tests/core"]
addopts = "--import-mode=importlib -x -q -p no:cacheprovider"
filterwarnings = ["ignore"]
"""


def main() -> int:
    """Copy, configure, run."""
    target = Path(sys.argv[1]).resolve()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    ignore = shutil.ignore_patterns("__pycache__", "test_byline_cost.py", "test_properties.py", "test_speed.py")
    shutil.copytree(PROJECT / "lint" / "bylint", target / "bylint", ignore=ignore)
    shutil.copytree(PROJECT / "rules" / "bylint_rules", target / "bylint_rules", ignore=ignore)
    shutil.copytree(PROJECT / "tests", target / "tests", ignore=ignore)
    (target / "shared").mkdir()
    paths = ", ".join(f'"bylint/{module}"' for module in sys.argv[2:] or MODULES)
    (target / "pyproject.toml").write_text(CONFIGURATION.format(paths=paths), "utf-8")
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "2"]
    return subprocess.run(command, cwd=target, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
