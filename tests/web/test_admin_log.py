"""Admins' log of what was done."""

from assistant import audit
from assistant.bootstrap import Services
from assistant.people import Role
from tests.web.clients import staff
from tests.web.consoles import EDITOR, NEW_ANSWER, asking, document, pane


def test_the_log_shows_all_that_was_done_and_no_researchers_words(stocked: Services):
    admin, counsellor = staff(stocked, Role.ADMIN), staff(stocked, Role.COUNSELLOR)
    program = asking(stocked, "Lønn, med mine egne ord")
    counsellor.send(f"{pane(program)}/claim")
    counsellor.send(f"{pane(program)}/close")
    admin.send(EDITOR, based_on="1", document=document(answer=NEW_ANSWER), action="publish")
    admin.send(f"/admin/people/{counsellor.profile.public_id}/roles", roles=["counsellor", "admin"])
    program.call("DELETE")

    page = admin.page("/admin/audit")

    done = [row.one("code").text for row in page.one("tbody").all("tr")]
    with stocked.database.reading() as session:
        assert done == [entry.action for entry in audit.latest(session, limit=200)]
    assert {
        "handoff.requested", "handoff.claimed", "handoff.closed", "articles.version.saved",
        "articles.version.published", "people.roles.changed", "people.session.opened", "privacy.conversation.erased",
    } <= set(done)  # fmt: skip
    assert "Lønn, med mine egne ord" not in page.text
    assert "Ida Rettleiar" in page.text
