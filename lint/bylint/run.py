"""A run: files found, read and checked one after the other, so that memory does not grow with the archive."""

from __future__ import annotations

import errno
import gc
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bylint.config import Configuration, ConfigurationError, Settings
from bylint.discover import Discovered, Unreadable, discover, relative_posix
from bylint.engine import Active, Checked, Engine, Failure, Plan
from bylint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pydantic import BaseModel

    from bylint.registry import Registry
    from bylint.rule import Rule, RuleOptions
    from bylint.site import SiteFinder


class Run:
    """Everything that one run shares. `cwd` is what reported paths are relative to."""

    def __init__(self, configuration: Configuration, registry: Registry, finder: SiteFinder, cwd: Path) -> None:
        self.configuration = configuration
        self.registry = registry
        self.finder = finder
        self.cwd = cwd
        self.engine = Engine(registry)
        self.notices: list[str] = []
        self._plans: dict[tuple[int, bool], tuple[Settings, Plan]] = {}

    def check(self, paths: Iterable[Path]) -> Iterator[Checked]:
        """Check files and folders, in the order of their paths. Raises ConfigurationError and UsageError."""
        discovery = discover(paths, self.configuration, self.finder, cwd=self.cwd)
        self.notices.extend(f"{path} is left out by an exclude or a .gitignore" for path in discovery.excluded)
        self.notices.extend(discovery.notices)
        unreadable = iter(discovery.unreadable)
        broken = next(unreadable, None)
        with _no_collection():
            for found in discovery:
                while broken is not None and broken.path < found.path:
                    yield self._unreadable(broken)
                    broken = next(unreadable, None)
                if self.is_checked(found):
                    yield self._check_file(found)
            while broken is not None:
                yield self._unreadable(broken)
                broken = next(unreadable, None)

    @staticmethod
    def is_checked(found: Discovered) -> bool:
        """Whether a file is a post, or something else that a section of the configuration names."""
        return found.is_post or bool(found.settings.sections)

    def check_text(self, raw: bytes, found: Discovered) -> Checked:
        """Check bytes as if they were a file's."""
        plan = self.plan(found.settings, is_post=found.is_post)
        source = Source.decode(self.shown(found.file), raw)
        return self.engine.check(source, found.site, plan, root_path=found.path, in_content=found.in_content)

    def check_raw(self, raw: bytes, found: Discovered) -> Checked:
        """The same, unless there are too many."""
        if len(raw) > self.configuration.max_file_size:
            return self._failed(found, self._too_large())
        return self.check_text(raw, found)

    def _too_large(self) -> Failure:
        return Failure("too-large", f"larger than {self.configuration.max_file_size:,} bytes (max-file-size), not read")

    def shown(self, file: str) -> str:
        """A path as reports show it: posix, relative to the working directory."""
        return relative_posix(file, str(self.cwd))

    def _unreadable(self, found: Unreadable) -> Checked:
        failure = Failure("unreadable", found.reason)
        return self.engine.fail(self.shown(found.file), found.path, failure, self.plan(Settings()))

    def _check_file(self, found: Discovered) -> Checked:
        try:
            raw = self._read(found)
        except OSError as error:
            return self._failed(found, Failure("unreadable", reason(error)))
        if raw is None:
            return self._failed(found, self._too_large())
        return self.check_text(raw, found)

    def _failed(self, found: Discovered, failure: Failure) -> Checked:
        return self.engine.fail(self.shown(found.file), found.path, failure, self.plan(found.settings))

    def _read(self, found: Discovered) -> bytes | None:
        """The file's bytes; None where there are too many. What is no regular file (a pipe, a device) is not opened."""
        limit = self.configuration.max_file_size
        descriptor = os.open(found.file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            parts: list[bytes] = []
            size = 0
            while part := os.read(descriptor, 1 << 16 if size == 0 else 1 << 20):
                parts.append(part)
                size += len(part)
                if size > limit:
                    return None
        finally:
            os.close(descriptor)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def plan(self, settings: Settings, *, is_post: bool = True) -> Plan:
        """The rules for one section's posts. Made once. Raises ConfigurationError and RuleError."""
        key = (id(settings), is_post)
        known = self._plans.get(key)
        if known is None:
            known = self._plans[key] = (settings, self._make_plan(settings, is_post=is_post))
        return known[1]

    def _make_plan(self, settings: Settings, *, is_post: bool) -> Plan:
        """Of what is no post, only the schema is checked. What stops a run is always said."""
        active = [
            Active(rule, self._options(rule, settings), settings.severity_of(rule.id))
            for rule in self.registry
            if rule.group == "run"
            or (settings.selects(rule.id, default=rule.default) and (is_post or rule.group in ("schema", "stet")))
        ]
        return Plan(tuple(active), self._schema(settings))

    def _options(self, rule: Rule, settings: Settings) -> RuleOptions:
        given = settings.rules.get(rule.id)
        if not given:
            return rule.options.model_construct()
        from pydantic import ValidationError  # the rules have imported it

        try:
            return rule.options.model_validate(given)
        except ValidationError as error:
            from bylint.config_errors import explain  # only where there is an error

            raise explain(error, file=self.configuration.file, at=("rules", rule.id)) from error

    def _schema(self, settings: Settings) -> type[BaseModel] | None:
        if settings.schema is None:
            return None
        from bylint.declared import build_schema  # only where a schema is declared

        try:
            return build_schema(settings.schema, self.configuration.root)
        except ConfigurationError as error:
            raise self.configuration.error(error.message, error.key or "schema") from error


def check_names(configuration: Configuration, registry: Registry) -> None:
    """Refuse a configuration that names a rule or group which does not exist. Raises ConfigurationError."""
    for name, key in configuration.mentions():
        if name != "all" and not registry.knows(name):
            raise configuration.error(f'no rule or group is named "{name}"{registry.suggest(name)}', key)


def reason(error: OSError) -> str:
    """Why the system refused, in its words."""
    if error.errno == errno.ELOOP:
        return "the link leads round in a circle"
    return error.strerror or type(error).__name__


@contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage collection while posts are checked: looking for cycles costs a third of the run.

    What posts leave in cycles (a traceback, at most) is little.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
