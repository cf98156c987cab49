"""An endpoint with a certificate of the office network: refused until it is trusted, and nothing sent before."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from drafting.honest import honest
from model_server import serving
from nianbao import draft, load
from nianbao.drafting import Draft
from nianbao.drafting.engines import Setup, model_for
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.errors import NianbaoError
from nianbao.settings import ModelSettings, model_settings

INPUT = Path(__file__).parents[2] / "examples" / "kangrong-2020" / "report.yaml"
both = pytest.mark.parametrize("engine", ["chat", "langchain"])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine's address, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    pem = serialization.Encoding.PEM
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(plain + made.public_bytes(pem))
    path.with_name("trusted.pem").write_bytes(made.public_bytes(pem))
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def drafted(engine: str, address: str, certificates: str = "") -> Draft:
    settings = ModelSettings(
        base_url=address, model="m", timeout=120, retries=1, retry_wait=0.05, certificates=certificates
    )
    return draft(load(INPUT), Modelled(model_for(engine, Setup(settings)), Options(max_repairs=0)))


@both
def test_a_trusted_certificate(engine: str, tls: ssl.SSLContext, certificate: Path) -> None:
    with serving(honest(), tls) as server:
        done = drafted(engine, server.base_url, str(certificate.with_name("trusted.pem")))
        assert server.asked
    assert done.failures == {}


@both
def test_an_unknown_certificate_is_refused_and_nothing_sent(engine: str, tls: ssl.SSLContext) -> None:
    with serving(honest(), tls) as server:
        done = drafted(engine, server.base_url)
        assert server.asked == []
    assert done.failures
    assert all("证书不被信任" in why and "certificates" in why for why in done.failures.values())


def test_a_file_without_certificates_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pem").write_text("nothing")
    for name in ("a.pem", "missing.pem"):
        with pytest.raises(NianbaoError, match="certificates 不能用"):
            model_for(
                "chat", Setup(ModelSettings(base_url="https://a/v1", model="m", certificates=str(tmp_path / name)))
            )


def test_the_file_is_sought_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "nianbao.toml").write_text('[model]\ncertificates = "ca.pem"\n')
    assert model_settings(tmp_path).certificates == str(tmp_path / "ca.pem")
