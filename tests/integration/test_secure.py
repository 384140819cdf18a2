"""TLS, SASL, STS and capabilities on a real InspIRCd with Atheme's services."""
import base64
import re
import subprocess

import pytest

from conftest import CHANNEL, ROOT, TONLE
from irc import PATIENCE, Client
from services import Operator

QUESTION, ANSWER = "what was the elephant called?", "The elephant at Wat Phnom was called Sambo."


class Witness(Client):
    """Somebody in the channel who sees accounts and tags."""

    def __init__(self, network):
        super().__init__(network.port, "alice")
        self.send("CAP REQ :extended-join message-tags account-tag", f"JOIN {CHANNEL}")
        self.expect(" 366 ")

    def sees(self, account="*", nick="tonle"):
        """nick joins, logged in as account."""
        return self.expect(f":{nick}!", f" JOIN {CHANNEL} {account} ")

    asked = None

    def gets_an_answer(self, nick="tonle"):
        """Asks; if it was asked within the last minute, the reply is that it was just said."""
        again = self.asked == nick
        self.asked = nick
        self.say(CHANNEL, f"{nick}: {QUESTION}")
        return self.expect(f":{nick}!", f"PRIVMSG {CHANNEL} :alice: {'' if again else ANSWER}")


@pytest.fixture(scope="module")
def lasting_witness(network):
    one = Witness(network)
    yield one
    one.send("QUIT")
    one.close()


@pytest.fixture
def witness(lasting_witness):
    lasting_witness.fence()  # what the test before left behind
    return lasting_witness


def secure(network, stem="good", **settings):
    return {"server": "127.0.0.1", "port": network.tls_ports[stem],
            "tls_ca": str(network.authority.file), **settings}


def plain(network, **settings):
    return {"server": "127.0.0.1", "port": network.port, "tls": False, **settings}


# --- TLS --------------------------------------------------------------------------------------


def test_a_verified_server(network, witness, tonle):
    one = tonle(**secure(network))
    witness.sees()
    witness.gets_an_answer()
    one.logged("secured by TLSv1.3")


@pytest.mark.parametrize("stem, pin", [
    ("selfsigned", "certificate"), ("selfsigned", "key"), ("expired", "certificate")])
def test_a_pinned_server(network, witness, tonle, stem, pin):
    certificate = network.certificates[stem]
    pin = certificate.fingerprint() if pin == "certificate" else certificate.key_fingerprint()
    colons = ":".join(re.findall("..", pin.upper()))
    tonle(server="localhost", port=network.tls_ports[stem], tls_fingerprint=f"{'0' * 64} {colons}")
    witness.sees()


@pytest.mark.parametrize("stem, settings, reason", [
    ("stranger", {"server": "localhost"}, "hostname mismatch"),
    ("stranger", {}, "IP address mismatch"),
    ("good", {"tls_ca": ""}, "unable to get local issuer certificate"),
    ("selfsigned", {}, "self-signed certificate"),
    ("expired", {}, "certificate has expired"),
    ("good", {"tls_fingerprint": "ab" * 32}, "not one of those in tls_fingerprint"),
])
def test_a_server_not_to_be_trusted(network, tonle, stem, settings, reason):
    one = tonle(**secure(network, stem, **settings))
    one.logged("trying again")
    log = one.log.read_text()
    assert reason in log and f"port {network.tls_ports[stem]}" in log
    assert network.certificates[stem].fingerprint() in log, "so that it can be pinned"
    assert "capabilities" not in log


def test_the_next_server_is_tried(network, witness, tonle):
    """A dead server, an untrusted one and a good one: connected in a moment."""
    tonle(servers=[{"server": "127.0.0.1", "port": 1},
                   {"server": "127.0.0.1", "port": network.tls_ports["selfsigned"]},
                   {"server": "127.0.0.1", "port": network.tls_port}],
          tls_ca=str(network.authority.file))
    witness.sees()


# --- the login --------------------------------------------------------------------------------


def test_plain(network, witness, tonle, secret):
    one = tonle(**secure(network), sasl={"username": "tonle", "password_file": secret("sesame")})
    witness.sees("tonle")
    one.logged("logged in by PLAIN")
    assert "sesame" not in one.log.read_text()
    witness.gets_an_answer()


def test_password_from_the_environment(network, witness, tonle):
    tonle(environment={"TONLE_PASSWORD": "sesame"}, **secure(network),
          sasl={"mechanism": "PLAIN", "username": "tonle", "password_env": "TONLE_PASSWORD"})
    witness.sees("tonle")


def test_plain_on_this_machine_without_tls(network, witness, tonle):
    tonle(**plain(network), sasl={"username": "tonle", "password": "sesame"})
    witness.sees("tonle")


def test_external(network, witness, tonle):
    one = tonle(**secure(network), tls_cert=str(network.client.file),
                tls_key=str(network.client.key), sasl={"mechanism": "EXTERNAL"})
    witness.sees("tonle")
    one.logged("logged in by EXTERNAL")


def compressed_point(certificate):
    """The public key as Atheme wants it: base64 of the compressed point."""
    key = subprocess.run(["openssl", "ec", "-in", certificate.key, "-pubout", "-outform", "DER",
                          "-conv_form", "compressed"], check=True, capture_output=True).stdout
    return base64.b64encode(key[-33:]).decode()


def test_ecdsa(network, witness, tonle):
    network.register("signer", "unused", public_key=compressed_point(network.client))
    one = tonle(**secure(network), sasl={"username": "signer",
                                         "key_file": str(network.client.key)})
    witness.sees("signer")
    one.logged("logged in by ECDSA-NIST256P-CHALLENGE")


def test_the_next_mechanism_is_tried(network, witness, tonle, secret):
    """Atheme does not know this certificate, so EXTERNAL fails."""
    unknown = network.authority.issue("unknown")
    one = tonle(**secure(network), tls_cert=str(unknown.file), tls_key=str(unknown.key),
                sasl={"username": "tonle", "password_file": secret("sesame")})
    witness.sees("tonle")
    one.logged("logged in by PLAIN")


def test_a_wrong_password(network, witness, tonle, secret):
    """The bot still connects, and logs the failed login."""
    one = tonle(**secure(network), sasl={"username": "tonle", "password_file": secret("wrong")})
    witness.sees("*")
    one.logged("not logged in: PLAIN: the server said 904")


def test_a_wrong_password_where_the_login_is_required(network, tonle, secret):
    one = tonle(**secure(network), sasl={
        "username": "tonle", "password_file": secret("wrong"), "required": True})
    one.logged("no login: PLAIN: the server said 904")
    one.logged("trying again in 600 s")
    assert "welcomed" not in one.log.read_text()


def test_a_mechanism_that_the_server_lacks(network, witness, tonle, secret):
    one = tonle(**secure(network), sasl={
        "mechanism": "SCRAM-SHA-256", "username": "tonle", "password_file": secret("sesame")})
    witness.sees("*")
    one.logged("not logged in: the server offers only")


# --- STS --------------------------------------------------------------------------------------


def test_sts(own_network, tonle, tmp_path):
    network = own_network(sts=300)
    network.start_server()
    state = tmp_path / "state"
    witness = Witness(network)
    settings = {**plain(network), "server": "localhost", "tls_ca": str(network.authority.file)}
    one = tonle(state_dir=state, **settings)
    witness.sees()
    one.logged("the server wants TLS (STS)")
    one.logged("secured by TLSv1.3")
    host, port, duration, expires = (state / "sts").read_text().splitlines()[-1].split()
    assert (host, int(port), int(duration)) == ("localhost", network.tls_port, 300)
    assert one.stop() == 0
    witness.expect(":tonle!", "QUIT")

    # at the next start there is no plain text at all
    one = tonle(state_dir=state, **settings)
    witness.sees()
    assert "wants TLS" not in one.log.read_text() and "secured by" in one.log.read_text()
    assert one.stop() == 0
    witness.expect(":tonle!", "QUIT")

    # a server that cannot be trusted any more is not spoken to in plain text instead
    one = tonle(state_dir=state, **{**settings, "tls_ca": ""})
    one.logged("trying again")
    assert "unable to get local issuer" in one.log.read_text()
    assert "capabilities" not in one.log.read_text()


# --- capabilities -----------------------------------------------------------------------------


def test_capabilities_that_come_and_go(own_network, tonle):
    network = own_network()
    network.start_server()
    witness, operator = Witness(network), Operator(network)
    one = tonle(**secure(network))
    witness.sees()
    first = ("capabilities: account-notify account-tag away-notify batch cap-notify chghost "
             "echo-message extended-join invite-notify labeled-response ")
    one.logged(first + "message-tags multi-prefix server-time setname\n")
    operator.send("UNLOADMODULE ircv3_ctctags")
    operator.expect(" 973 ")
    one.logged(first + "multi-prefix server-time setname\n")
    witness.gets_an_answer()
    operator.send("LOADMODULE ircv3_ctctags")
    operator.expect(" 975 ")
    one.logged(first + "message-tags multi-prefix server-time setname\n", times=2)
    witness.gets_an_answer()


def test_an_answer_names_the_question(network, witness, tonle):
    tonle(**secure(network))
    witness.sees()
    witness.send("CAP REQ :echo-message")
    witness.expect("CAP", "ACK")
    witness.say(CHANNEL, f"tonle: {QUESTION}")
    question = re.search(r"msgid=([^; ]+)", witness.expect(":alice!", "PRIVMSG"))[1]
    tags = witness.expect(":tonle!", "PRIVMSG").split(" ")[0][1:].split(";")
    assert f"+draft/reply={question}" in tags and f"+reply={question}" in tags


# --- tonle run --check ------------------------------------------------------------------------


def check(configuration, **settings):
    path = configuration(**settings)
    run = subprocess.run([TONLE, "run", "--config", path, "--check"], capture_output=True,
                         text=True, timeout=PATIENCE)
    assert "127.0.0.1" not in run.stdout
    return run.returncode, run.stdout + run.stderr, path


def test_check_of_a_sound_configuration(network, configuration, secret):
    status, said, _ = check(configuration, **secure(network), tls_cert=str(network.client.file),
                            tls_key=str(network.client.key), tls_fingerprint="ab" * 32,
                            sasl={"username": "tonle", "password_file": secret("sesame"),
                                  "required": True})
    assert status == 0 and ": ok, 1 network" in said


@pytest.mark.parametrize("settings, reason", [
    ({"tls_fingerprint": "abcd"}, 'found "abcd"'),
    ({"tls_fingerprint": "ab" * 32 + " " + "zz" * 32}, "64 hexadecimal digits"),
    ({"tls_ca": "/nowhere/ca.pem"}, "tls_ca /nowhere/ca.pem: No such file"),
    ({"tls_cert": "/nowhere/cert.pem"}, "/nowhere/cert.pem: No such file"),
    ({"tls_key": "/nowhere/key.pem"}, "tls_key without tls_cert"),
    ({"sasl": {"mechanism": "MD5", "username": "u", "password": "p"}}, 'found "MD5"'),
    ({"sasl": {"mechanism": "PLAIN", "username": "u"}}, "PLAIN needs username, a password"),
    ({"sasl": {"mechanism": "EXTERNAL"}}, "EXTERNAL needs TLS and tls_cert"),
    ({"sasl": {"username": "u", "password_file": "/nowhere/p"}}, "/nowhere/p: No such file"),
    ({"sasl": {"username": "u", "password_env": "TONLE_UNSET"}}, "TONLE_UNSET is not set"),
    ({"sasl": {"username": "u", "key_file": "/nowhere/k"}}, "/nowhere/k: No such file"),
    ({"tls": False, "sasl": {"mechanism": "PLAIN", "username": "u", "password": "p"}},
     "PLAIN needs username, a password, and TLS"),
])
def test_check_of_an_unsound_one(configuration, settings, reason):
    status, said, path = check(configuration, **{"server": "irc.invalid", **settings})
    assert status == 2 and f"{path}:1: " in said and reason in said


def test_check_of_secrets_that_others_can_read(network, configuration, secret):
    sasl = {"username": "tonle", "password_file": secret("sesame", 0o640)}
    status, said, _ = check(configuration, **secure(network), sasl=sasl)
    assert status == 2 and "mode 0640); fix it with: chmod 600 " in said
    path = configuration(**secure(network), sasl={"username": "tonle", "password": "sesame"})
    path.chmod(0o644)
    run = subprocess.run([TONLE, "run", "--config", path], capture_output=True, text=True)
    assert run.returncode == 2 and "mode 0644" in run.stderr and "sesame" not in run.stderr


def test_the_manual_is_a_configuration(tmp_path):
    """config/tonle.yaml without its '#': every key is known, and only files are missing."""
    lines, within = [], False
    for line in (ROOT / "config/tonle.yaml").read_text().splitlines():
        within = line.startswith("#") and (
            within or re.match(r"# [a-z_]+:( |$)", line))
        lines.append(line[2:] if within else line)
    path = tmp_path / "tonle.yaml"
    path.write_text("\n".join(lines))
    run = subprocess.run([TONLE, "run", "--config", path, "--check"], capture_output=True, text=True)
    assert run.returncode == 2 and "tls_ca /etc/ssl/school.pem: No such file" in run.stderr
