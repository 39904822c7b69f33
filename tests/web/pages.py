"""Pages taken apart as a browser does."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass
class Element:
    """An element of a page, with what it contains."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What a person reads of it, with single blanks."""
        return " ".join(" ".join(self._strings()).split())

    def all(self, tag: str = "", **attributes: str) -> list["Element"]:
        """The elements in it with this tag and these attributes; `class_` means one of its classes."""
        return [found for found in self._within() if found.is_a(tag, attributes)]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        """The only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    def texts(self, tag: str = "", **attributes: str) -> list[str]:
        """What a person reads of each such element."""
        return [found.text for found in self.all(tag, **attributes)]

    def is_a(self, tag: str, attributes: dict[str, str]) -> bool:
        if tag and self.tag != tag:
            return False
        classes = self.attributes.get("class", "").split()
        return all(
            value in classes if name == "class_" else self.attributes.get(name.replace("_", "-")) == value
            for name, value in attributes.items()
        )

    def fields(self) -> dict[str, str]:
        """What a form sends when nothing is changed in it, without its buttons."""
        sent = {entry["name"]: entry.get("value", "") for entry in (e.attributes for e in self._sending())}
        sent |= {choice.attributes["name"]: choice._chosen() for choice in self.all("select")}
        return sent | {area.attributes["name"]: "".join(area._strings())[1:] for area in self.all("textarea")}

    def _chosen(self) -> str:
        option = (self.all("option", selected="") or self.all("option"))[0]
        return str(option.attributes.get("value", option.text))

    def _sending(self) -> Iterator["Element"]:
        for entry in self.all("input"):
            if entry.attributes.get("type") not in {"radio", "checkbox"} or "checked" in entry.attributes:
                yield entry

    def _within(self) -> Iterator["Element"]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._within()

    def _strings(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in {"script", "style", "template"}:
                yield from child._strings()


class _Reader(HTMLParser):
    """Builds the tree, and notes what is not valid."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        repeated = [name for name, times in Counter(name for name, _ in attrs).items() if times > 1]
        self.problems += [f"<{tag}> has {name} twice" for name in repeated]
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in _VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()
        else:
            self.problems.append(f"</{tag}> closes <{self.open[-1].tag}>")

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(html: str) -> Element:
    """A page or a part of one. Raises AssertionError if it is not valid: nesting, repeated ids, broken references."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    root = reader.root
    ids = Counter(found.attributes["id"] for found in root.all() if "id" in found.attributes)
    problems = reader.problems + [f"<{found.tag}> is not closed" for found in reader.open[1:]]
    problems += [f"the id {name} stands {times} times" for name, times in ids.items() if times > 1]
    if root.all("html"):
        named = {one for found in root.all() for name in _REFERENCES for one in found.attributes.get(name, "").split()}
        problems += [f"nothing has the id {name}" for name in sorted(named - set(ids))]
    assert problems == []
    return root
