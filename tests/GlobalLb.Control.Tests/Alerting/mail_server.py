# A real mail server for tests: aiosmtpd of Debian. It writes its port, then each mail as a line of JSON.
# usage: mail_server.py plain|starttls|login|implicit certificate key
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone@"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 yes"

    async def handle_DATA(self, server, session, envelope):
        said = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "signedIn": bool(session.authenticated),
            "content": envelope.content.decode("ascii"),
        }
        print(json.dumps(said), flush=True)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"me", b"pass word")
    return AuthResult(success=is_right, handled=False)


async def main(mode, certificate, key):
    context = None
    options = {}
    if mode != "plain":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
        options = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": mode != "implicit"}
    if mode in ("starttls", "login"):
        options |= {"tls_context": context, "require_starttls": True}
    if mode == "login":
        options |= {"auth_exclude_mechanism": ["PLAIN"]}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Handler(), hostname="mail.test", **options), "127.0.0.1", 0, ssl=context if mode == "implicit" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
