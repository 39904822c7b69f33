"""What is written down about the JSON interface: other programs rely on it."""

from assistant.bootstrap import Services
from assistant.dialogue.reply import ReplyKind
from tests.web.clients import browser


def test_the_description_lists_every_call_with_its_refusals(services: Services):
    described = browser(services).get("/api/v1/openapi.json").json()

    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }
    assert sorted(operations) == sorted([
        "POST /api/v1/conversations",
        "POST /api/v1/conversations/{conversation}/messages",
        "GET /api/v1/conversations/{conversation}/messages",
        "GET /api/v1/conversations/{conversation}/stream",
        "POST /api/v1/conversations/{conversation}/handoff",
        "GET /api/v1/conversations/{conversation}/brief",
        "GET /api/v1/conversations/{conversation}/export",
        "DELETE /api/v1/conversations/{conversation}",
        "GET /api/v1/slots",
        "POST /api/v1/slots/{slot}/hold",
        "POST /api/v1/waiting",
        "DELETE /api/v1/waiting/{entry}",
        "POST /api/v1/appointments",
        "POST /api/v1/appointments/{ref}/cancel",
        "POST /api/v1/appointments/{ref}/reschedule",
        "GET /api/v1/appointments/{ref}.ics",
        "GET /api/v1/articles",
        "GET /api/v1/quality",
    ])  # fmt: skip
    shape = {"$ref": "#/components/schemas/Refusal"}
    for name, operation in operations.items():
        schemas = [operation["responses"][code]["content"]["application/json"]["schema"] for code in ("404", "422")]
        assert schemas == [shape, shape], name
    assert "202" in operations["POST /api/v1/conversations/{conversation}/messages"]["responses"]
    assert described["components"]["schemas"]["ReplyKind"]["enum"] == [
        "answer", "clarify", "unknown", "guidance", "learning", "handoff", "booking", "crisis", "smalltalk", "notice",
    ]  # fmt: skip
    assert [kind.value for kind in ReplyKind] == described["components"]["schemas"]["ReplyKind"]["enum"]
