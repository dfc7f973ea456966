"""What a rule is: a documented generator function with options, bound by a decorator.

The function's module gives the rule its name: `…/author/contradicts_byline.py` holds `author/contradicts-byline`.
`rule` makes one that looks at a post, `archive_rule` one that compares the posts of an archive.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from bylint.diagnostic import SEVERITIES
from bylint.options import RuleOptions, option, required_of

__all__ = ["Needs", "Rule", "RuleDefinitionError", "RuleOptions", "archive_rule", "option", "rule"]

if TYPE_CHECKING:
    from bylint.archive.facts import Alike, Fact, Said
    from bylint.diagnostic import Finding, Severity

Needs = Literal["metadata", "document", "engine", "archive"]
"""What a rule looks at: metadata that could be read, any document, what came of the engine's work, or all posts."""
_NEEDS = tuple(each for each in get_args(Needs) if each != "archive")


class RuleDefinitionError(TypeError):
    """A decorator was given what makes no rule."""


Check = Callable[[Any, Any], "Iterator[Finding] | Iterator[Said]"]
Facts = Callable[[Any], "Iterator[Fact | Alike]"]


class Rule(NamedTuple):
    """A rule as the registry knows it.

    `default` is False for rules that are off until asked for. A `preview` rule is new: it is off until the
    configuration says `preview = true` or the rule is selected by its own name. `facts` says what an archive rule keeps
    of each post; several rules may share it.
    """

    id: str
    check: Check
    options: type[RuleOptions]
    severity: Severity
    default: bool
    needs: Needs
    aliases: tuple[str, ...]
    preview: bool = False
    facts: Facts | None = None

    @property
    def group(self) -> str:
        """The part of the name before the slash."""
        return self.id.partition("/")[0]

    @property
    def summary(self) -> str:
        """The first paragraph of the documentation, on one line."""
        return " ".join(self.documentation.partition("\n\n")[0].split())

    @property
    def documentation(self) -> str:
        """The rule's page: the docstring of its function."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def fixable(self) -> Literal["safe", "suggested"] | None:
        """Whether it offers fixes, as its page's example says."""
        for line in self.documentation.splitlines():
            if line.startswith("Fixed"):
                return "suggested" if "suggested" in line else "safe"
        return None


def rule(
    options: type[RuleOptions] = RuleOptions,
    *,
    severity: Severity,
    default: bool = True,
    needs: Needs = "metadata",
    aliases: tuple[str, ...] = (),
    preview: bool = False,
) -> Callable[[Check], Rule]:
    """Make a generator function `(post, options)` a rule.

    `options` is a class that derives from RuleOptions, `severity` what a finding weighs unless it or the configuration
    says otherwise, `default=False` keeps it off until it is selected, `aliases` are names that it had before, and
    `preview=True` marks a rule that is still being tried. Raises RuleDefinitionError for arguments that make no rule.
    """
    _check_definition(options, severity, aliases)
    if needs not in _NEEDS:
        raise RuleDefinitionError(f"what a rule `needs` is one of {', '.join(_NEEDS)}")

    def bind(check: Check) -> Rule:
        name = _name_of(check)
        _check_function(check, "post")
        return Rule(name, check, options, severity, default, needs, aliases, preview)

    return bind


def archive_rule(
    options: type[RuleOptions] = RuleOptions,
    *,
    facts: Facts,
    severity: Severity,
    default: bool = True,
    aliases: tuple[str, ...] = (),
    preview: bool = False,
) -> Callable[[Check], Rule]:
    """Make a generator function `(archive, options)` a rule that compares posts.

    `facts` is a generator function that is called once with each post whose metadata could be read and yields a Fact
    for all that is kept of it. It says nothing of the clock or of other posts: what it yields is stored and used again
    until the post, its site or the rules change. Rules that compare the same share one function. The rest is as for
    `rule`.
    """
    _check_definition(options, severity, aliases)
    if not hasattr(facts, "__qualname__") or not callable(facts):
        raise RuleDefinitionError("the `facts` of an archive rule are a function that takes a post")

    def bind(check: Check) -> Rule:
        name = _name_of(check)
        _check_function(check, "archive")
        return Rule(name, check, options, severity, default, "archive", aliases, preview, facts)

    return bind


def _name_of(check: Any) -> str:
    if not callable(check) or not hasattr(check, "__name__"):
        raise RuleDefinitionError("a rule is a function")
    group = check.__module__.split(".")[-2] if "." in check.__module__ else ""
    name = check.__name__.strip("_").replace("_", "-")
    return f"{group}/{name}".replace("_", "-")


def _check_function(check: Any, subject: str) -> None:
    """Refuse what cannot be called with two values, and what would have to be awaited."""
    code = getattr(check, "__code__", None)
    if code is not None and code.co_flags & (inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        raise RuleDefinitionError("a rule is a plain function: `def`, not `async def`")
    if code is not None and code.co_argcount == 2 and not code.co_kwonlyargcount:  # as nearly all have
        return
    try:
        signature = inspect.signature(check)
        signature.bind(None, None)
    except TypeError:
        raise RuleDefinitionError(
            f"a rule is called with ({subject}, options), and this one takes {signature}"
        ) from None
    except ValueError:  # of what is written in C, nobody knows
        return


def _check_definition(options: object, severity: object, aliases: object) -> None:
    if not isinstance(options, type) or not issubclass(options, RuleOptions):
        raise RuleDefinitionError("the options of a rule are a class that derives from RuleOptions")
    if (required := required_of(options)) is not None:
        raise RuleDefinitionError(f"the option {required} needs a default: rules run without any configuration")
    if severity not in SEVERITIES:
        raise RuleDefinitionError(f"the severity of a rule is one of {', '.join(SEVERITIES)}")
    if not isinstance(aliases, tuple) or not all(isinstance(name, str) for name in aliases):
        raise RuleDefinitionError('the aliases of a rule are a tuple of names, such as ("house/older-name",)')
