"""What pages load and run: only what is ours, and nothing inline."""

import re
from pathlib import Path

import assistant.web
from assistant.bootstrap import Services
from assistant.people import Role
from tests.fakes import ScriptedEngine
from tests.web.clients import ABOUT_NOTICE, answer_from_articles, browser, open_page, staff

WEB = Path(assistant.web.__file__).parent


def our_files(*suffixes: str) -> list[Path]:
    """Our own templates and static files; what npm brings is not ours."""
    found = [path for folder in ("templates", "static") for path in (WEB / folder).rglob("*")]
    return [path for path in found if path.suffix in suffixes and "vendor" not in path.parts]


def test_no_template_has_a_style_or_script_of_its_own():
    found = {
        str(path.relative_to(WEB)): match
        for path in our_files(".html", ".svg")
        for match in re.findall(
            r"<style|\sstyle=|\son\w+=|hx-on|javascript:|<script(?![^>]*\ssrc=)|\shx-vals=.js:", path.read_text()
        )
    }

    assert len(our_files(".html")) > 20
    assert found == {}


def test_nothing_is_loaded_from_another_host():
    found = {}
    for path in our_files(".html", ".css", ".js", ".svg"):
        words = path.read_text(encoding="utf-8")
        # A link that a person follows loads nothing by itself, and a namespace is a name.
        words = re.sub(r"<a\s[^>]*>|xmlns(:\w+)?=\"[^\"]*\"", "", words)
        if outside := re.findall(r"(?:https?:)?//[\w.-]+\.\w+|@import|url\((?!data:)", words):
            found[str(path.relative_to(WEB))] = outside

    assert len(our_files(".js")) >= 2
    assert found == {}


def test_a_page_as_it_is_sent_loads_from_us_alone_and_runs_nothing_inline(stocked: Services, engine: ScriptedEngine):
    answer_from_articles(stocked, engine)
    both = staff(stocked, Role.COUNSELLOR, Role.ADMIN)
    both.client.post("/chat/messages", data={"text": ABOUT_NOTICE})
    both.client.post("/chat/handoff")

    for path in ("/", "/articles", "/articles/notice", "/booking", "/sign-in", "/counsellor", "/counsellor/hours",
                 "/admin", "/admin/articles/notice/nb", "/admin/people", "/admin/audit"):  # fmt: skip
        page = open_page(both.client, path)
        loaded = [found.attributes["src"] for found in page.all("script") + page.all("img") + page.all("iframe")]
        loaded += [found.attributes["href"] for found in page.all("link")]
        assert [address for address in loaded if not re.match(r"/(static/|articles/)", address)] == [], path
        assert page.all("style") == [], path
        inline = [name for found in page.all() for name in found.attributes if re.match(r"on|style$", name)]
        assert inline == [], path
        sent_to = [form.attributes["action"] for form in page.all("form")]
        assert [address for address in sent_to if not re.match(r"/(?!/)", address)] == [], path


def test_links_to_other_sites_tell_them_nothing(stocked: Services, engine: ScriptedEngine):
    answer_from_articles(stocked, engine)
    client = browser(stocked)
    client.post("/chat/messages", data={"text": ABOUT_NOTICE})

    links = [
        link.attributes for path in ("/", "/articles/notice") for link in open_page(client, path).all("a")
        if link.attributes["href"].startswith("http")
    ]  # fmt: skip

    assert len(links) >= 3
    assert [link["href"] for link in links if "noreferrer" not in link.get("rel", "")] == []
