"""Whether a name is one of a time zone, as far as this machine can tell."""

from __future__ import annotations

_OLD_NAME = "US/Pacific"
"""A machine without it has no old names of zones: Debian ships them in a package of their own, `tzdata-legacy`."""
_NEAR = 0.8
"""How alike a name is that is meant, 1 at most."""


def check_zone(name: str) -> str:
    """The name itself. Raises ValueError, with a suggestion where a name is near, if there is no such zone.

    Where the machine knows no zones at all, every name will do.
    """
    if _is_zone(name) or not _is_zone("Europe/London"):
        return name
    from difflib import get_close_matches  # only where there is an error
    from zoneinfo import available_timezones

    known = {each.lower(): each for each in available_timezones()}
    near = get_close_matches(name.lower()[:60], list(known), n=1, cutoff=_NEAR)
    if not near and not _is_zone(_OLD_NAME):
        return name
    meant = f'; did you mean "{known[near[0]]}"?' if near else '; zones have names such as "Europe/Berlin"'
    raise ValueError(f'there is no time zone "{name[:60]}"{meant}')


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # only where a zone is set

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no such name, no name at all, a folder
        return False
    return True
