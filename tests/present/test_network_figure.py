"""The network figure."""

from itertools import combinations, pairwise

from bridgehead.answers import ActorRef, RouteRow, Step
from bridgehead.present.network_figure import draw_network
from bridgehead.present.network_layout import BOX, lay_out_network


def actor(name, market=None):
    """An actor known by name."""
    return ActorRef(name, name, market)


def route(*names, free=()):
    """A chain of actors; the steps at these positions are free."""
    pairs = pairwise(names)
    steps = (Step(sender=actor(a), receiver=actor(b), free=i in free) for i, (a, b) in enumerate(pairs))
    return RouteRow(values={}, steps=tuple(steps))


def test_actors_stand_in_columns_by_their_step_from_the_firm():
    """Firm, own people, introducers, targets."""
    far, near = route("firm", "own", "friend", "target", free={0}), route("firm", "own", "near", free={0})

    layout = lay_out_network([far, near])

    assert ("Firm", "Own people", "Introducers", "Targets") == layout.names
    assert [["firm"], ["own"], ["friend"], ["target", "near"]] == [[a.id for a in column] for column in layout.columns]


def test_routes_may_start_at_the_firms_own_people():
    """The first column says whom it holds."""
    by_people = [route("ada", "x"), route("bo", "x")]

    assert "Own people" == lay_out_network(by_people, "firm").names[0]
    assert "Firm and own people" == lay_out_network([*by_people, route("firm", "x")], "firm").names[0]
    assert "Firm" == lay_out_network([route("firm", "x")], "firm").names[0]


def test_no_two_boxes_overlap(every_shape, much):
    """Neither actors nor the lanes of ties that pass a column."""
    for answer in (every_shape, much):
        layout = lay_out_network(answer.part("routes").rows[:24])
        boxes = [*layout.boxes.values(), *(box for lanes in layout.lanes.values() for box in lanes)]

        assert len(boxes) > 5
        for left, right in combinations(boxes, 2):
            apart = left.x != right.x or left.y + left.height <= right.y or right.y + right.height <= left.y
            assert apart


def test_a_tie_that_skips_a_column_passes_in_a_lane_of_its_own():
    """It crosses no box."""
    layout = lay_out_network([route("firm", "own", "target"), route("firm", "customer")])

    (lane,) = layout.lanes["firm", "customer"]
    own = layout.boxes["own"]

    assert lane.column == own.column
    assert () == layout.lanes["firm", "own"]


def test_the_same_routes_give_the_same_drawing(every_shape):
    """Byte for byte."""
    rows = every_shape.part("routes").rows

    assert draw_network(rows, "Routes", "n").svg == draw_network(rows, "Routes", "n").svg


def test_a_tie_back_to_an_earlier_actor_goes_round_the_right():
    """The two introduce each other on different routes."""
    figure = draw_network([route("firm", "a", "b", "x"), route("firm", "b", "a", "y")], "Routes", "n")

    assert ("a", "b", "other") in figure.ties
    assert ("b", "a", "other") in figure.ties
    assert f"C{4 + BOX + 84 + BOX + 42:.1f}" in figure.svg


def test_long_names_are_broken_and_never_shortened():
    """Words longer than a box are broken too."""
    name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk und Söhne"
    layout = lay_out_network([route("firm", name)])

    lines = layout.boxes[name].lines

    assert name.replace(" ", "") == "".join(lines).replace(" ", "")
    assert len(lines) > 2


def test_routes_that_do_not_fit_are_counted(much):
    """The figure says how many it leaves to the table."""
    figure = draw_network(much.part("routes").rows, "Routes", "n")

    assert 176 == figure.left_out
    assert 25 == len(figure.ties)


def test_routes_without_steps_draw_nothing():
    """There is no figure of nobody."""
    assert draw_network([RouteRow(values={}, steps=())], "Routes", "n") is None
    assert draw_network([], "Routes", "n") is None


def test_the_description_names_everyone(every_shape):
    """Whoever cannot see the figure hears the same."""
    figure = draw_network(every_shape.part("routes").rows, "Routes", "n")

    assert "Own people: Marit Ødegård, Jonas Lindqvist-Abrahamsson" in figure.description
    assert "<desc" in figure.svg
    assert {"business", "scientific", "other"} <= {key.text for key in figure.legend.lines}
