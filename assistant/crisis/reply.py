"""The fixed, reviewed text that answers a crisis message; never composed, never searched."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.crisis.gate import CrisisHit
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.errors import StartRefused
from assistant.texts import text
from assistant.triage import Reason, Triage, Urgency
from knowledge_base.article import WrittenForm

_FILE = Path(__file__).parent / "reply.yml"
_VARIANTS = {"violence": "text_violence", "third_person": "text_third_person"}


@cache
def reply_texts() -> dict[str, Any]:
    """The reviewed texts and numbers of reply.yml, by written form. Raises StartRefused if any is missing."""
    try:
        content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
        for form in WrittenForm:
            for name in ("text", *_VARIANTS.values(), "numbers"):
                content[form][name]
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError) as error:
        raise StartRefused(f"The crisis reply in {_FILE} cannot be used ({error!r}): restore the file.") from error
    return content


def crisis_reply(hit: CrisisHit, form: WrittenForm) -> Reply:
    """The reply to a hit, in a written form. It offers a person and never ends the conversation."""
    texts = reply_texts()[form]
    return Reply(
        kind=ReplyKind.CRISIS,
        text=texts[_VARIANTS.get(hit.category, "text")],
        written_form=form,
        buttons=(Button(text("button-talk", form), ButtonAction.HANDOFF),),
        triage=Triage(urgency=Urgency.CRISIS, needs_human=True, reasons=(Reason.CRISIS,)),
    )
