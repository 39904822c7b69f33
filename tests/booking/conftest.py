"""The one slot that several modules about the waiting list compete for."""

import pytest

from assistant.booking import Slot
from assistant.database import Database
from tests.booking.bookings import slots
from tests.booking.waits import one_monday


@pytest.fixture
def monday(database: Database) -> Slot:
    """The one slot that there is within the week."""
    one_monday(database)
    return slots(database)[0]
