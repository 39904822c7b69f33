"""`veivalg evaluate`: how well messages are understood and answered, on messages that nothing was learnt from."""

from assistant.evaluation.comparison import compare, table
from assistant.evaluation.report import FLOORS, Figures, below_floors, evaluate, report

__all__ = ["FLOORS", "Figures", "below_floors", "compare", "evaluate", "report", "table"]
