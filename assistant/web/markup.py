"""Markdown to HTML that is safe to show: raw HTML is text, and what remains is cleaned."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})
_TAGS = {"p", "strong", "em", "ul", "ol", "li", "br", "blockquote", "code"}


_LINK = {"class": "ds-link", "target": "_blank"}


def render(text: str, *, with_links: bool = False) -> Markup:
    """The HTML of a Markdown text; without links, because sources are shown by themselves, unless they are wanted."""
    html = nh3.clean(
        _markdown.render(text),
        tags=_TAGS | {"a"} if with_links else _TAGS,
        attributes={"a": {"href"}} if with_links else {},
        url_schemes={"http", "https"},
        set_tag_attribute_values={"a": _LINK} if with_links else {},
    )
    return Markup(html)  # noqa: S704  # Cleaned just here.
