"""The server configurations in deploy/, tried with the servers themselves: nginx, Apache and Caddy."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from playwright.sync_api import Browser

from brochure import distribution
from tests.conftest import EXERCISES, PHONE, POLICY, ROOT, Site, accepted, free_port
from tests.test_distribution import ORIGIN

DEPLOY = ROOT / "deploy"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}
Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Server:
    """One that runs with our configuration, and the site below a path of it."""

    name: str
    port: int
    path: str
    log: Path

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers=sent)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        body = answer.read()
        connection.close()
        return answer.status, found, body

    def raw(self, request: bytes) -> bytes:
        """What comes back for bytes that are no request."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            with contextlib.suppress(OSError):
                line.sendall(request)
                line.shutdown(socket.SHUT_WR)
            answer = b""
            with contextlib.suppress(OSError):
                while part := line.recv(65536):
                    answer += part
        return answer


def nginx(home: Path, port: int, path: str) -> list[str]:
    own = configured("nginx.conf", home, port).replace('perinatal_path ""', f'perinatal_path "{path}"')
    own = own.replace("/var/log/nginx/perinatal.log", str(home / "log"))
    temporary = "".join(
        f"{kind}_temp_path {home}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    main = f"{user} daemon off; pid {home}/pid; error_log {home}/errors; events {{}} http {{ {temporary} {own} }}"
    (home / "main.conf").write_text(main, "utf-8")
    return ["nginx", "-e", str(home / "errors"), "-c", str(home / "main.conf")]


def apache2(home: Path, port: int, path: str) -> list[str]:
    own = configured("apache.conf", home, port).replace("PERINATAL_PATH /", f"PERINATAL_PATH {path}/")
    own = own.replace("/var/log/apache2/perinatal.log", str(home / "log"))
    modules = [
        "mpm_event",
        "authz_core",
        "dir",
        "headers",
        "mime",
        "rewrite",
        "setenvif",
        "deflate",
        "filter",
    ]
    load = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in modules)
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    listen = f"ServerRoot {home}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {home}/pid\nErrorLog {home}/errors\n"
    (home / "main.conf").write_text(f"{load}{user}{listen}{own}", "utf-8")
    return ["apache2", "-D", "FOREGROUND", "-f", str(home / "main.conf")]


def caddy(home: Path, port: int, path: str) -> list[str]:
    own = configured("Caddyfile", home, port).replace("/var/log/caddy/perinatal.log", str(home / "log"))
    (home / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{own}", "utf-8")
    return [
        "env",
        f"PERINATAL_PATH={path}",
        f"HOME={home}",
        "caddy",
        "run",
        "--adapter",
        "caddyfile",
        "--config",
        str(home / "Caddyfile"),
    ]


def configured(name: str, home: Path, port: int) -> str:
    """A configuration of ours on a port and a folder of the test's."""
    text = (DEPLOY / name).read_text("utf-8").replace("/srv/perinatal", str(home))
    where = {
        "nginx.conf": "listen 127.0.0.1:",
        "apache.conf": "<VirtualHost 127.0.0.1:",
        "Caddyfile": "http://:",
    }
    return re.sub(r"(listen |<VirtualHost \*:|^:)8080", f"{where[name]}{port}", text, count=1, flags=re.M)


def unpack(archive: Mapping[str, bytes], web: Path) -> None:
    """Puts the site of an archive where a server looks for it."""
    for name, content in archive.items():
        if name.startswith("site/"):
            file = web / name.removeprefix("site/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


@contextlib.contextmanager
def running(command: list[str], home: Path, port: int, user: str | None = None) -> Iterator[None]:
    """A server that answers, until it is no longer needed; what it says is in home/said."""
    with (home / "said").open("wb") as said:
        (home / "said").chmod(0o666)  # another user opens it once more, as /dev/stdout
        process = subprocess.Popen(command, stdout=said, stderr=said, user=user)
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        told = "".join(file.read_text("utf-8") for file in home.glob("[es]*") if file.is_file())
        assert process.poll() is None, told
        time.sleep(0.1)
    yield
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="module")
def archive(site: Site) -> dict[str, bytes]:
    """What `make dist` gives to be served."""
    return distribution.for_a_server(ROOT, distribution.read(site.folder), accepted(), ORIGIN)


START: dict[str, Callable[[Path, int, str], list[str]]] = {"nginx": nginx, "apache2": apache2, "caddy": caddy}


@pytest.fixture(
    scope="module",
    params=[(name, path) for name in START for path in ("", "/a/b")],
    ids=lambda p: f"{p[0]}{p[1]}",
)
def server(request: pytest.FixtureRequest, archive: dict[str, bytes]) -> Iterator[Server]:
    name, path = request.param
    if not shutil.which(name):
        pytest.skip(f"{name} is not here")
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        home.chmod(0o755)
        unpack(archive, home / "web" / path.strip("/"))
        (home / "secret").write_text("root:x:0:0", "utf-8")
        port = free_port()
        with running(START[name](home, port, path), home, port):
            yield Server(name, port, path, home / "log")


def test_every_file_comes_with_its_type_and_all_headers(server: Server, site: Site) -> None:
    for file in sorted(path for path in site.folder.rglob("*") if path.is_file()):
        target = f"{server.path}/{file.relative_to(site.folder).as_posix()}"
        status, headers, body = server.ask(target)
        assert (status, body) == (200, file.read_bytes()), target
        kind = headers["content-type"].lower().replace("text/javascript", "application/javascript")
        assert kind.startswith(TYPES[file.suffix]), target
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        for allowed in ("screen-wake-lock=(self)", "autoplay=(self)", "web-share=(self)", "camera=()"):
            assert allowed in headers["permissions-policy"]
        assert headers["cross-origin-opener-policy"] == "same-origin"
        data = file.name in ("links.json", "exercises.json")
        assert headers["cross-origin-resource-policy"] == ("cross-origin" if data else "same-origin"), target
        assert headers.get("access-control-allow-origin") == ("*" if data else None), target
        kept = "public, max-age=31536000, immutable" if file.parent.name == "assets" else "no-cache"
        assert headers["cache-control"] == kept, target
        assert not re.search(r"\d", headers.get("server", "")), "no version of the server"


def test_every_page_opens_by_its_folder(server: Server, site: Site) -> None:
    for file in site.folder.rglob("index.html"):
        folder = file.parent.relative_to(site.folder).as_posix().removeprefix(".")
        status, _, body = server.ask(f"{server.path}/{folder}/".replace("//", "/"))
        assert (status, body) == (200, file.read_bytes()), folder


@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize("target", ["index.html", "toilet/", "links.json"])
def test_text_crosses_the_network_as_the_archive_has_compressed_it(
    server: Server, archive: dict[str, bytes], target: str, coding: str
) -> None:
    """Debian's nginx has no module for Brotli, and gets by with gzip."""
    _, headers, body = server.ask(f"{server.path}/{target}", Accept_Encoding=f"deflate, gzip, {coding}")
    file = f"site/{target}index.html" if target.endswith("/") else f"site/{target}"
    found = "gzip" if server.name == "nginx" else coding
    assert headers["content-encoding"] == found
    assert body == archive[file + {"br": ".br", "gzip": ".gz"}[found]]
    assert "accept-encoding" in headers["vary"].lower()
    assert headers["content-type"].lower().startswith(TYPES[Path(file).suffix])
    assert headers.get("access-control-allow-origin") == ("*" if target == "links.json" else None)


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    _, headers, _ = server.ask(f"{server.path}/toilet/")
    status, _, body = server.ask(f"{server.path}/toilet/", If_None_Match=headers["etag"])
    assert (status, body) == (304, b"")


def test_a_folder_without_its_slash_goes_on_to_it_with_the_query(server: Server) -> None:
    """Behind a proxy that ends TLS, the server does not know the scheme: it says none, or has been told."""
    status, headers, _ = server.ask(f"{server.path}/exercises/endurance?hold=6", Host="kine.hospital.example")
    assert status in (301, 302, 307, 308)
    location = headers["location"]
    root = "https://kine.hospital.example" if server.name == "apache2" else ""
    assert location in (f"{root}{server.path}/exercises/endurance/?hold=6", "endurance/?hold=6")


@pytest.mark.parametrize(
    "target", ["/nowhere/", "/toilet/nowhere", "/assets/site.css", "/assets/", "/.git/config"]
)
def test_what_is_not_there_gets_the_page_that_says_so(server: Server, site: Site, target: str) -> None:
    status, headers, body = server.ask(server.path + target)
    assert status in ((403, 404) if target in ("/assets/", "/.git/config") else (404,))
    assert headers["content-security-policy"] == POLICY
    assert "immutable" not in headers["cache-control"]
    if status == 404:
        assert body == (site.folder / "404.html").read_bytes()
    assert b"Index of" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_only_get_and_head_are_answered(server: Server, method: str) -> None:
    status, _, body = server.ask(f"{server.path}/toilet/", method)
    assert status in (405, 501), method
    assert b"<article" not in body
    status, headers, body = server.ask(f"{server.path}/toilet/", "HEAD")
    assert (status, body) == (200, b"") and int(headers.get("content-length", 1)) > 0


@pytest.mark.parametrize(
    "up", ["..", "%2e%2e", "%252e%252e", "..%2f..", "..\\..", "..%5c..", "%c0%ae%c0%ae", "....//"]
)
def test_no_path_leads_out_of_the_site(server: Server, up: str) -> None:
    for depth in range(1, 5):
        target = f"{server.path}/{'/'.join([up] * depth)}/secret"
        answer = server.raw(
            f"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode("latin-1")
        )
        assert b"root:x" not in answer
        assert re.match(rb"HTTP/1\.[01] 4\d\d", answer), answer[:80]


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTX\r\nHost: a\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"b" * 2_000_000 + b"\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
    ids=["a version", "TLS", "a long address", "a large header", "a null", "two hosts", "no request"],
)
def test_it_survives_what_is_no_request(server: Server, request_bytes: bytes) -> None:
    answer = server.raw(request_bytes)
    assert b" 200 " not in answer.partition(b"\r\n")[0]
    assert server.ask(f"{server.path}/toilet/")[0] == 200


def test_the_log_has_no_query_and_no_whole_address(server: Server) -> None:
    server.ask(f"{server.path}/exercises/endurance/?hold=7&name=somebody")
    for _ in range(50):
        log = server.log.read_text("utf-8")
        if "exercises/endurance/" in log:
            break
        time.sleep(0.1)
    assert "exercises/endurance/" in log
    assert "somebody" not in log and "hold" not in log
    assert "127.0.0.0" in log and "127.0.0.1" not in log


def test_a_patient_uses_it(browser: Browser, server: Server) -> None:
    page = browser.new_page(**PHONE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(f"http://127.0.0.1:{server.port}{server.path}/go/endurance/?hold=6")
    page.wait_for_url(f"**{server.path}/{EXERCISES[1]}?hold=6")
    page.locator("[data-guide-start]").click()
    page.wait_for_selector("[data-guide][data-phase=count-in]")
    page.locator("[data-search]").click()
    page.locator("[data-search-field]").fill("nies")
    page.wait_for_selector("dialog a")
    page.close()
    assert complaints == []


HEADER = re.compile(r'^\s*(?:add_header |Header always set )?([A-Z][\w-]+) "?(.+?)"?(?: always;)?$', re.M)
FIXED = [
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
]


def headers_of(name: str) -> dict[str, str]:
    """What a configuration sends with everything, by name."""
    return {key: value for key, value in HEADER.findall((DEPLOY / name).read_text("utf-8")) if key in FIXED}


def test_iis_is_told_the_same_headers_types_and_methods(site: Site) -> None:
    """As far as it can be seen without IIS."""
    root = ElementTree.parse(DEPLOY / "web.config").getroot()
    server = root.find("system.webServer")
    assert server is not None
    sent = {header.get("name"): header.get("value") for header in server.findall("httpProtocol//add")}
    assert sent["Content-Security-Policy"] == POLICY
    assert {name: sent[name] for name in FIXED} == headers_of("nginx.conf")
    types = {one.get("fileExtension"): one.get("mimeType") for one in server.findall(".//mimeMap")}
    for suffix in {file.suffix for file in site.folder.rglob("*") if file.is_file()}:
        assert str(types[suffix]).startswith(TYPES[suffix])
    verbs = server.find(".//verbs")
    assert verbs is not None and verbs.get("allowUnlisted") == "false"
    assert [verb.get("verb") for verb in verbs] == ["GET", "HEAD"]
    open_to_others = [
        place.get("path")
        for place in root.findall("location")
        if place.find(".//add[@value='*']") is not None
    ]
    assert open_to_others == ["links.json", "exercises.json"]


@pytest.mark.parametrize("name", ["apache.conf", "Caddyfile"])
def test_all_configurations_send_the_same(name: str) -> None:
    assert headers_of(name) == headers_of("nginx.conf")
    assert len(headers_of(name)) == len(FIXED)


CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")


@pytest.mark.skipif(not shutil.which("nginx") or os.geteuid() != 0, reason="needs nginx and another user")
@pytest.mark.parametrize("path", ["", "/kine"])
def test_the_container_s_nginx_needs_no_rights_and_writes_nothing(
    archive: dict[str, bytes], path: str
) -> None:
    """As far as it can be seen without a container: its own command on our configuration, run as nobody."""
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as writable:
        home, port = Path(scratch), free_port()
        home.chmod(0o755)
        Path(writable).chmod(0o777)
        unpack(archive, home / "web" / path.strip("/"))
        configuration = home / "default.conf"
        configuration.write_text(configured("nginx.conf", home, port), "utf-8")
        (command,) = re.findall(r"^RUN (.*)$", CONTAINER, re.M)
        mended = command.replace("/etc/nginx/conf.d/default.conf", str(configuration))
        subprocess.run(["sh", "-c", mended], env={"BELOW": path, "PATH": "/usr/bin:/bin"}, check=True)
        temporary = "".join(
            f"{kind}_temp_path {writable}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        main = home / "main.conf"
        main.write_text(
            f"daemon off; pid {writable}/pid; error_log stderr; events {{}}"
            f"http {{ {temporary} include {configuration}; }}",
            "utf-8",
        )
        with running(["nginx", "-e", "stderr", "-c", str(main)], home, port, user="nobody"):
            (asked,) = re.findall(r'HEALTHCHECK .* "http://127\.0\.0\.1:8080\$\{BELOW\}(/.*)"', CONTAINER)
            server = Server("nginx", port, path, home / "said")
            assert server.ask(path + asked)[0] == 200
            assert server.ask(f"{path}/?hold=6")[0] == 200
        assert '"GET /' in (home / "said").read_text("utf-8"), "the log goes to the container's output"
        assert "hold" not in (home / "said").read_text("utf-8")


def test_the_container_takes_what_the_archive_has(archive: dict[str, bytes]) -> None:
    copied = re.findall(r"^COPY (\S+) ", CONTAINER, re.M)
    assert copied and all(any(f"{name}/".startswith(f"{one}/") for name in archive) for one in copied)
    assert re.findall(r"^USER (\S+)$", CONTAINER, re.M)[-1] == "101"


def test_kubernetes_runs_the_container_without_rights_and_never_without_one() -> None:
    deployment, service, budget = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8"))
    spec = deployment["spec"]
    pod = spec["template"]["spec"]
    (container,) = pod["containers"]
    assert spec["replicas"] >= 2 and spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] == 101
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert [one["mountPath"] for one in container["volumeMounts"]] == ["/tmp"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/links.json"
    labels = spec["template"]["metadata"]["labels"]
    assert service["spec"]["selector"] == spec["selector"]["matchLabels"] == labels
    assert budget["spec"]["selector"]["matchLabels"] == labels
    assert service["spec"]["sessionAffinity"] == "ClientIP"
