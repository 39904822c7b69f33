"""Refusals."""

from pydantic import BaseModel, Field


class Refusal(BaseModel):
    """The one shape of every refusal."""

    code: str
    message: str = Field(description="For people, in their written form.")
