"""Where the names on a page lead: a page of their own where there is one, nowhere in a file that stands alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from bridgehead.answers import ActorRef, MarketRef
from bridgehead.present.names import write_name

#: how a page says a fixed text: as it stands, or in the language of the page
Say = Callable[[str], str]


def _nowhere(_: str) -> None:
    """A file that stands alone has no other page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses of what an answer names; None where it has no page.

    Attributes:
        actor: of an actor's id. market: of a market's code. entry: of the id of any entry.
        sentence: a sentence as the page shows it; it may make links of the commands that it names.
        say: a controlled word, or words of the drawing itself, as the page says them.
    """

    actor: Callable[[str], str | None] = _nowhere
    market: Callable[[str], str | None] = _nowhere
    entry: Callable[[str], str | None] = _nowhere
    sentence: Callable[[str], str] = str
    say: Say = str

    def write(self, named: ActorRef | MarketRef, *, words: str | None = None) -> Markup:
        """A name, linked where it has a page.

        Args:
            named: an actor or a market. words: what to write; None writes the name as the answer shows it.
        """
        if isinstance(named, ActorRef):
            market, address = named.market, self.actor(named.id)
        else:
            market, address = None, self.market(named.code)
        name = write_name(str(named) if words is None else words, market)
        return Markup('<a class="name" href="%s">%s</a>') % (address, name) if address else name


#: of a file that stands alone
NO_LINKS = Links()
