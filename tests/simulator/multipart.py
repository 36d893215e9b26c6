"""Forms with files, as platforms take them."""

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP

from tests.simulator.exchange import Request


def parts_of(request: Request) -> dict[str, EmailMessage]:
    """The parts of a form by their names."""
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    whole = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + request.body)
    return {
        str(part.get_param("name", header="content-disposition")): part
        for part in whole.iter_parts()
        if isinstance(part, EmailMessage)
    }
