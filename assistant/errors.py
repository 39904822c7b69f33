"""Every refusal a caller can act on. `code` is for programs, the text `error-<code>` in texts/ for people."""


class GuidanceError(Exception):
    """A refusal by design. `values` fill in the text shown for it; `leads_to` is the page to go on at, if any."""

    code = "error"
    status = 400
    leads_to = ""

    def __init__(self, **values: str | int) -> None:
        super().__init__(self.code, values)
        self.values = values


class InvalidInput(GuidanceError):
    """A field is missing or has a value that is not allowed; `field` names it."""

    code = "invalid_input"
    status = 422


class MalformedRequest(GuidanceError):
    """The body is not what the interface says, for example not JSON."""

    code = "malformed_request"


class EmptyMessage(GuidanceError):
    """Nothing but blanks and control characters was sent."""

    code = "empty_message"
    status = 422


class MessageTooLong(GuidanceError):
    """The message has more than `max_chars` characters."""

    code = "message_too_long"
    status = 422


class NotFound(GuidanceError):
    """It does not exist, or it is not yours: the two look alike."""

    code = "not_found"
    status = 404


class MessageUnknown(GuidanceError):
    """No message has this `number`: it never was, or its conversation was erased."""

    code = "message_unknown"
    status = 404


class NoReceipt(GuidanceError):
    """The articles were not searched for the message `number`, so that nothing tells on what its reply rests."""

    code = "no_receipt"
    status = 404


class NotSignedIn(GuidanceError):
    """The page or call is for people who have signed in."""

    code = "not_signed_in"
    status = 401


class WrongCredentials(GuidanceError):
    """No account has this address and password, or the account is closed."""

    code = "wrong_credentials"
    status = 401


class TooManyAttempts(GuidanceError):
    """Too many failed sign-ins lately; try again after `minutes`."""

    code = "too_many_attempts"
    status = 429


class TooManyRequests(GuidanceError):
    """More than this address may do in a short while."""

    code = "too_many_requests"
    status = 429


class NotAllowed(GuidanceError):
    """Signed in, but not in a role that may do this."""

    code = "not_allowed"
    status = 403


class StaleForm(GuidanceError):
    """The form's security token is missing or old; load the page again."""

    code = "stale_form"
    status = 403


class WeakPassword(GuidanceError):
    """The password has fewer than `min_chars` characters."""

    code = "weak_password"
    status = 422


class AlreadyRegistered(GuidanceError):
    """Another account has this e-mail address."""

    code = "already_registered"
    status = 409


class LastAdmin(GuidanceError):
    """Somebody must remain who can administer."""

    code = "last_admin"
    status = 409


class AlreadyClaimed(GuidanceError):
    """Another counsellor has taken over this conversation."""

    code = "already_claimed"
    status = 409


class NotHolder(GuidanceError):
    """Only the counsellor who holds the conversation may do this."""

    code = "not_holder"
    status = 409


class SlotTaken(GuidanceError):
    """Somebody else was first."""

    code = "slot_taken"
    status = 409


class SlotHeld(GuidanceError):
    """Somebody else is filling in the form for it just now; it may be free again in some minutes."""

    code = "slot_held"
    status = 409


class SlotBeyondHorizon(GuidanceError):
    """The slot is further ahead than its counsellor can be booked."""

    code = "slot_beyond_horizon"
    status = 409


class SlotPast(GuidanceError):
    """The slot begins too soon or has begun."""

    code = "slot_past"
    status = 409


class SlotUnknown(GuidanceError):
    """No counsellor offers this slot."""

    code = "slot_unknown"
    status = 404


class UnknownZone(GuidanceError):
    """No time zone has this name."""

    code = "unknown_zone"
    status = 422


class LinkExpired(GuidanceError):
    """The session is over, and so is the link that opened it."""

    code = "link_expired"
    status = 410
    leads_to = "/booking"


class AppointmentOver(GuidanceError):
    """The appointment was cancelled or has begun and cannot be changed."""

    code = "appointment_over"
    status = 409
    leads_to = "/booking"


class TooManyLines(GuidanceError):
    """The counsellor has `number` lines for this appointment already, which is as many as may be written."""

    code = "too_many_lines"
    status = 409


class SessionNotBegun(GuidanceError):
    """What became of a session is recorded once it has begun."""

    code = "session_not_begun"
    status = 409


class NotesErased(GuidanceError):
    """The session is so long over that its notes are erased, and new ones would be."""

    code = "notes_erased"
    status = 410


class AlreadyAnswered(GuidanceError):
    """The question after the session has been answered by this link."""

    code = "already_answered"
    status = 409


class SurveyExpired(GuidanceError):
    """The question after the session could be answered for `number` days."""

    code = "survey_expired"
    status = 410


class OfferAnswered(GuidanceError):
    """The time offered from the waiting list was taken or declined already."""

    code = "offer_answered"
    status = 409
    leads_to = "/booking"


class OfferLapsed(GuidanceError):
    """The time offered from the waiting list was not taken in time, or the counsellor cannot take the session."""

    code = "offer_lapsed"
    status = 410
    leads_to = "/booking"


class BrokenAvailability(GuidanceError):
    """The hours given end before they begin, or overlap hours on the same day."""

    code = "broken_availability"
    status = 422


class AbsenceChanged(GuidanceError):
    """The sessions that the absence would cancel are no longer those that were shown; nothing was done."""

    code = "absence_changed"
    status = 409


class ArticleBroken(GuidanceError):
    """The article cannot be saved or published; `problem` says why."""

    code = "article_broken"
    status = 422


class EditConflict(GuidanceError):
    """Somebody saved another version meanwhile; nothing was overwritten."""

    code = "edit_conflict"
    status = 409


class AssistantSilent(GuidanceError):
    """The dialogue engine or its action server gave no reply."""

    code = "assistant_silent"
    status = 503


class FiguresUnusable(GuidanceError):
    """The file of published figures is missing or broken; the log says how."""

    code = "figures_unusable"
    status = 503


class StartRefused(Exception):
    """Veivalg cannot start. The message is one sentence for the terminal and what to do."""
