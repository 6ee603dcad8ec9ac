"""A view: one request for a page, with what is on screen, and the ways to answer it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from starlette.datastructures import FormData

from bridgehead import firm as firms
from bridgehead.answers import Answer
from bridgehead.firm import Firm
from bridgehead.firm.library import LibraryCaseError, find_case_names
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.present.links import Links, Say
from bridgehead.questions import Question
from bridgehead.web.access import Access
from bridgehead.web.address import LENS_OPTIONS, Choices, read_lens, spread, write_address, write_lens
from bridgehead.web.advice import advise
from bridgehead.web.assets import build_palette, get_asset
from bridgehead.web.lens_bar import build_lens_bar
from bridgehead.web.messages import MESSAGE_COOKIE, Message, read_messages, write_messages
from bridgehead.web.navigation import build_navigation
from bridgehead.web.pages import Page
from bridgehead.web.snapshot import Snapshot
from bridgehead.web.speech import get_say
from bridgehead.web.templating import get_environment
from bridgehead.web.words import choose_language, get_translations
from bridgehead.web.workspace import Look, Workspace

V = TypeVar("V")
THEMES = ("auto", "light", "dark")
#: choices that every address keeps
_KEPT = ("case", *LENS_OPTIONS)


@dataclass(frozen=True)
class View:
    """One request for a page.

    Attributes:
        request: as it came. page: what it is for. workspace: where it looks. access: the secrets of this run.
        look: the case and the lens of its address. language, theme: as the person chose.
    """

    request: Request
    page: Page
    workspace: Workspace
    access: Access
    look: Look
    language: str
    theme: str

    # what is looked at

    @property
    def firm(self) -> Firm:
        """The record, or the case, that is on screen."""
        return self.workspace.get_firm(self.look.case)

    @property
    def own(self) -> Firm:
        """The record, to change it.

        Raises:
            LibraryCaseError: a case of the library is on screen, which stays as it is.
        """
        if self.look.case:
            raise LibraryCaseError(self.look.case)
        return self.workspace.firm

    @property
    def may_change(self) -> bool:
        """Whether what is on screen can be changed."""
        return not self.look.case and self.workspace.has_record and not self.workspace.firm.store.is_read_only

    @cached_property
    def snapshot(self) -> Snapshot:
        """The record as it stands now."""
        return self.workspace.see(self.look.case)

    @cached_property
    def network(self) -> Network:
        """The record through the lens of the address."""
        return self.workspace.get_network(self.look)

    def ask(self, question: Question) -> Answer:
        """The answer to a question through the lens of the address, kept until the record changes."""
        return self.workspace.get_answer(question, self.look)

    def derive(self, make: Callable[[Network], V]) -> V:
        """What a function makes of the network, kept until the record changes."""
        return self.workspace.derive(make, self.look)

    # addresses

    @property
    def path(self) -> str:
        """The path of this address as it was meant, nothing in it quoted."""
        return str(self.request.scope["path"])

    @property
    def action(self) -> str:
        """This address without any choice, where a form goes that sends its own."""
        return write_address(self.path, ())

    @cached_property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """The choices that every address on the page keeps: case and lens."""
        case = [("case", self.look.case)] if self.look.case else []
        return (*case, *write_lens(self.look.lens))

    def link(self, path: str, **choices: Any) -> str:  # noqa: ANN401 - text, lists of text or None
        """The address of a page with what is on screen kept: case, day, lens."""
        return write_address(path, (*self.kept, *spread(cast("Choices", choices))))

    def here(self, **changes: Any) -> str:  # noqa: ANN401 - as above
        """This address with some choices changed; None takes one away."""
        pairs = [pair for pair in self.request.query_params.multi_items() if pair[0] not in changes and pair[1]]
        return write_address(self.path, (*pairs, *spread(cast("Choices", changes))))

    @cached_property
    def links(self) -> Links:
        """Where names in answers lead."""
        return Links(
            actor=lambda id_: self.link(f"/actors/{id_}"),
            market=lambda code: self.link(f"/reach/{code}"),
            entry=lambda id_: self.link(f"/entries/{id_}"),
            sentence=self.advise,
            say=self.say,
        )

    def advise(self, sentence: str) -> Markup:
        """A sentence in which commands are links to the pages that do the same."""
        return advise(sentence, self.link, self._)

    @property
    def choices(self) -> dict[str, str]:
        """The page's own choices: what the address holds besides case and lens."""
        return {name: value for name, value in self.request.query_params.items() if name not in _KEPT}

    # answering

    def _(self, text: str) -> str:
        """Words of the interface in the language of the page."""
        return get_translations(self.language).gettext(text)

    @property
    def say(self) -> Say:
        """How the page says a controlled word, the name of a market, or a text of an answer."""
        return get_say(self.language)

    def render(self, template: str, *, status: int = 200, **context: Any) -> Response:  # noqa: ANN401 - a template's
        """A page.

        Args:
            template: its file. status: of HTTP. context: what the template draws; nothing is computed there.
        """
        page = get_environment(self.language).get_template(template).render(self._build_context() | context)
        response = HTMLResponse(page, status_code=status)
        if MESSAGE_COOKIE in self.request.cookies:
            response.delete_cookie(MESSAGE_COOKIE)
        return response

    def _build_context(self) -> dict[str, Any]:
        return {
            "view": self,
            "page": self.page,
            "navigation": build_navigation(self),
            "firm_name": self._name_firm(),
            "lens_bar": build_lens_bar(self),
            "messages": read_messages(self.request),
            "asset": get_asset,
            "palette": build_palette()[0],
            "language": self.language,
            "theme": self.theme,
            "today": firms.today(),
            "csrf": self.access.form,
        }

    def _name_firm(self) -> str:
        if not self.look.case and not self.workspace.has_record:
            return ""
        own = self.snapshot.own_firm
        return own.name if own else self.snapshot.name

    def go(self, address: str, *messages: Message) -> Response:
        """Send the browser to another page, which shows the messages once."""
        response = RedirectResponse(address, status_code=303)
        if messages:
            write_messages(response, messages)
        return response

    def through(self, **options: Any) -> View:  # noqa: ANN401 - of the lens
        """The same view through a lens with some options changed."""
        return replace(self, look=replace(self.look, lens=replace(self.look.lens, **options)))

    def at(self, *, case: str) -> View:
        """The same view of a case of the library."""
        return replace(self, look=replace(self.look, case=case))


def build_view(request: Request, page: Page) -> View:
    """The view of a request.

    Raises:
        LensError, DateError: the lens of its address makes no sense. UnknownCaseError: a case to compare with is none.
    """
    query = request.query_params
    among = find_case_names(",".join(query.getlist("among")))
    look = Look(case=query.get("case", ""), lens=read_lens(query.multi_items()), among=among)
    return build_bare_view(request, page, look)


def build_bare_view(request: Request, page: Page, look: Look | None = None) -> View:
    """A view that does not read the lens of its address, for pages that say what is wrong with it."""
    theme = request.cookies.get("theme", "")
    return View(
        request=request,
        page=page,
        workspace=request.app.state.workspace,
        access=request.app.state.access,
        look=look or Look(lens=Lens()),
        language=choose_language(request.cookies.get("language"), request.headers.get("accept-language")),
        theme=theme if theme in THEMES else THEMES[0],
    )


def see(request: Request) -> View:
    """The view of the page that a handler belongs to, as a dependency."""
    return build_view(request, find_page(request))


def find_page(request: Request) -> Page:
    """The page whose address a request is for."""
    pages: Sequence[Page] = request.app.state.pages
    slug = request.url.path.strip("/").partition("/")[0]
    return next((page for page in pages if page.slug == slug), pages[0])


async def read_form(request: Request) -> AsyncIterator[FormData]:
    """What a form sent, as a dependency; its files are closed afterwards."""
    form = await request.form()
    try:
        yield form
    finally:
        await form.close()


Seen = Annotated[View, Depends(see)]
Sent = Annotated[FormData, Depends(read_form)]
