"""Templates: the pages' own, and those that draw answers in the report; nothing is computed in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from bridgehead.present.links import Say
from bridgehead.web.speech import get_say
from bridgehead.web.words import get_translations

#: where Python keeps what it compiled of this package
_COMPILED = Path(cache_from_source(__file__)).parent


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates as compiled the first time, kept beside Python's own; where nothing may be written, not at all."""

    def __init__(self, folder: Path, language: str) -> None:
        """Args: folder: where they are kept. language: that they were compiled for, as words may be in them."""
        super().__init__(str(folder), f"template-{language}-%s.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept of a template as it stands now."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def get_environment(language: str) -> Environment:
    """The templates in a language."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("bridgehead.web"), PackageLoader("bridgehead.present")]),
        autoescape=True,
        bytecode_cache=CompiledTemplates(_COMPILED, language),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.filters |= _build_filters(get_say(language))
    environment.install_gettext_translations(get_translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment


def _build_filters(say: Say) -> dict[str, Callable[..., object]]:
    """Filters for what is not the interface's own: texts of answers, controlled words, names of markets.

    `say` takes a text or a name of a market; `said` a controlled word, `headed` one that begins a line; `said_pairs`
    the (value, text) of a choice.
    """

    def said(word: object) -> str:
        return say(str(word).replace("_", " "))

    def headed(word: object) -> str:
        words = said(word)
        return words[:1].upper() + words[1:]

    def said_pairs(pairs: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
        return [(pair[0], say(pair[1]), *pair[2:]) for pair in pairs]

    return {"say": say, "said": said, "headed": headed, "said_pairs": said_pairs}
