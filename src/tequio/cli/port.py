"""Whether an address is free, and who answers there when it is not."""

import http.client
import socket
import time

from tequio.cli.output import Trouble

ORPHANS_LEAVE = 15.0  # seconds the workers of a killed server may need to finish and go


def must_be_free(host: str, port: int, *, was_killed: bool = False) -> None:
    """Raises Trouble when the port is taken or may not be opened; waits for the workers of a server that was killed."""
    until = time.monotonic() + (ORPHANS_LEAVE if was_killed else 0)
    while True:
        try:
            _try(host, port)
        except Trouble:
            if time.monotonic() >= until:
                raise
            time.sleep(0.2)
        else:
            return


def _try(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Trouble(
                f"Port {port} may be opened by root only.", "Use another:  tequio serve --port 8000"
            ) from None
        except socket.gaierror:
            raise Trouble(f"This machine has no address {host}.", "Use 127.0.0.1 or 0.0.0.0.") from None
        except OSError as failure:
            raise Trouble(
                f"Port {port} is taken: {_who(host, port)}." if failure.errno == 98 else f"{host}:{port}: {failure}.",
                f"If it is the Tequio you want, open http://{host}:{port}/; else stop it first,",
                f"or use another port:  tequio serve --port {port + 1}",
            ) from None


def answers(host: str, port: int) -> str:
    """What the health page there says; empty when nothing answers as Tequio does."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    connection = http.client.HTTPConnection(reached, port, timeout=2)
    try:
        # The name every installation accepts, whatever it is reached by.
        connection.request("GET", "/salud/", headers={"Host": "localhost"})
        response = connection.getresponse()
        return response.read(2000).decode(errors="replace") if response.headers.get("X-Tequio") else ""
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()


def _who(host: str, port: int) -> str:
    return "another Tequio answers there" if answers(host, port) else "another program answers there"
