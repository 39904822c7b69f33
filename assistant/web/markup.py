"""Markdown to HTML that is safe to show: raw HTML is text, and what remains is cleaned."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})
_TAGS = {"p", "strong", "em", "ul", "ol", "li", "br", "blockquote", "code"}


def render(text: str) -> Markup:
    """The HTML of a Markdown text; links are left out, because sources are shown by themselves."""
    return Markup(nh3.clean(_markdown.render(text), tags=_TAGS, attributes={}))  # noqa: S704  # Cleaned just here.
