"""A large archive made of real posts, for measuring: copies under other names, spread over folders as years would."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ARCHIVES = Path(os.environ.get("BYLINT_ARCHIVES") or Path(__file__).resolve().parents[2] / "shared" / "archives")
SITES = ("stackstorm/content/posts", "electron/blog", "cds/content", "flink/docs/content/posts")


def yaml_posts() -> list[Path]:
    """The posts with YAML front matter. Raises SystemExit where the archives are not at hand."""
    posts = sorted(path for site in SITES for path in (ARCHIVES / site).rglob("*.md"))
    if not posts:
        raise SystemExit(f"no archives at {ARCHIVES}: these measurements need real posts")
    return posts


def make_archive(folder: Path, count: int) -> list[Path]:
    """Fill a folder with `count` posts below `content/posts/NNN/`, as a Hugo site."""
    posts = yaml_posts()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\n', "utf-8")
    made: list[Path] = []
    for number in range(count):
        target = folder / "content" / "posts" / f"{number // 500:03}" / f"post-{number:06}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(posts[number % len(posts)], target)
        made.append(target)
    return made
