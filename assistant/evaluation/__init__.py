"""`veivalg evaluate`: how well messages are understood and answered, on messages that nothing was learnt from."""

from assistant.evaluation.comparison import compare, table
from assistant.evaluation.figures import Evaluation, Figures
from assistant.evaluation.floors import CEILINGS, FLOORS, Limit, below_floors
from assistant.evaluation.published import for_publishing, publish
from assistant.evaluation.questions import Split, read_questions
from assistant.evaluation.report import evaluate, report

__all__ = [
    "CEILINGS",
    "FLOORS",
    "Evaluation",
    "Figures",
    "Limit",
    "Split",
    "below_floors",
    "compare",
    "evaluate",
    "for_publishing",
    "publish",
    "read_questions",
    "report",
    "table",
]
