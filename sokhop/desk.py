"""The desk of `sokhop serve`: a page on this machine where an officer drops reports and gets pages and a workbook.

It listens on the loopback address alone and asks for the token that its address holds, so that neither other machines
nor other pages in the browser can use it; it calls nobody.
"""

from __future__ import annotations

import secrets
import shutil
import socket
import sys
import tempfile
import unicodedata
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sokhop.jobs import Job
from sokhop.messages import Say

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.datastructures import UploadFile
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
MOST_FILES, MOST_BYTES = 500, 500_000_000
_COOKIE = "sokhop"
_LONGEST_NAME = 120


class Desk:
    """What the page works with: its folder, its token and its jobs."""

    def __init__(self, folder: Path, token: str, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self.token = token
        self.most_bytes = most_bytes
        self.jobs: dict[str, Job] = {}

    def app(self) -> Starlette:
        """The application."""
        from starlette.applications import Starlette
        from starlette.middleware import Middleware
        from starlette.middleware.trustedhost import TrustedHostMiddleware
        from starlette.routing import Route

        return Starlette(
            routes=[
                Route("/", self._page),
                Route("/viec", self._begin, methods=["POST"]),
                Route("/viec/{job}", self._told),
                Route("/ket-qua/{job}/{path:path}", self._result),
            ],
            # A page elsewhere that rebinds its own name to this address still sends its own name as the host.
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],
        )

    def close(self) -> None:
        """Ends what still runs."""
        for job in self.jobs.values():
            job.stop()

    async def _page(self, request: Request) -> Response:
        from starlette.responses import HTMLResponse, RedirectResponse

        from outputs.pages import as_json, environment

        given = request.query_params.get("k")
        if given is not None and secrets.compare_digest(given.encode(), self.token.encode()):
            answer = RedirectResponse("/", status_code=303)  # the token does not stay in the address bar
            answer.set_cookie(_COOKIE, self.token, httponly=True, samesite="strict")
            return answer
        if refused := self._refused(request):
            return refused
        page = environment().get_template("serve.html")
        jobs = [job.told() for job in self.jobs.values() if job.state == "ready"]
        megabytes = self.most_bytes // 1_000_000
        text = page.render(data=as_json({"jobs": jobs}), most_files=MOST_FILES, most_megabytes=megabytes)
        return HTMLResponse(text, headers={"Cache-Control": "no-store", "X-Frame-Options": "DENY"})

    async def _begin(self, request: Request) -> Response:
        from starlette.exceptions import HTTPException
        from starlette.responses import JSONResponse

        origin = request.headers.get("origin")
        if (refused := self._refused(request)) or (origin and origin != str(request.base_url).rstrip("/")):
            return refused or _said(403, "Trang khác không được gửi tệp vào đây.")
        if any(job.state == "running" for job in self.jobs.values()):
            return _said(409, "Đang đọc một lượt khác; hãy đợi xong rồi gửi tiếp.")
        limited = _Limited(request.receive, self.most_bytes)
        request._receive = limited  # Starlette has no public way to bound the size of a form
        try:
            if int(request.headers.get("content-length", "0")) > self.most_bytes:
                raise TooLargeError
            async with request.form(max_files=MOST_FILES, max_fields=0) as form:
                files = [file for file in form.getlist("files") if not isinstance(file, str) and file.filename]
                if not files:
                    return _said(400, "Chưa có tệp nào.")
                job = self._new_job(len(files))
                for file in files:
                    await _save(file, job.inputs)
        except TooLargeError:
            return _said(413, f"Các tệp lớn quá {self.most_bytes // 1_000_000} MB; hãy chia thành nhiều lượt.")
        except HTTPException as error:
            return _said(error.status_code, f"Không nhận được tệp ({error.detail}); tối đa {MOST_FILES} tệp một lượt.")
        job.start()
        return JSONResponse(job.told())

    def _new_job(self, files: int) -> Job:
        name = str(len(self.jobs) + 1)
        job = self.jobs[name] = Job(name, self.folder / name, files)
        job.inputs.mkdir(parents=True)
        return job

    async def _told(self, request: Request) -> Response:
        from starlette.responses import JSONResponse

        if refused := self._refused(request):
            return refused
        job = self.jobs.get(request.path_params["job"])
        return JSONResponse(job.told()) if job else _said(404, "Không có lượt đọc này.")

    async def _result(self, request: Request) -> Response:
        from starlette.responses import FileResponse

        if refused := self._refused(request):
            return refused
        job = self.jobs.get(request.path_params["job"])
        path = (job.out / request.path_params["path"]).resolve() if job and job.state == "ready" else None
        if job is None or path is None or not path.is_relative_to(job.out.resolve()) or not path.is_file():
            return _said(404, "Không có tệp này.")
        return FileResponse(path, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"})

    def _refused(self, request: Request) -> Response | None:
        given = request.cookies.get(_COOKIE, "")
        if secrets.compare_digest(given.encode(), self.token.encode()):
            return None
        return _said(403, "Hãy mở đúng địa chỉ mà lệnh sokhop serve đã in ra.")


class TooLargeError(Exception):
    """More was sent than is taken."""


class _Limited:
    """The body of a request, counted while it comes: a declared length may lie."""

    def __init__(self, receive: Any, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> Any:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLargeError
        return message


def _said(status: int, error: str) -> Response:
    from starlette.responses import JSONResponse

    return JSONResponse({"error": error}, status_code=status)


async def _save(file: UploadFile, folder: Path) -> None:
    """Under its own name, without any folder in it; a second file of one name gets a number."""
    path = folder / _safe_name(file.filename or "")
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{Path(_safe_name(file.filename or '')).stem} ({number}){path.suffix}"
    with path.open("wb") as out:
        while piece := await file.read(1 << 20):
            out.write(piece)


def _safe_name(name: str) -> str:
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in name if sign.isprintable() and sign not in '<>:"|?*').lstrip(". ")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{ending[:8]}" if dot else kept[:_LONGEST_NAME] or "tep"


def serve(say: Say, port: int, keep: Path | None, browser: bool) -> None:
    """Serves until it is stopped with Ctrl-C."""
    import uvicorn

    folder = keep or Path(tempfile.mkdtemp(prefix="sokhop-"))
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if keep:
        folder = Path(tempfile.mkdtemp(prefix="lan-chay-", dir=folder))
    listener = _listener(port)
    desk = Desk(folder, secrets.token_urlsafe(24))
    address = f"http://{HOST}:{listener.getsockname()[1]}/?k={desk.token}"
    click.echo(say("serving", address=address))
    if browser:
        webbrowser.open(address)
    config = uvicorn.Config(desk.app(), log_level="warning", access_log=False, server_header=False, lifespan="off")
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        desk.close()
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _listener(port: int) -> socket.socket:
    """A socket on the loopback address; where the port is taken, on any free one."""
    listener = socket.socket()
    if sys.platform != "win32":  # there it would let two programs have one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError:
        listener.close()
        return _listener(0)
    return listener
