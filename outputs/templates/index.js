"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const store = "sokhop:decisions";

  // --- sorting and filtering
  const table = document.getElementById("reports"), body = table.tBodies[0], rows = [...body.rows];
  const search = document.getElementById("search"), status = document.getElementById("status");
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const words = new Map(rows.map(row => [row, plain(row.textContent)]));
  function filter() {
    const wanted = plain(search.value).split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !wanted.every(word => words.get(row).includes(word)) || (status.value && row.dataset.status !== status.value);
      shown += !row.hidden;
    }
    document.getElementById("shown").textContent = shown === rows.length ? "" : shown + " / " + rows.length + " báo cáo";
  }
  search.addEventListener("input", filter);
  status.addEventListener("change", filter);
  table.tHead.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (!button) return;
    const head = button.parentElement, up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentElement.cells) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const value = row => row.cells[head.cellIndex].dataset.v ?? row.cells[head.cellIndex].textContent;
    const compare = button.dataset.sort === "number" ? (a, b) => value(a) - value(b) : (a, b) => value(a).localeCompare(value(b), "vi");
    body.append(...rows.sort((a, b) => (up ? 1 : -1) * compare(a, b)));
  });

  // --- decisions: those that the last run read, and over them those of this browser
  function decisions() {
    const all = new Map(data.decisions.map(([id, verdict, note]) => [id, [verdict, note]]));
    try { for (const [id, made] of Object.entries(JSON.parse(localStorage.getItem(store)) || {})) all.set(id, made); } catch { /* nothing is kept */ }
    return [...all].filter(([, [verdict, note]]) => verdict || note).sort(([a], [b]) => (a < b ? -1 : 1));
  }
  const quoted = text => /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  function save() {
    const lines = [["check_id", "verdict", "note"], ...decisions().map(([id, [verdict, note]]) => [id, verdict, note])];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.map(line => line.map(quoted).join(",")).join("\n") + "\n"], { type: "text/csv" }));
    link.download = "decisions.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  document.getElementById("decided").textContent = decisions().length;
  document.getElementById("save").addEventListener("click", save);
  if (location.hash === "#luu" && decisions().length) save();
})();
