"""How many phones one small server bears: nginx with deploy/nginx.conf and with its own defaults, driven by wrk."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from brochure import distribution
from tests.conftest import ROOT, accepted, free_port
from tests.test_deploy import nginx, running, unpack
from tests.test_distribution import ORIGIN

SECONDS, CONNECTIONS = 10, 64
# Every first page, the exercises, and what they ask for, in turn, as a phone asks that understands gzip.
ASKED = re.compile(r"^site/((?:\w\w/)?(?:exercises/.*)?)index\.html$|^site/(assets/[^/]*(?:css|js|svg))$")
ASK = """
local paths, last = {{{}}}, 0
request = function()
  last = last % #paths + 1
  return wrk.format("GET", paths[last], {{ ["Accept-Encoding"] = "gzip" }})
end
"""


def defaults(home: Path, port: int, _: str) -> list[str]:
    """nginx as it serves a folder when it is told nothing else."""
    user = "user root;" if os.geteuid() == 0 else ""
    server = f"server {{ listen 127.0.0.1:{port}; root {home}/web; }}"
    http = (
        f"include /etc/nginx/mime.types; access_log {home}/log; client_body_temp_path {home}/body; {server}"
    )
    main = f"{user} daemon off; pid {home}/pid; error_log {home}/errors; events {{}} http {{ {http} }}"
    (home / "main.conf").write_text(main, "utf-8")
    return ["nginx", "-e", str(home / "errors"), "-c", str(home / "main.conf")]


SERVERS: dict[str, Callable[[Path, int, str], list[str]]] = {
    "our configuration": nginx,
    "nginx's defaults": defaults,
}


def print_load(site: Path) -> None:
    """Requests per second, 99th percentile, errors, and the memory of all its processes."""
    if not (shutil.which("wrk") and shutil.which("nginx")):
        print("\nLoad: not measured, since wrk or nginx is not here (Debian: wrk, nginx-light)")
        return
    files = distribution.for_a_server(ROOT, distribution.read(site), accepted(), ORIGIN)
    paths = [found[1] if found[2] is None else found[2] for found in map(ASKED.match, files) if found]
    script = ASK.format(", ".join(f'"/{path}"' for path in paths))
    print(
        f"\nLoad: {CONNECTIONS} connections for {SECONDS} s on loopback, wrk on the same cores, {len(paths)} addresses"
    )
    for name, start in SERVERS.items():
        with tempfile.TemporaryDirectory() as scratch:
            home, port = Path(scratch), free_port()
            home.chmod(0o755)
            unpack(files, home / "web")
            (home / "ask.lua").write_text(script, "utf-8")
            with running(start(home, port, ""), home, port):
                told = _drive(home / "ask.lua", f"http://127.0.0.1:{port}")
                memory = _memory(int((home / "pid").read_text("utf-8")))
        (per_second,) = re.findall(r"Requests/sec:\s+([\d.]+)", told)
        (slow,) = re.findall(r"99%\s+(\S+)", told)
        errors = sum(map(int, re.findall(r"(?:connect|read|write|timeout|responses:) (\d+)", told)))
        print(
            f"{name:>20}{float(per_second):8.0f} a second, 99% within {slow}, {errors} errors, {memory:.1f} MB"
        )


def _drive(script: Path, address: str) -> str:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", str(script), address]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _memory(pid: int) -> float:
    """MB that a process and its children hold."""
    family = [pid, *Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]
    status = [Path(f"/proc/{one}/status").read_text("utf-8") for one in family]
    return sum(int(re.findall(r"VmRSS:\s+(\d+)", one)[0]) for one in status) / 1024
