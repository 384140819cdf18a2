"""Registration (CAP, SASL, TLS, STS), against servers that misbehave."""
import base64
import random
import signal
import ssl
import time
import warnings

import pytest

from certs import Authority
from conftest import CHANNEL
from fake import Scram
from irc import PATIENCE, Server, until

QUESTION, ANSWER = "what was the elephant called?", "The elephant at Wat Phnom was called Sambo."
ASKED = ("account-notify account-tag away-notify batch cap-notify chghost echo-message "
         "extended-join invite-notify labeled-response message-tags multi-prefix sasl server-time "
         "setname standard-replies znc.in/playback")


@pytest.fixture
def ngircd(tonle, tmp_path):
    """ngircd(password) is a real ngIRCd, stopped before the bot is."""
    servers = []

    def start(password=None):
        servers.append(Server(tmp_path, password))
        servers[-1].start()
        return servers[-1]

    yield start
    for one in servers:
        one.process.send_signal(signal.SIGCONT)
        one.stop()


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def certificate(authority):
    return authority.issue("fake", "IP:127.0.0.1,DNS:localhost")


def plain(server, **settings):
    return {"server": "127.0.0.1", "port": server.port, "tls": False, **settings}


def login(**settings):
    return {"sasl": {"username": "jilles", "password": "sesame", **settings}}


# --- capabilities -----------------------------------------------------------------------------


def test_a_list_of_several_lines(fake, tonle):
    server = fake()
    tonle(**plain(server), **login())
    one = server.accept()
    one.expect("CAP LS 302")
    one.send(":s CAP * LS * :account-notify draft/x=y,z account-tag away-notify batch cap-notify",
             "CAP * LS * :chghost echo-message extended-join invite-notify message-tags",
             "@time=2026-01-01T00:00:00.000Z :s CAP * LS * :multi-prefix sasl=EXTERNAL sts=x",
             ":s CAP * LS :server-time setname standard-replies znc.in/playback labeled-response")
    one.expect("CAP REQ :" + ASKED)
    assert one.names == ["NICK", "USER"]
    one.send(f":s CAP tonle ACK * :{ASKED[:100].rsplit(' ', 1)[0]}")
    one.send(f":s CAP tonle ACK :{ASKED}")
    one.expect("CAP END")
    one.welcome()


def test_nothing_offered(fake, tonle):
    server = fake()
    tonle(**plain(server))
    one = server.accept()
    one.offers("")
    one.expect("CAP END")
    one.welcome()


def test_standard_replies_are_told(fake, tonle):
    server = fake()
    log = tonle(**plain(server))
    one = server.accept()
    one.offers("standard-replies", "standard-replies")
    one.expect("CAP END")
    one.send(":s FAIL JOIN WRONG_MOON #c :Not at this phase", ":s WARN", ":s FAIL * X")
    log.logged("the server said FAIL JOIN WRONG_MOON: Not at this phase")
    one.welcome()


def test_a_refused_request_is_made_singly(fake, tonle):
    server = fake()
    tonle(**plain(server))
    one = server.accept()
    one.offers("batch setname server-time")
    one.expect("CAP REQ :batch server-time setname")
    one.send("CAP * NAK :batch server-time setname")
    one.expect("CAP REQ :batch", "CAP REQ :server-time", "CAP REQ :setname")
    one.send("CAP * ACK :batch", "CAP * NAK :server-time", "CAP * ACK :setname ")
    one.expect("CAP END")
    one.welcome()


@pytest.mark.parametrize("answer", [
    ":s 421 * CAP :Unknown command", ":s 451 * CAP :You have not registered", ":s 451 * :Register"])
def test_a_server_without_cap(fake, tonle, answer):
    server = fake()
    tonle(**plain(server))
    one = server.accept()
    one.expect("CAP LS 302")
    one.send(":s NOTICE * :*** Looking up your hostname", answer)
    assert one.raw_line() == "NICK tonle" and one.raw_line().startswith("USER tonle ")
    one.names = ["NICK", "USER"]
    one.welcome()


def test_a_server_that_says_nothing_to_cap(fake, tonle):
    """NICK and USER are sent after five seconds; a late answer is still used."""
    server = fake()
    begun = time.monotonic()
    tonle(**plain(server))
    one = server.accept()
    one.expect("CAP LS 302")
    assert one.raw_line() == "NICK tonle" and time.monotonic() - begun > 4
    one.raw_line()
    one.names = ["NICK", "USER"]
    one.send(":s CAP tonle LS :batch")
    one.expect("CAP REQ :batch")
    one.send(":s CAP tonle ACK :batch")
    one.expect("CAP END")
    one.welcome()


def test_new_and_withdrawn_capabilities(fake, tonle):
    server = fake()
    tonle(**plain(server), **login())
    one = server.accept()
    one.offers("message-tags cap-notify", "cap-notify message-tags")
    one.expect("CAP END")
    one.welcome()

    def ask():
        one.send(f"@msgid=m\\:1 :alice!a@host PRIVMSG {CHANNEL} :tonle: {QUESTION}")
        return one.line()

    assert ask().startswith("@+draft/reply=m\\:1;+reply=m\\:1 PRIVMSG ")
    one.send(":s CAP tonle DEL :message-tags")
    assert ask().startswith("PRIVMSG ")
    # the services come back: the login is made up for
    one.send(":s CAP tonle NEW :sasl=PLAIN message-tags batch")
    one.expect("CAP REQ :batch message-tags sasl")
    one.send(":s CAP tonle ACK :batch message-tags sasl")
    one.expect("AUTHENTICATE PLAIN")
    one.authenticate()
    assert one.authenticated() == b"jilles\0jilles\0sesame"
    one.send(":s 900 tonle tonle!t@h jilles :You are logged in", ":s 903 tonle :Done")
    assert ask().startswith("@+draft/reply=")


# --- the login --------------------------------------------------------------------------------


def begin_login(server, mechanism, offered="sasl"):
    one = server.accept()
    one.offers(offered, "sasl")
    one.expect(f"AUTHENTICATE {mechanism}")
    one.authenticate()
    return one


def end_login(one):
    one.send("900 * * jilles :You are now logged in.", "903 * :SASL authentication successful")
    one.expect("CAP END")
    one.welcome()


# base64 of user NUL user NUL password: 600 letters, 800, exactly 400, one over
@pytest.mark.parametrize("password", ["sesame", "quux" * 148, "x" * 286, "x" * 287, "éèà" * 100])
def test_plain(fake, tonle, password):
    server = fake()
    tonle(**plain(server), **login(mechanism="PLAIN", password=password))
    one = begin_login(server, "PLAIN")
    assert one.authenticated() == b"\0".join([b"jilles", b"jilles", password.encode()])
    end_login(one)


def test_a_last_piece_of_400_is_followed_by_plus(fake, tonle):
    server = fake()
    tonle(**plain(server), **login(mechanism="PLAIN", password="x" * 286))
    one = begin_login(server, "PLAIN")
    assert [len(one.line()) for _ in range(2)] == [len("AUTHENTICATE ") + 400, len("AUTHENTICATE +")]


@pytest.mark.parametrize("colon", [False, True])
def test_scram(fake, tonle, colon):
    server = fake()
    log = tonle(**plain(server), **login())
    one, scram = begin_login(server, "SCRAM-SHA-256"), Scram("sesame")
    one.authenticate(scram.first(one.authenticated()), colon)
    assert scram.name == "n=jilles"
    one.authenticate(scram.final(one.authenticated()), colon)
    assert scram.proved
    one.expect("AUTHENTICATE +")
    end_login(one)
    log.logged("logged in by SCRAM-SHA-256")


def test_scram_with_an_accent_and_many_rounds(fake, tonle):
    """A decomposed password is normalised (SASLprep); deriving the key does not block the bot."""
    server = fake()
    tonle(**plain(server), **login(password="cafe\u0301"))
    one = begin_login(server, "SCRAM-SHA-256")
    scram = Scram("caf\u00e9", rounds=200000)
    message = base64.b64encode(scram.first(one.authenticated())).decode()
    assert len(message) < 400
    one.send(f"AUTHENTICATE {message}", "PING :fence")  # read at once, so the PING is there before the derived key
    one.expect("PONG :fence")
    one.authenticate(scram.final(one.authenticated()))
    assert scram.proved


def test_scram_in_many_pieces(fake, tonle):
    """The server's message is exactly twice 400 letters long."""
    server = fake()
    tonle(**plain(server), **login())
    one, scram = begin_login(server, "SCRAM-SHA-256"), Scram("sesame")
    first = one.authenticated()
    scram.nonce = "x" * (600 - len(Scram("").first(first)) + len(scram.nonce))
    message = scram.first(first)
    assert len(message) == 600
    one.authenticate(message)
    one.authenticate(scram.final(one.authenticated()))
    one.expect("AUTHENTICATE +")
    end_login(one)


def bend_first(change):
    return lambda scram, client_first: change(scram.first(client_first))


@pytest.mark.parametrize("first, reason", [
    (lambda scram, _: b"r=" + b"x" * 100 + b",s=c2FsdA==,i=4096", "does not extend ours"),
    (lambda scram, _: b"r=" + _[_.rindex(b"r=") + 2:] + b",s=c2FsdA==,i=4096", "does not extend"),
    (bend_first(lambda m: m.replace(b"i=4096", b"i=4095")), "4095 rounds"),
    (bend_first(lambda m: m.replace(b"i=4096", b"i=200001")), "200001 rounds"),
    (bend_first(lambda m: m.replace(b"i=4096", b"i=99999999999999999999")), "number of rounds"),
    (bend_first(lambda m: m.replace(b",s=", b",s=*")), "the salt, in base64"),
    (bend_first(lambda m: b"m=x," + m), "the nonce, first"),
    (bend_first(lambda m: m + b"\0"), "malformed"),
    (lambda scram, _: b"", "the nonce, first"),
    (lambda scram, _: b"\xff" * 9000, "too long"),
])
def test_a_malicious_scram_server(fake, tonle, first, reason):
    server = fake()
    log = tonle(**plain(server), **login())
    one = begin_login(server, "SCRAM-SHA-256", "sasl=SCRAM-SHA-256,PLAIN")
    one.authenticate(first(Scram("sesame"), one.authenticated()))
    one.expect("AUTHENTICATE *", "CAP END")  # and no PLAIN, which would give it the password
    log.logged("not logged in: SCRAM-SHA-256: ")
    assert reason in log.log.read_text()
    one.send(":s 906 * :aborted")
    one.welcome()


@pytest.mark.parametrize("final", [
    b"v=" + base64.b64encode(bytes(32)), b"v=", b"v=AAAA", b"e=invalid-proof", b"", b"p=x"])
def test_a_scram_server_that_does_not_know_the_password(fake, tonle, final):
    server = fake()
    log = tonle(**plain(server), **login())
    one, scram = begin_login(server, "SCRAM-SHA-256"), Scram("sesame")
    one.authenticate(scram.first(one.authenticated()))
    one.authenticated()
    one.authenticate(final)
    one.expect("AUTHENTICATE *")
    log.logged("not logged in: SCRAM-SHA-256: ")


def test_a_scram_server_that_skips_its_proof(fake, tonle):
    server = fake()
    log = tonle(**plain(server), **login(required=True))
    one, scram = begin_login(server, "SCRAM-SHA-256"), Scram("sesame")
    one.authenticate(scram.first(one.authenticated()))
    one.authenticated()
    one.send(":s 903 * :Surely")
    one.expect("AUTHENTICATE *", "")
    log.logged("but has not proved itself")
    log.logged("trying again in 600 s")


def test_the_mechanisms_in_turn(fake, tonle):
    """904 leads to the next mechanism; 908 removes those that the server lacks."""
    server = fake()
    tonle(**plain(server), **login(mechanism="SCRAM-SHA-256 PLAIN"))
    one = begin_login(server, "SCRAM-SHA-256", "sasl")
    one.authenticated()
    one.send(":s 904 * :SASL authentication failed")
    one.expect("AUTHENTICATE PLAIN")
    one.send(":s 908 * EXTERNAL,SCRAM-SHA-256 :are available SASL mechanisms", ":s 904 * :Failed")
    one.expect("CAP END")
    one.welcome()


def test_only_908(fake, tonle):
    server = fake()
    tonle(**plain(server), **login(mechanism="SCRAM-SHA-256 PLAIN"))
    one = server.accept()
    one.offers("sasl", "sasl")
    one.expect("AUTHENTICATE SCRAM-SHA-256")
    one.send(":s 908 * PLAIN :are available SASL mechanisms")
    one.expect("AUTHENTICATE PLAIN")


@pytest.mark.parametrize("settings", [{"mechanism": "PLAIN"}, {"required": True}])
def test_no_mechanism_in_common(fake, tonle, settings):
    server = fake()
    tonle(**plain(server), **login(**settings))
    one = server.accept()
    one.offers("sasl=EXTERNAL", "sasl")
    one.expect("" if "required" in settings else "CAP END")


def test_no_password_in_the_clear_to_others(fake, tonle):
    """localhost may resolve to anything; 127.0.0.1 is this machine."""
    server = fake()
    log = tonle(**{**plain(server), "server": "localhost"}, **login())
    one = server.accept()
    one.offers("sasl=PLAIN", "sasl")
    one.expect("CAP END")
    log.logged("not logged in: the server offers only PLAIN")


def test_nothing_else_before_the_end(fake, tonle):
    """Whatever the server says, only PONG is sent before CAP END."""
    server = fake()
    tonle(**plain(server), **login())
    one = server.accept()
    one.offers("sasl", "sasl")
    one.expect("AUTHENTICATE SCRAM-SHA-256")
    one.send(f":alice!a@host PRIVMSG {CHANNEL} :tonle: {QUESTION}", ":s 433 * tonle :taken",
             ":alice!a@host PRIVMSG tonle :\x01VERSION\x01", f":alice!a@h INVITE tonle {CHANNEL}",
             "PING :x")
    one.expect("PONG :x")
    one.send(":s 904 * :no")
    one.expect("AUTHENTICATE PLAIN")
    one.send(":s 904 * :no")
    one.expect("CAP END")


def test_a_server_that_wants_a_password(ngircd, tonle, secret):
    """PASS is sent after CAP LS and before NICK."""
    server = ngircd("pass word")
    tonle(**plain(server)).logged("trying again")
    tonle(**plain(server), server_password_file=secret("pass word")).logged("welcomed")


def test_pass_waits_for_the_list_too(fake, tonle, secret):
    server = fake()
    log = tonle(**plain(server), server_password_file=secret(":x y"))
    one = server.accept()
    one.offers("")
    assert [one.raw_line().split(" ")[0] for _ in range(3)] == ["PASS", "NICK", "USER"]
    one.expect("CAP END")
    assert ":x y" not in log.log.read_text()


# --- TLS --------------------------------------------------------------------------------------


def tls(server, authority, **settings):
    return {"server": "127.0.0.1", "port": server.port, "tls_ca": str(authority.file), **settings}


def test_a_wrong_pin_closes_without_a_byte(fake, certificate, tonle):
    server = fake(certificate)
    log = tonle(server="127.0.0.1", port=server.port, tls_fingerprint="ab" * 32)
    one = server.accept()  # the handshake is done
    assert one.raw_line() == ""
    log.logged("not one of those in tls_fingerprint")


def test_an_unknown_authority_ends_the_handshake(fake, certificate, tonle):
    server = fake(certificate)
    tonle(server="127.0.0.1", port=server.port)
    with pytest.raises((ssl.SSLError, ConnectionError)):
        server.accept()


def test_old_tls_is_refused(fake, authority, certificate, tonle):
    server = fake()
    log = tonle(**tls(server, authority))
    one = server.accept()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.file, certificate.key)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore"):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)):
        context.wrap_socket(one.socket, server_side=True)
    log.logged("TLS: ")


def test_a_port_without_tls(fake, authority, tonle):
    server = fake()
    log = tonle(**tls(server, authority))
    server.accept().send(":s NOTICE * :hello")
    log.logged("the server does not speak TLS at this port")


@pytest.mark.parametrize("how_far", ["connected", "handshake", "negotiating", "up"])
def test_sigterm_ends_it_in_time(fake, authority, certificate, tonle, how_far):
    server = fake(certificate)
    bot = tonle(**tls(server, authority))
    one = server.accept(handshake=how_far not in ("connected", "handshake"))
    if how_far == "handshake":
        one.socket.recv(1)
    if how_far in ("negotiating", "up"):
        one.offers("sasl batch", "batch")
    if how_far == "up":
        one.expect("CAP END")
        one.welcome()
    assert bot.stop() == 0
    if how_far == "up":
        one.expect("QUIT :shutting down", "")  # and a close_notify: no error here


def test_a_peer_that_stops_reading(fake, authority, certificate, tonle):
    """It keeps asking and never reads; the queue is bounded, and the bot disconnects."""
    server = fake(certificate)
    log = tonle(**tls(server, authority))
    one = server.accept()
    one.offers("")
    one.expect("CAP END")
    one.welcome()
    one.socket.settimeout(0.2)
    question = f"PING :{'x' * 400}\r\n".encode() * 100
    with pytest.raises((OSError, ssl.SSLError)):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                one.socket.sendall(question)
            except TimeoutError:
                one.socket.close()  # a TLS stream cannot go on behind half a record
                raise
    log.logged("trying again")


def test_a_silent_peer(fake, authority, certificate, tonle):
    server = fake(certificate)
    log = tonle(**tls(server, authority, silence={"ping_ms": 200, "gone_ms": 200}))
    one = server.accept()
    one.offers("")
    one.expect("CAP END")
    one.welcome()
    ping = one.line()
    assert ping.startswith("PING :w")
    one.send(":s PONG s :" + ping[6:])
    assert one.line().startswith("PING :w")
    log.logged("no sign of life, and no answer to PING")


def test_a_peer_that_sends_no_line(fake, tonle):
    """It sends byte after byte, and never a line, which is no sign of life."""
    server = fake()
    log = tonle(server="127.0.0.1", port=server.port, tls=False, silence={"ping_ms": 200, "gone_ms": 200})
    one = server.accept()
    one.offers("")
    one.expect("CAP END")
    one.welcome()
    one.socket.settimeout(0.05)  # the pace of the bytes
    heard, begun = b"", time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        try:
            one.socket.sendall(b"x")
            got = one.socket.recv(4096)
            if not got:
                break
            heard += got
        except TimeoutError:
            pass
        except (BrokenPipeError, ConnectionResetError):
            break
    assert b"PING :w" in heard
    log.logged("no sign of life, and no answer to PING")


def test_signals_without_a_meaning(fake, tonle):
    """By default, SIGUSR1 and SIGUSR2 would kill the program."""
    server = fake()
    log = tonle(server="127.0.0.1", port=server.port, tls=False)
    one = server.accept()
    one.offers("")
    one.expect("CAP END")
    one.welcome()
    for number in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGXFSZ):
        log.process.send_signal(number)
    one.send("PING :still")
    assert one.line() == "PONG :still"
    assert log.process.poll() is None


def test_a_stopped_server(ngircd, tonle):
    """Stopped with SIGSTOP for longer than the bot waits."""
    server = ngircd()
    log = tonle(**plain(server), silence={"ping_ms": 300, "gone_ms": 300})
    log.logged("welcomed")
    server.process.send_signal(signal.SIGSTOP)
    log.logged("no sign of life, and no answer to PING; trying again")
    server.process.send_signal(signal.SIGCONT)
    log.logged("welcomed", times=2)


def test_the_handshake_fails_and_the_next_server_serves(fake, authority, certificate, tonle):
    broken, good = fake(certificate), fake(certificate)
    log = tonle(servers=[{"server": "127.0.0.1", "port": broken.port},
                         {"server": "127.0.0.1", "port": good.port}], tls_ca=str(authority.file))
    broken.accept(handshake=False).socket.close()
    one = good.accept()
    log.logged("trying 127.0.0.1 in 0 s")
    one.offers("")
    one.expect("CAP END")
    one.welcome()


# --- STS --------------------------------------------------------------------------------------


def test_sts(fake, authority, certificate, tonle, tmp_path):
    open_one, secure_one, state = fake(), fake(certificate), tmp_path / "kept"
    settings = {**plain(open_one), "tls_ca": str(authority.file), "state_dir": state}
    bot = tonle(**settings)
    one = open_one.accept()
    one.offers(f"sts=port={secure_one.port},duration=5 batch")
    assert one.raw_line() == "" and one.names == []  # not even NICK
    one = secure_one.accept()
    one.offers("sts=duration=1000,port=12345 batch", "batch")
    one.expect("CAP END")
    one.welcome()
    assert f"127.0.0.1 {secure_one.port} 1000 " in (state / "sts").read_text()
    one.send("ERROR :closing link")
    one = secure_one.accept()  # back, by TLS
    one.expect("CAP LS 302")
    assert bot.stop() == 0

    bot = tonle(**settings)  # remembered
    one = secure_one.accept()
    one.offers("sts=duration=0")
    one.expect("CAP END")
    one.welcome()
    assert "127.0.0.1" not in (state / "sts").read_text()
    one.send("ERROR :closing link")
    open_one.accept().expect("CAP LS 302")  # forgotten: as configured again


def test_sts_to_a_server_not_to_be_trusted(fake, certificate, tonle):
    open_one, secure_one = fake(), fake(certificate)
    log = tonle(**plain(open_one))
    open_one.accept().offers(f"sts=port={secure_one.port}")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        secure_one.accept()
    log.logged("is not trusted")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        secure_one.accept()  # again and again, and never in plain text
    open_one.listener.settimeout(0.1)
    with pytest.raises(TimeoutError):
        open_one.accept()


# --- what is heard ----------------------------------------------------------------------------


def test_the_longest_tags(fake, tonle):
    server = fake()
    tonle(**plain(server))
    one = server.accept()
    one.offers("message-tags", "message-tags")
    one.expect("CAP END")
    one.welcome()
    for filler, heard in (8191 - len("@msgid=1;x= "), True), (8192 - len("@msgid=1;x= "), False):
        one.send(f"@msgid=1;x={'y' * filler} :alice!a@host PRIVMSG {CHANNEL} :tonle: {QUESTION}",
                 "PING :fence")
        if heard:
            assert f" PRIVMSG {CHANNEL} :alice: {ANSWER}" in one.line()
        one.expect("PONG :fence")


def test_history_is_not_answered(fake, tonle):
    server = fake()
    tonle(**plain(server))
    one = server.accept()
    one.offers("batch server-time znc.in/playback", "batch server-time znc.in/playback")
    one.expect("CAP END")
    one.welcome()

    def stamp(ago):
        return time.strftime("@time=%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() - ago))

    asked = f":alice!a@host PRIVMSG {CHANNEL} :tonle: {QUESTION}"
    one.send(f"{stamp(3600)} {asked}", ":s BATCH +1 znc.in/playback #c", f"@batch=1 {asked}",
             ":s BATCH -1", f"{stamp(0)} :tonle!tonle@host PRIVMSG {CHANNEL} :tonle: {QUESTION}",
             "PING :fence")
    one.expect("PONG :fence")
    one.send(f"{stamp(2)} {asked}")
    assert ANSWER in one.line()


def test_a_server_with_a_wrong_clock(fake, tonle):
    """Its clock is an hour behind; its lines still count as new."""
    server = fake()
    tonle(**plain(server))
    one = server.accept()
    one.offers("server-time", "server-time")
    one.expect("CAP END")
    late = time.strftime("@time=%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() - 3600))
    one.send(f"{late} :s 001 tonle :Welcome")
    one.line()
    one.send(":tonle!tonle@host JOIN " + CHANNEL,
             f"{late} :alice!a@host PRIVMSG {CHANNEL} :tonle: {QUESTION}")
    assert ANSWER in one.line()


def test_a_hostile_stream(fake, tonle):
    """Random bytes before and after the welcome; the bot still answers at the end."""
    server = fake()
    tonle(**plain(server))
    chance = random.Random(4)
    pieces = ["CAP", "AUTHENTICATE", "LS", "ACK", "NEW", "*", ":", "=", "sasl", "sts=port=", "+",
              "NICK", "tonle", "PRIVMSG", CHANNEL, "005", "904", "\x01", "@time=", ";", "!a@b"]

    def noise():
        parts = [chance.choice(pieces) if chance.random() < .8 else
                 "".join(map(chr, chance.choices(range(1, 255), k=chance.randrange(40))))
                 for _ in range(chance.randrange(20))]
        line = " ".join(parts).replace("\n", "").encode(errors="replace")
        return line.replace(b"ERROR", b"") + b"\r\n"

    one = server.accept()
    one.expect("CAP LS 302")
    one.socket.sendall(b"\r\n\0\r\n:\r\n@\r\n @ :\r\n000\r\n:s CAP\r\n:s CAP * \r\nAUTHENTICATE\r\n")
    one.send(":s CAP * LS :batch")
    one.expect("CAP REQ :batch")
    one.send(":s CAP * ACK :batch")
    one.expect("CAP END")
    one.welcome()
    for _ in range(3000):
        one.socket.sendall(noise())
    one.send(":s 001 tonle :Welcome", ":tonle!tonle@host JOIN " + CHANNEL, "PING :fence")
    while one.line() != "PONG :fence":
        pass
    one.send(f":alice!a@host PRIVMSG {CHANNEL} :tonle: {QUESTION}")
    until(lambda: ANSWER in one.line(), "an answer")
