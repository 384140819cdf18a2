"""A server that the test controls line by line."""
import base64
import hashlib
import hmac
import socket
import ssl

from irc import PATIENCE


class Fake:
    """Listens on 127.0.0.1; accept() gives a Connection."""

    def __init__(self, certificate=None):
        self.certificate = certificate
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(PATIENCE)
        self.port = self.listener.getsockname()[1]
        self.connections = []

    def accept(self, handshake=True):
        """With TLS if there is a certificate; handshake=False leaves the client waiting for the handshake."""
        plain, _ = self.listener.accept()
        plain.settimeout(PATIENCE)
        if self.certificate and handshake:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate.file, self.certificate.key)
            plain = context.wrap_socket(plain, server_side=True)
        self.connections.append(Connection(plain))
        return self.connections[-1]

    def close(self):
        for one in self.connections:
            one.socket.close()
        self.listener.close()


class Connection:
    def __init__(self, connected):
        self.socket = connected
        self.rest = b""
        self.names = []  # NICK and USER, passed over by line()

    def raw_line(self):
        """The next line; "" at the end of the stream."""
        while b"\r\n" not in self.rest:
            try:
                got = self.socket.recv(65536)
            except ConnectionResetError:
                got = b""
            if not got:
                assert not self.rest
                return ""
            self.rest += got
        line, self.rest = self.rest.split(b"\r\n", 1)
        return line.decode()

    def line(self):
        """The next line that is neither NICK nor USER."""
        while (line := self.raw_line()).startswith(("NICK ", "USER ")):
            self.names.append(line.split(" ")[0])
        return line

    def expect(self, *lines):
        for line in lines:
            got = self.line()
            assert got == line

    def send(self, *lines):
        self.socket.sendall("".join(line + "\r\n" for line in lines).encode())

    def offers(self, capabilities, requested=None):
        """Reads CAP LS, answers it, and grants what the client must request next."""
        self.expect("CAP LS 302")
        self.send(f":s CAP * LS :{capabilities}")
        if requested:
            self.expect(f"CAP REQ :{requested}")
            self.send(f":s CAP * ACK :{requested}")

    def welcome(self):
        self.send(":s 001 tonle :Welcome")
        assert self.line().startswith("JOIN ")
        assert self.names == ["NICK", "USER"]
        self.send(":tonle!tonle@host JOIN #cambodia")

    def authenticate(self, message=b"", colon=False):
        """Sends a SASL message."""
        text = base64.b64encode(message).decode()
        pieces = [text[at:at + 400] for at in range(0, len(text), 400)]
        if not pieces or len(pieces[-1]) == 400:
            pieces.append("+")
        self.send(*(f"AUTHENTICATE {':' if colon else ''}{piece}" for piece in pieces))

    def authenticated(self):
        """Reads a SASL message."""
        text = ""
        while True:
            command, piece = self.line().split(" ")
            assert command == "AUTHENTICATE" and len(piece) <= 400
            text += "" if piece == "+" else piece
            if len(piece) < 400:
                return base64.b64decode(text)


class Scram:
    """The server's side of SCRAM-SHA-256 (RFC 5802); a test can change every part."""

    def __init__(self, password, rounds=4096, salt=b"salt of the server"):
        self.password, self.rounds, self.salt = password, rounds, salt
        self.nonce = "server's"

    def first(self, client_first):
        assert client_first.startswith(b"n,,n=")
        self.bare = client_first.decode()[3:]
        self.name, self.own = self.bare.split(",r=")
        salt = base64.b64encode(self.salt).decode()
        self.message = f"r={self.own}{self.nonce},s={salt},i={self.rounds}"
        return self.message.encode()

    def final(self, client_final):
        """Asserts that the client's proof is right, and returns the server's."""
        without, proof = client_final.decode().rsplit(",p=", 1)
        assert without == f"c=biws,r={self.own}{self.nonce}"
        text = f"{self.bare},{self.message},{without}".encode()
        salted = hashlib.pbkdf2_hmac("sha256", self.password.encode(), self.salt, self.rounds)
        key = hmac.digest(salted, b"Client Key", "sha256")
        signature = hmac.digest(hashlib.sha256(key).digest(), text, "sha256")
        self.proved = base64.b64decode(proof) == bytes(a ^ b for a, b in zip(key, signature))
        server_key = hmac.digest(salted, b"Server Key", "sha256")
        return b"v=" + base64.b64encode(hmac.digest(server_key, text, "sha256"))
