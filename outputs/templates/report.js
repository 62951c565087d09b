"use strict";
// One listener for each sort of event, however many figures the report has.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const card = document.getElementById("card"), sum = document.getElementById("sum");
  const own = data.report + "-", store = "sokhop:decisions";
  const figure = key => document.getElementById("f" + key);
  const box = key => document.querySelector('rect[data-f="' + key + '"]');
  const make = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  // --- the card of a figure
  let checksOf; // figure → its checks, made when first asked for
  function checks(key) {
    if (!checksOf) {
      checksOf = new Map();
      for (const item of document.querySelectorAll(".check"))
        for (const id of ids(item)) {
          if (!checksOf.has(id)) checksOf.set(id, []);
          checksOf.get(id).push(item);
        }
    }
    return checksOf.get(own + key) || [];
  }
  function ids(item) {
    return [...new Set([item.dataset.total, ...item.dataset.parts.split(";")])].filter(Boolean);
  }
  let pointed, anchor;
  function point(key) {
    for (const at of document.querySelectorAll(".at")) at.classList.remove("at");
    pointed = key;
    const about = data.figures[key];
    if (!about) { card.hidden = true; return; }
    for (const at of [figure(key), box(key)]) if (at) at.classList.add("at");
    card.replaceChildren(make("span", about.k, "tag"), make("strong", about.v));
    const list = card.appendChild(make("dl"));
    const say = (label, text) => list.append(make("dt", label), make("dd", text));
    for (const [at, text] of about.d) say(data.labels[at], text);
    for (const [name, label] of [["of", "Là phần của"], ["rate", "Là tỷ lệ của"]])
      if (about[name] && data.figures[about[name]]) say(label, data.figures[about[name]].v);
    const found = checks(key), wrong = found.filter(item => !item.classList.contains("holds"));
    if (found.length) card.append(make("p", found.length + " phép kiểm tra" + (wrong.length ? ", " + wrong.length + " cần xem" : ", đều khớp") + " (Enter để xem)"));
  }
  function place(target) {
    const at = target.getClientRects()[0];
    card.hidden = !at || at.bottom < 0 || at.top > innerHeight;
    if (card.hidden) return;
    anchor = target;
    const size = card.getBoundingClientRect();
    const below = at.bottom + 8 + size.height < innerHeight;
    card.style.left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8)) + "px";
    card.style.top = (below ? at.bottom + 8 : Math.max(8, at.top - size.height - 8)) + "px";
  }
  const keyOf = node => {
    const found = node instanceof Element && node.closest(".f[id], rect[data-f]");
    return found ? [found.dataset.f || found.id.slice(1), found] : [];
  };
  function show(event) {
    const [key, target] = keyOf(event.target);
    if (key) { if (key !== pointed || card.hidden) { point(key); place(target); } }
    else if (!card.hidden) { card.hidden = true; }
  }
  document.addEventListener("mouseover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("scroll", () => { if (!card.hidden) place(anchor); }, { capture: true, passive: true });

  // --- a check lights its figures
  function dark() {
    for (const at of document.querySelectorAll(".lit")) at.classList.remove("lit", "total");
    for (const at of document.querySelectorAll(".check.on")) {
      at.classList.remove("on");
      at.querySelector(".light").setAttribute("aria-pressed", "false");
    }
    sum.hidden = true;
  }
  function light(item, go) {
    dark();
    item.classList.add("on");
    item.querySelector(".light").setAttribute("aria-pressed", "true");
    const around = item.closest("details");
    if (around) around.open = true;
    const close = make("button", "×", "close"), chips = make("div", undefined, "chips");
    close.type = "button"; close.setAttribute("aria-label", "Bỏ chọn");
    const compared = [item.dataset.total, ...item.dataset.parts.split(";").filter(id => id !== item.dataset.total)];
    const quotes = item.dataset.quotes.split(" | ");
    const named = new Map(quotes.length === compared.length ? compared.map((id, at) => [id, quotes[at]]) : []);
    for (const id of ids(item)) {
      const total = id === item.dataset.total, cut = id.lastIndexOf("-"), here = id.startsWith(own), key = id.slice(cut + 1);
      const chip = make("a", "", total ? "total" : "");
      chip.href = (here ? "" : id.slice(0, cut) + ".html") + "#f" + key;
      chip.textContent = (total ? "Σ " : "") + (named.get(id) ?? (here ? data.figures[key].v : "")) + (here ? "" : " ↗");
      chips.append(chip);
      if (here) for (const at of [figure(key), box(key)]) if (at) at.classList.add("lit", ...(total ? ["total"] : []));
    }
    sum.replaceChildren(close, make("span", item.querySelector(".sign").textContent + " ", "mark"), make("span", item.querySelector(".formula").textContent, "formula"), chips);
    sum.hidden = false;
    card.hidden = true;
    item.scrollIntoView({ block: "nearest" });
    const first = document.querySelector(".f.lit.total") || document.querySelector(".f.lit");
    if (!go) return;
    if (first) first.scrollIntoView({ block: "center" });
    turn(document.querySelector("rect.lit.total") || document.querySelector("rect.lit"));
  }
  function turn(at) { // the printed page to a box; scrollIntoView would scroll the text along
    if (!at || !at.getClientRects().length) return;
    const pane = at.closest(".paper");
    pane.scrollTop += at.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
  }
  function next(step) {
    const all = [...document.querySelectorAll(".check")].filter(item => item.closest("details:not([open])") === null);
    if (!all.length) return;
    const at = all.findIndex(item => item.classList.contains("on"));
    const item = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
    light(item, true);
    item.querySelector(".light").focus({ preventScroll: true });
  }
  function open(key) { // the checks of a figure, one after the other
    const found = checks(key);
    if (found.length) light(found[(found.findIndex(item => item.classList.contains("on")) + 1) % found.length], false);
  }
  document.addEventListener("click", event => {
    if (event.target.closest("#sum .close")) return dark();
    const button = event.target.closest(".light");
    if (button) return button.parentElement.classList.contains("on") ? dark() : light(button.parentElement, true);
    const [key, target] = keyOf(event.target);
    if (!key) return;
    open(key); point(key);
    if (target.tagName === "rect") figure(key)?.scrollIntoView({ block: "center" });
    else turn(box(key));
    place(target);
  });
  document.addEventListener("keydown", event => {
    if (event.target.matches("input[type=text], select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { dark(); card.hidden = true; }
    else if (event.key === "j" || event.key === "J") next(1);
    else if (event.key === "k" || event.key === "K") next(-1);
    else if (event.key === "Enter" || event.key === " ") {
      const [key] = keyOf(event.target);
      if (key) { event.preventDefault(); open(key); }
    }
  });

  // --- decisions: kept by the browser, saved from the index
  function kept() { try { return JSON.parse(localStorage.getItem(store)) || {}; } catch { return {}; } }
  for (const [id, [verdict, note]] of Object.entries(kept())) {
    const form = document.querySelector('[data-check="' + CSS.escape(id) + '"]');
    if (!form) continue;
    for (const choice of form.querySelectorAll("[type=radio]")) choice.checked = choice.value === verdict;
    form.querySelector(".noted").value = note;
  }
  document.addEventListener("change", event => {
    const form = event.target.closest(".decision");
    if (!form) return;
    const all = kept(), chosen = form.querySelector(":checked");
    all[form.dataset.check] = [chosen ? chosen.value : "", form.querySelector(".noted").value];
    try { localStorage.setItem(store, JSON.stringify(all)); } catch { alert("Trình duyệt không cho lưu quyết định."); }
  });

  // --- the printed pages beside the text
  const paper = document.getElementById("paper");
  paper?.addEventListener("click", () => {
    const on = document.body.classList.toggle("papered");
    document.querySelector(".paper").hidden = !on;
    paper.setAttribute("aria-pressed", String(on));
  });

  // --- the tree shows where one reads; where there is no room beside the text it is folded
  if (matchMedia("(max-width: 1250px)").matches) document.querySelector(".side details").open = false;
  const links = new Map([...document.querySelectorAll(".tree a")].map(link => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) {
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id).setAttribute("aria-current", "location");
    }
  }, { rootMargin: "-10% 0px -80% 0px" });
  for (const id of links.keys()) { const head = document.getElementById(id); if (head) seen.observe(head); }

  // --- links from elsewhere: #c<check> and #f<figure>
  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.classList.contains("check")) light(target, true);
    else if (target?.classList.contains("f")) { target.scrollIntoView({ block: "center" }); point(target.id.slice(1)); target.focus({ preventScroll: true }); }
  }
  addEventListener("hashchange", follow);
  // The browser scrolls to the anchor of its own accord until the page is loaded; what we do must come after that.
  if (location.hash) addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(follow)));
})();
