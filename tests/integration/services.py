"""A private InspIRCd 3 with Atheme's services on free loopback ports: TLS, IRCv3, SASL, accounts."""
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile

from certs import Authority
from irc import PATIENCE, Client, free_port, listens_on, until

INSPIRCD = """\
<server name="irc.test" description="test server" network="TestNet" id="0AA">
<admin name="nobody" nick="nobody" email="nobody@irc.test">
<bind address="127.0.0.1" port="{port}" type="clients">
<bind address="127.0.0.1" port="{link_port}" type="servers">
<module name="ssl_gnutls">
{tls}
<module name="spanningtree">
<link name="services.test" ipaddr="127.0.0.1" port="{link_port}" allowmask="127.0.0.1/32"
      sendpass="link" recvpass="link">
<link name="leaf.test" ipaddr="127.0.0.1" port="{link_port}" allowmask="127.0.0.1/32"
      sendpass="link" recvpass="link">
<uline server="services.test" silent="yes">
<module name="sasl">
<sasl target="services.test" requiressl="no">
{modules}
{sts}
<connect name="test" allow="*" timeout="{timeout}" pingfreq="120" resolvehostnames="no" useident="no"
         usednsbl="no" fakelag="no" threshold="100000" commandrate="1000000" recvq="40960"
         softsendq="10485760" hardsendq="20971520" localmax="5000" globalmax="5000"
         maxconnwarn="no" maxchans="200">
<performance clonesonconnect="no" quietbursts="yes" softlimit="5000" somaxconn="128">
<security announceinvites="dynamic" hideulines="no" maxtargets="20">
<options casemapping="rfc1459" prefixquit="Quit: " syntaxhints="no">
<limits maxnick="30" maxchan="64" maxtopic="390" maxkick="300" maxaway="200">
<hostname charmap="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_/0123456789">
<dns server="127.0.0.1" timeout="1">
<class name="All" commands="*" privs="*" usermodes="*" chanmodes="*" snomasks="*">
<type name="NetAdmin" classes="All">
<oper name="root" password="toor" host="*@*" type="NetAdmin">
<log method="file" type="* -USERINPUT -USEROUTPUT" level="default" target="{directory}/inspircd.log">
"""

# deaf and hidechans: Atheme's link needs them
MODULES = """services_account svshold hidechans deaf chghost cap ircv3 ircv3_accounttag ircv3_batch
ircv3_capnotify ircv3_chghost ircv3_ctctags ircv3_echomessage ircv3_invitenotify
ircv3_labeledresponse ircv3_msgid ircv3_servertime namesx setname monitor sslinfo botmode
banexception inviteexception muteban banredirect customprefix delaymsg chanhistory sanick""".split()

TLS = """\
<bind address="127.0.0.1" port="{port}" type="clients" sslprofile="{stem}">
<sslprofile name="{stem}" provider="gnutls" certfile="{certificate}" keyfile="{key}"
            requestclientcert="yes" hash="sha256">"""

ATHEME = """\
{modules}
serverinfo {{
	name = "services.test"; desc = "test services"; numeric = "00A"; recontime = 1;
	netname = "TestNet"; adminname = "nobody"; adminemail = "nobody@irc.test";
	registeremail = "nobody@irc.test"; auth = none; casemapping = rfc1459; maxlogins = 10000;
	maxusers = 0; maxnicks = 0; maxcertfp = 0; loglevel = {{ error; info; admin; network; }};
}};
uplink "irc.test" {{
	host = "127.0.0.1"; port = {link_port}; send_password = "link"; receive_password = "link";
}};
nickserv {{ nick = "NickServ"; user = "NickServ"; host = "services.test"; real = "nicks"; }};
saslserv {{ nick = "SaslServ"; user = "SaslServ"; host = "services.test"; real = "logins"; }};
chanserv {{ nick = "ChanServ"; user = "ChanServ"; host = "services.test"; real = "channels"; }};
database {{ }};
general {{
	helpchan = "#help"; commit_interval = 60; flood_msgs = 0; kline_time = 0; ratelimit_uses = 0;
	default_clone_allowed = 5000; clone_time = 0;
}};
"""

ATHEME_MODULES = """protocol/inspircd backend/opensex crypto/posix nickserv/main nickserv/register
nickserv/identify nickserv/logout nickserv/info nickserv/group nickserv/ghost nickserv/cert
nickserv/set_core nickserv/set_password nickserv/set_pubkey nickserv/drop saslserv/main
saslserv/plain saslserv/external saslserv/ecdsa-nist256p-challenge chanserv/main chanserv/register
chanserv/op chanserv/flags chanserv/invite""".split()


def program(name):
    path = shutil.which(name, path="/usr/sbin:/usr/bin:" + os.environ["PATH"])
    assert path, f"{name} is not installed (make deps-test)"
    return path


def unprivileged():
    """Runs them as nobody if we are root, since InspIRCd and Atheme refuse to run as root."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}


class Network:
    """InspIRCd and Atheme, in the foreground, with everything they write in one directory.

    port is plain; tls_ports is by certificate: "good" (irc.test, localhost and 127.0.0.1, by the
    authority), "selfsigned", "expired" (for the same names), "stranger" (other.test). sts: a
    duration in seconds, announced for the good TLS port (and there only to clients that send a name).
    """

    def __init__(self, sts=None, timeout=15):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="tonle-irc-"))
        self.inspircd = self.atheme = None
        self.port, self.link_port = free_port(), free_port()
        self.authority = Authority(self.directory)
        names = "DNS:irc.test,DNS:localhost,IP:127.0.0.1"
        self.certificates = {
            "good": self.authority.issue("good", names),
            "selfsigned": self.authority.issue("selfsigned", names, self_signed=True),
            "expired": self.authority.issue("expired", names, days=-1),
            "stranger": self.authority.issue("stranger", "DNS:other.test"),
        }
        self.client = self.authority.issue("client")
        self.tls_ports = {stem: free_port() for stem in self.certificates}
        self.write(sts, timeout)
        if os.getuid() == 0:
            for path in [self.directory, *self.directory.iterdir()]:
                shutil.chown(path, "nobody", "nogroup")

    @property
    def tls_port(self):
        return self.tls_ports["good"]

    def write(self, sts, timeout=15):
        """The configurations."""
        tls = "\n".join(TLS.format(stem=stem, port=self.tls_ports[stem], certificate=c.file,
                                   key=c.key) for stem, c in self.certificates.items())
        policy = "" if sts is None else (
            f'<module name="ircv3_sts"><sts host="*" duration="{sts}s" port="{self.tls_port}">')
        (self.directory / "inspircd.conf").write_text(INSPIRCD.format(
            port=self.port, link_port=self.link_port, directory=self.directory, tls=tls,
            sts=policy, timeout=timeout,
            modules="\n".join(f'<module name="{name}">' for name in MODULES)))
        (self.directory / "atheme.conf").write_text(ATHEME.format(
            link_port=self.link_port,
            modules="\n".join(f'loadmodule "modules/{name}";' for name in ATHEME_MODULES)))

    def launch(self, name, command):
        with open(self.directory / f"{name}.out", "ab") as out:
            return subprocess.Popen(
                command, cwd=self.directory, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                # InspIRCd 3.15 with GnuTLS crashes at its very end: no core files
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)),
                **unprivileged())

    def start(self):
        self.start_server()
        self.start_services()

    def start_server(self):
        path = program("inspircd")
        profiles = pathlib.Path("/sys/kernel/security/apparmor/profiles")
        if profiles.exists() and path in profiles.read_text():
            # Debian's profile lets it read /etc/inspircd only; it is bound to the path
            path = shutil.copy(path, self.directory / "inspircd")
        self.inspircd = self.launch("inspircd", [
            path, "--nofork", "--nopid", "--config", str(self.directory / "inspircd.conf")])
        for port in (self.port, *self.tls_ports.values()):
            until(lambda: listens_on(port, self.inspircd), f"inspircd on {port}: {self.directory}")

    def start_services(self):
        self.atheme = self.launch("atheme", [
            program("atheme-services"), "-n", "-c", str(self.directory / "atheme.conf"),
            "-l", str(self.directory / "atheme.log"), "-p", str(self.directory / "atheme.pid"),
            "-D", str(self.directory)])
        probe = Client(self.port, "probe")

        def answers():
            assert self.atheme.poll() is None, (self.directory / "atheme.out").read_text()
            probe.send("WHOIS NickServ")
            seen = []
            probe.expect(" 318 ", seen=seen)
            return any(" 311 " in line for line in seen)

        until(answers, "NickServ")
        probe.send("QUIT")
        probe.close()

    def register(self, account, password, certificate=None, public_key=None):
        """A services account; the certificate's fingerprint and a public key (base64 of the
        compressed point) go with it."""
        one = Client(self.port, account)
        one.send(f"PRIVMSG NickServ :REGISTER {password} {account}@irc.test")
        one.expect(":NickServ!", "is now registered")
        if certificate:
            one.send(f"PRIVMSG NickServ :CERT ADD {certificate.fingerprint()}")
            one.expect(":NickServ!", "Added fingerprint")
        if public_key:
            one.send(f"PRIVMSG NickServ :SET PUBKEY {public_key}")
            one.expect(":NickServ!", "public key is now set")
        one.send("QUIT")
        one.close()

    def stop(self):
        for process in (self.atheme, self.inspircd):
            if process and process.poll() is None:
                process.terminate()
                process.wait(PATIENCE)
        self.atheme = self.inspircd = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.directory)


class Operator(Client):
    """An operator who may do everything: KILL, SQUIT, UNLOADMODULE ircv3_echomessage …"""

    def __init__(self, network, nick="oper"):
        super().__init__(network.port, nick)
        self.send("OPER root toor")
        self.expect(" 381 ")
