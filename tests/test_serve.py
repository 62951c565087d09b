"""`sokhop serve`: what it takes, what it gives, and whom it turns away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sokhop.desk import Desk, _listener, _safe_name
from tests.test_review import HOSTILE

TOKEN = "a-token-for-the-test"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, TOKEN, most_bytes=200_000)
    yield made
    made.close()


@pytest.fixture
def client(desk: Desk) -> TestClient:
    made = TestClient(desk.app(), base_url="http://127.0.0.1:8765")
    made.get("/", params={"k": TOKEN})
    return made


def done(client: TestClient, job: str) -> dict[str, object]:
    for _ in range(600):
        told = dict(client.get(f"/viec/{job}").json())
        if told["state"] != "running":
            return told
        time.sleep(0.1)
    raise AssertionError("the job does not end")


def test_files_go_in_and_pages_come_out(client: TestClient) -> None:
    sent = [("files", ("a.txt", HOSTILE.encode())), ("files", ("a.txt", b"")), ("files", ("../../b.txt", b""))]
    begun = client.post("/viec", files=sent)
    assert begun.status_code == 200
    again = client.post("/viec", files=sent)
    assert again.status_code == 409
    told = done(client, begun.json()["id"])
    assert told["state"] == "ready" and "1 báo cáo" in str(told["said"]) and told["done"] == told["total"] == 3
    for _, path in told["files"]:  # type: ignore[attr-defined]
        answer = client.get(f"/ket-qua/1/{path}")
        assert answer.status_code == 200 and answer.headers["x-content-type-options"] == "nosniff"
    errors = client.get("/ket-qua/1/errors.csv").text
    assert "a (2).txt" in errors and "b.txt" in errors
    assert client.get("/ket-qua/1/../in/a.txt").status_code == 404
    assert client.get("/ket-qua/1/%2e%2e/in/a.txt").status_code == 404
    assert "review/index.html" in client.get("/").text  # a reload shows what is ready


def test_strangers_are_turned_away(desk: Desk) -> None:
    stranger = TestClient(desk.app(), base_url="http://127.0.0.1:8765")
    for path in ("/", "/?k=wrong", "/viec/1", "/ket-qua/1/review/index.html"):
        assert stranger.get(path).status_code == 403
    assert stranger.post("/viec", files=[("files", ("a.txt", b"x"))]).status_code == 403
    rebound = TestClient(desk.app(), base_url="http://evil.example")
    assert rebound.get("/", params={"k": TOKEN}, follow_redirects=False).status_code == 400
    assert not desk.jobs


def test_other_pages_cannot_send(client: TestClient, desk: Desk) -> None:
    sent = [("files", ("a.txt", b"x"))]
    assert client.post("/viec", files=sent, headers={"Origin": "http://evil.example"}).status_code == 403
    assert not desk.jobs


def test_too_much_is_refused(client: TestClient, desk: Desk) -> None:
    answer = client.post("/viec", files=[("files", ("a.txt", b"x" * 300_000))])
    assert answer.status_code == 413 and "chia thành nhiều lượt" in answer.json()["error"]

    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(1000):
            yield b"x" * 1000

    chunked = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/viec", content=endless(), headers=chunked).status_code == 413
    many = [("files", (f"{at}.txt", b"x")) for at in range(501)]
    assert client.post("/viec", files=many).status_code == 400
    assert client.post("/viec", files=[("other", ("a.txt", b"x"))]).status_code == 400
    assert not desk.jobs


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\báo cáo\\xã A.docx", "xã A.docx"),
        ("..", "tep"),
        ("a\x00\x1b<b>.pdf", "ab.pdf"),
        ("x" * 300 + ".docx", "x" * 120 + ".docx"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert _safe_name(given) == kept


def test_it_listens_on_the_loopback_address_alone() -> None:
    first = _listener(0)
    second = _listener(first.getsockname()[1])  # taken: another one
    assert first.getsockname()[0] == second.getsockname()[0] == "127.0.0.1"
    assert first.getsockname() != second.getsockname()
    first.close()
    second.close()
