"""Actors: everybody we know as a list to search, sort and filter, and a profile of each."""

from __future__ import annotations

from typing import Any

from fastapi import Response

from bridgehead.errors import RefusedError
from bridgehead.questions._saying import say_entry
from bridgehead.record.entries import Actor, EntryId
from bridgehead.record.markets import label
from bridgehead.record.store_errors import NotAPersonError, UnknownEntryError
from bridgehead.record.terms import TIE_KINDS
from bridgehead.web.actors.choices import choose, list_offered, read_choices
from bridgehead.web.actors.dealings import (
    MOMENTS,
    Moment,
    build_timeline,
    find_agreements,
    find_introductions,
    find_owed,
)
from bridgehead.web.actors.list import build_filters, build_heads
from bridgehead.web.actors.privacy import LAWFUL_BASIS, export_person, foresee_erasure, get_lawful_basis
from bridgehead.web.actors.profile import STANDINGS, Profile, see_known
from bridgehead.web.actors.rows import FOOTINGS, STRENGTHS, build_actor_rows
from bridgehead.web.actors.strength import take_apart
from bridgehead.web.entries.facts import Teller
from bridgehead.web.entries.names import Names
from bridgehead.web.entries.words import PLURALS
from bridgehead.web.messages import Message
from bridgehead.web.pages import Page
from bridgehead.web.paging import read_paging
from bridgehead.web.view import Seen, Sent, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="actors",
    title=N_("Actors"),
    lead=N_("People and organisations we know, how we are tied to them, and when we were last in contact."),
    group="people",
    order=10,
    icon="users",
    shortcut="a",
    examples=("", "?tie=scientific&sort=-strength", "/q-sense:kasemo", "/q-sense:kasemo?as_of=2001-06-30"),
)
ROWS = 50
MOMENTS_ON_A_PAGE = 40
#: rows of ties and obligations before the rest is folded away
_MOST_SHOWN = 12


class NotConfirmedError(RefusedError):
    """An erasure was asked for without being confirmed."""

    def __init__(self, name: str) -> None:
        """Args: name: of the person."""
        self.name = name
        super().__init__(
            f"Erasing {name!r} cannot be undone. Nothing was changed. Tick that you mean it and send again."
        )


# the list


@PAGE.router.get("/actors")
def list_actors(view: Seen) -> Response:
    """Everybody, a page at a time."""
    rows, choices = view.derive(build_actor_rows), read_choices(view.choices)
    found = choose(rows, choices, view.network.day)
    paging = read_paging(view.choices, ROWS).of(len(found))
    return view.render(
        "actors.html",
        rows=found[paging.skip : paging.last],
        paging=paging,
        total=len(rows),
        choices=choices,
        heads=build_heads(view, choices.sort),
        filters=build_filters(view, choices, list_offered(rows)),
        strengths=STRENGTHS,
        footings=FOOTINGS,
        label=label,
    )


@PAGE.router.get("/actors/names")
def offer_names(view: Seen, q: str | None = None) -> Any:  # noqa: ANN401 - JSON, or a page
    """Names to choose from while one types; an actor called "names" where nothing is asked for."""
    if q is None:
        return show_actor(view, "names")
    return [{"value": name, "label": text} for name, text in Names(view.snapshot).offer(q)]


# the profile


@PAGE.router.get("/actors/{id:path}")
def show_actor(view: Seen, id: EntryId, erase: str = "", download: str = "") -> Response:  # noqa: A002 - the address's word
    """One actor; with `erase` what erasing would do, with `download` all that is held as a file."""
    if not isinstance(view.snapshot.by_id.get(id), Actor):
        # withdrawn, or an entry of another type: its own page tells
        view.firm.history(id)
        return view.go(view.link(f"/entries/{id}"))
    # the index of who names whom is made once, unless the lens knows less than the record
    known = view.snapshot if view.look.lens.as_known_on is None else view.derive(see_known)
    profile = Profile.of(view.network, known, id)
    if download:
        return _send_person(view, profile)
    if erase and view.may_change:
        return _ask_to_erase(view, profile)
    return _show(view, profile)


def _show(view: View, profile: Profile) -> Response:
    actor = profile.actor
    teller = Teller(snapshot=profile.known, links=view.links, network=lambda: view.network)
    facts, unsaid = teller.tell(actor)
    moments = build_timeline(profile)
    dated = [moment for moment in moments if moment.when.is_known]
    undated = [moment for moment in moments if not moment.when.is_known]
    paging = read_paging(view.choices, MOMENTS_ON_A_PAGE).of(len(dated))
    has_firm = view.network.firm is not None
    return view.render(
        "actor.html",
        actor=actor,
        profile=profile,
        teller=teller,
        label=label,
        facts=facts,
        unsaid=unsaid,
        inferred=profile.inferred,
        bonds=take_apart(view.network, profile.position) if has_firm and not profile.is_own else (),
        ours=[one for one in profile.bounds if one.is_with_us],
        others=[one for one in profile.bounds if not one.is_with_us],
        most=_MOST_SHOWN,
        standings=STANDINGS,
        strengths=STRENGTHS,
        kind_meanings={term.word: term.definition for term in TIE_KINDS.terms},
        agreements=[(found, standing, teller.describe(found.id)) for found, standing in find_agreements(profile)],
        owed=find_owed(profile),
        own=view.network.actor(view.network.get_firm()).id if has_firm else "",
        introductions=[(found, teller.describe(found.id)) for found in find_introductions(profile)],
        assessments=[(found, teller.tell_field("assessment", "value", found.value)) for found in profile.assessments],
        moments=[_tell_moment(view, moment) for moment in dated[paging.skip : paging.last]],
        undated=[_tell_moment(view, moment) for moment in undated[:MOMENTS_ON_A_PAGE]],
        undated_total=len(undated),
        paging=paging,
        basis=get_lawful_basis(profile) if actor.kind == "person" else None,
        basis_item=LAWFUL_BASIS,
    )


def _tell_moment(view: View, moment: Moment) -> dict[str, Any]:
    what = MOMENTS[moment.what]
    return {
        "when": moment.when,
        "title": say_entry(view.network, moment.entry).text,
        "url": view.links.entry(moment.entry.id),
        "possible": moment.is_possible,
        "note": view._(what) if what else "",
    }


# what a person may ask for


def _send_person(view: View, profile: Profile) -> Response:
    if profile.actor.kind != "person":
        raise NotAPersonError(profile.actor.id, profile.actor.kind)
    headers = {"Content-Disposition": 'attachment; filename="person.json"'}
    return Response(export_person(view.snapshot, profile.ids), media_type="application/json", headers=headers)


def _ask_to_erase(view: View, profile: Profile) -> Response:
    known = profile.known.by_id
    erasing = foresee_erasure(view.own.store, profile)
    return view.render(
        "actor_erase.html",
        actor=profile.actor,
        erasing=erasing,
        plurals=PLURALS,
        mentions=[
            (view.links.entry(id_), getattr(known[id_], "name", id_)) for id_ in erasing.mentions if id_ in known
        ],
    )


@PAGE.router.post("/actors/{id:path}")
def erase_person(view: Seen, id: EntryId, sent: Sent) -> Response:  # noqa: A002 - the address's word
    """Erase a person whose erasure was confirmed."""
    own, held = view.own, view.snapshot.by_id.get(id)
    if held is None:
        raise UnknownEntryError((id,))
    if sent.get("sure") != "yes":
        raise NotConfirmedError(view.snapshot.get_name(id))
    erased = own.erase(id)
    left = [id_ for done in erased for id_ in done.mentions]
    said = view._("The person is erased, from the history as well. Backups and exports made before still hold them.")
    messages = [Message(said)]
    if left:
        still = view._("These entries of others still hold the name: {ids}.").format(ids=", ".join(left[:8]))
        messages.append(Message(still, "note"))
    return view.go(view.link(f"/actors/{erased[0].id}"), *messages)
