"""The actions and intents of the domain, and which action answers which intent."""

import yaml

from assistant.answering import SERVICES
from assistant.settings import ROOT

DOMAIN = yaml.safe_load((ROOT / "data/domain.yml").read_text(encoding="utf-8"))
RULES = yaml.safe_load((ROOT / "data/rules.yml").read_text(encoding="utf-8"))["rules"]
ACTION_OF = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in RULES}
SERVICE_INTENTS = sorted(SERVICES)
