"""The archive: facts kept of each post, and the rules that compare them."""

from __future__ import annotations

from bylint.archive.facts import Alike, Archive, Fact, Group, Member, Said, Suggestion

__all__ = ["Alike", "Archive", "Fact", "Group", "Member", "Said", "Suggestion"]
