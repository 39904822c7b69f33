"""What a field of the interface may hold."""

from typing import Annotated

from pydantic import Field

from assistant.conversations import MAX_CHARS

# A larger number than both databases hold would make the driver fail instead of finding nothing.
LARGEST_NUMBER = 2**31 - 1
Number = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
Name = Annotated[str, Field(max_length=200)]
Names = Annotated[list[Name], Field(max_length=20)]
Question = Annotated[str, Field(max_length=MAX_CHARS)]
