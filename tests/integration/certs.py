"""Keys and certificates for the tests, made by openssl(1): a certificate authority, and certificates
that it signs, valid for ten years by default."""
import hashlib
import pathlib
import ssl
import subprocess


class Certificate:
    """A key and its certificate, both PEM."""

    def __init__(self, stem):
        self.key, self.file = pathlib.Path(f"{stem}.key"), pathlib.Path(f"{stem}.pem")

    def openssl(self, *command):
        return subprocess.run(["openssl", *map(str, command)], check=True, capture_output=True,
                              stdin=subprocess.DEVNULL).stdout

    def make_key(self):
        self.openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256",
                     "-out", self.key)

    def fingerprint(self):
        """SHA-256 of the certificate, in lower-case hexadecimal."""
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(self.file.read_text())).hexdigest()

    def key_fingerprint(self):
        """SHA-256 of the public key (SubjectPublicKeyInfo)."""
        spki = self.openssl("pkey", "-in", self.key, "-pubout", "-outform", "DER")
        return hashlib.sha256(spki).hexdigest()


class Authority(Certificate):
    """Signs certificates; `tls_ca` names its own."""

    def __init__(self, directory):
        directory = pathlib.Path(directory)
        super().__init__(directory / "ca")
        self.directory = directory
        self.make_key()
        self.openssl("req", "-x509", "-new", "-key", self.key, "-subj", "/CN=Test CA", "-days",
                     3650, "-addext", "keyUsage=critical,keyCertSign", "-out", self.file)

    def issue(self, stem, names="", days=3650, self_signed=False):
        """names as subjectAltName takes them: "DNS:irc.test,IP:127.0.0.1". days may be negative:
        expired."""
        one = Certificate(self.directory / stem)
        one.make_key()
        request, extensions = one.file.with_suffix(".csr"), one.file.with_suffix(".ext")
        one.openssl("req", "-new", "-key", one.key, "-subj", f"/CN={stem}", "-out", request)
        extensions.write_text(f"subjectAltName={names}\n" if names else "basicConstraints=CA:FALSE\n")
        signer = ["-signkey", one.key] if self_signed else [
            "-CA", self.file, "-CAkey", self.key, "-CAcreateserial"]
        one.openssl("x509", "-req", "-in", request, "-days", days, "-extfile", extensions, *signer,
                    "-out", one.file)
        return one
