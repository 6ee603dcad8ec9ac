"""The API under fire: what schemathesis makes of its description never gives a server error.

It runs in process, where it reads constants of the code; that no fault is found is no proof, so properties of their own
stand beside this.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error

from bridgehead import firm as firms
from bridgehead.web.access import Access
from bridgehead.web.app import build_app
from bridgehead.web.workspace import Workspace

HOST = "127.0.0.1:8765"
#: per operation; enough to reach each branch, few enough for every run
EXAMPLES = 15
#: a busy machine that still compiles is no reason to fail
PATIENCE_SECONDS = 300


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """The API of a small record, as its own description tells it."""
    place = tmp_path_factory.mktemp("fire") / "fire.bridgehead"
    with firms.init(place, "Acme", "SE", by="ada") as made:
        made.add("Anna Berg, distributor, DE, strong, since 2021", "Zenith, customer, FR, weak, since 2019")
    access = Access.on_loopback(8765)
    headers = {"authorization": f"Bearer {access.key}", "host": HOST}
    app = build_app(Workspace(place, by="ada"), access)
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=headers), headers


@pytest.mark.parametrize("slice_", range(4))
def test_nothing_that_is_sent_gives_a_server_error(described, slice_):
    """Whatever is sent, the answer is a result or a refusal with its reason."""
    schema, headers = described
    operations = [found.ok() for found in schema.get_all_operations()]

    for operation in operations[slice_::4]:

        @given(case=operation.as_strategy())
        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def send(case):
            case.call_and_validate(headers=headers, checks=(not_a_server_error,), timeout=PATIENCE_SECONDS)

        send()
    assert len(operations) > 20
