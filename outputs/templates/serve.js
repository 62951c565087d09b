"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const by = id => document.getElementById(id);
  const wait = ms => new Promise(done => setTimeout(done, ms));
  function fail(said) { by("failed").textContent = said; by("failed").hidden = !said; }
  function add(job) {
    const item = document.createElement("li"), text = document.createElement("p");
    text.textContent = job.said;
    item.append(text);
    for (const [name, path] of job.files) {
      const link = item.appendChild(document.createElement("a"));
      link.textContent = name;
      link.href = "/ket-qua/" + job.id + "/" + path;
    }
    by("results").prepend(item);
    by("none").hidden = true;
  }
  function send(files) { // XMLHttpRequest, because fetch tells no progress of an upload
    return new Promise((done, failed) => {
      const body = new FormData(), request = new XMLHttpRequest();
      for (const file of files) body.append("files", file, file.name);
      request.upload.onprogress = event => { by("progress").value = event.loaded / event.total / 10; };
      request.onload = () => {
        let answer = {};
        try { answer = JSON.parse(request.responseText); } catch { /* said below */ }
        if (request.status === 200) done(answer);
        else failed(Error(answer.error || "Máy chủ không nhận được tệp."));
      };
      request.onerror = () => failed(Error("Mất liên lạc với sokhop; chương trình còn chạy không?"));
      request.open("POST", "/viec");
      request.send(body);
    });
  }
  async function follow(job) {
    const begun = Date.now();
    while (job.state === "running") {
      by("progress").value = job.total ? 0.1 + 0.9 * job.done / job.total : 0.1;
      const left = job.done ? Math.round((Date.now() - begun) / job.done * (job.total - job.done) / 1000) : 0;
      by("doing").textContent = "Đang đọc: " + job.done + " trên " + job.total + " tệp" + (left > 3 ? ", còn khoảng " + left + " giây" : "");
      await wait(400);
      job = await (await fetch("/viec/" + job.id)).json();
    }
    if (job.state === "failed") throw Error(job.said);
    add(job);
  }
  async function go(files) {
    if (!files.length || !by("work").hidden) return;
    fail("");
    by("work").hidden = false;
    by("doing").textContent = "Đang nhận tệp …";
    try { await follow(await send(files)); } catch (error) { fail(error.message); }
    by("work").hidden = true;
    by("form").reset();
  }
  by("files").addEventListener("change", event => go([...event.target.files]));
  for (const name of ["dragenter", "dragover"]) by("drop").addEventListener(name, event => { event.preventDefault(); by("drop").classList.add("over"); });
  for (const name of ["dragleave", "drop"]) by("drop").addEventListener(name, event => { event.preventDefault(); by("drop").classList.remove("over"); });
  by("drop").addEventListener("drop", event => go([...event.dataTransfer.files]));
  data.jobs.forEach(add);
})();
