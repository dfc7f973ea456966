"""Keys that only another system reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.diagnostic import Edit, Finding, Fix
from bylint.formats import key_path
from bylint.removals import remove_key
from bylint.rule import RuleOptions, option, rule
from bylint.text import shorten
from bylint_rules.legacy._importers import NESTED, Left, left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


class Options(RuleOptions):
    """What the site's templates do read."""

    keep: tuple[str, ...] = option(
        (), description="keys that the site does use, such as `dsq_thread_id`; `tve_*` stands for all that begin so"
    )


@rule(Options, severity="info")
def importer_key(post: Post, options: Options) -> Iterator[Finding]:
    """The front matter has keys that another system, or a plugin of it, left behind.

    Exports carry over what WordPress, Blogger and their plugins kept with a post. Nothing reads it any more, and it
    hides the few lines that somebody wrote.

    Bad:

        ---
        title: The old lighthouse
        ⟦dsq_thread_id⟧:
          - 3184691766
        ⟦tve_globals⟧:
          - 'a:1:{s:1:"e";s:1:"1";}'
        tags: [harbour]
        thrive_post_fonts: ['[]']
        ---

    Fixed (suggested):

        ---
        title: The old lighthouse
        tags: [harbour]
        ---

    The keys of one origin are told together, at the first of them. `meta`, under which jekyll-import puts them, goes
    when nothing else is in it.

    Bad:

        ---
        title: The old lighthouse
        meta:
          ⟦_edit_last⟧: '1'
          _wp_old_slug: lighthouse
        ---

    Fixed (suggested):

        ---
        title: The old lighthouse
        ---

    Keys that themes read as well, such as `guid`, `enclosure` or `published`, are left alone, and so are those that the
    site's schema declares or its configuration gives to posts.

    Good:

        ---
        title: The old lighthouse
        guid: https://example.org/?p=3
        published: true
        type: post
        ---

    Good (keep=[dsq_thread_id, "tve_*"]):

        ---
        title: The old lighthouse
        dsq_thread_id: 3184691766
        tve_globals: []
        ---

    The fix is only a suggestion: a template of the site may read the key.
    """
    found = left(post)
    if not found:
        return
    by_origin: dict[str, list[Left]] = {}
    for each in found:
        if not _is_kept(post, each.steps[-1], options):
            by_origin.setdefault(each.origin, []).append(each)
    for origin, keys in by_origin.items():
        names = [key_path(each.steps) for each in keys]
        entry = post.document.entry(*keys[0].steps)
        if entry is None or entry.key is None:
            continue
        verb = "is" if len(keys) == 1 else "are"
        yield Finding(
            entry.key,
            f"{shorten(', '.join(names), 100)} {verb} left from {origin}",
            data={"keys": sorted(names), "origin": origin},
            fixes=_fix(post, keys, names),
            field=min(names),  # the same in whatever order the keys stand: a baseline knows it by that
            key=names[0],
        )


def _is_kept(post: Post, key: str, options: Options) -> bool:
    for kept in options.keep:
        if key == kept or (kept.endswith("*") and key.startswith(kept[:-1])):
            return True
    declared = post.declared_schema
    if declared is not None and (
        key in declared.model_fields or any(key == each.alias for each in declared.model_fields.values())
    ):
        return True
    return any(key in each.values for each in post.site.settings.defaults)


def _fix(post: Post, keys: list[Left], names: list[str]) -> tuple[Fix, ...]:
    """Take out the lines of all keys, and of a `meta` that nothing else is in; all or none."""
    document = post.document
    edits: list[Edit | None] = []
    inside = [each.steps for each in keys if len(each.steps) > 1]
    above = document.entry(NESTED) if inside else None
    goes_whole = above is not None and len(above.children) == len(inside)
    for steps in [each.steps for each in keys if len(each.steps) == 1] + ([(NESTED,)] if goes_whole else inside):
        entry = document.entry(*steps)
        mapping = above if len(steps) > 1 else None
        edits.append(remove_key(document, entry, mapping) if entry is not None else None)
    if not edits or any(edit is None for edit in edits):
        return ()
    title = f"remove {names[0]}" if len(names) == 1 else f"remove {len(names)} keys"
    return (Fix(title, tuple(edit for edit in edits if edit is not None)),)
