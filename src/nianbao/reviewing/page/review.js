// The review page: every decision goes to the server, and what it answers replaces what is shown.
"use strict";

const csrf = document.querySelector("meta[name=csrf]").content;
const page = document.body.dataset.page;
const report = document.body.dataset.report;
const $ = (id) => document.getElementById(id);

function say(words, bad = false) {
  const live = $("live");
  if (!live) return;
  live.textContent = "";
  live.classList.toggle("bad", bad);
  requestAnimationFrame(() => { live.textContent = words; });
}

async function post(path, body) {
  const dead = { ok: false, status: 0, answer: { error: "没有保存：审核程序没有回应。请看命令行窗口是否还开着。" } };
  let response;
  try {
    response = await fetch(path, {
      method: "POST", credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRF": csrf }, body: JSON.stringify(body),
    });
  } catch { return dead; }
  let answer = { error: "没有保存：审核程序的回答读不懂。" };
  try { answer = await response.json(); } catch { /* said */ }
  return { ok: response.ok, status: response.status, answer };
}

// ── the list

async function count() {
  let left = 0;
  try {
    const found = await (await fetch("/counts", { credentials: "same-origin" })).json();
    for (const [id, row] of Object.entries(found)) {
      const line = document.querySelector(`tr[data-report="${CSS.escape(id)}"]`);
      if (!line) continue;
      line.querySelector("a").textContent = row.label;
      line.querySelector("[data-label=年度]").textContent = row.year || "";
      if (row.failed && !line.querySelector(".failed")) {
        const why = document.createElement("span");
        why.className = "failed"; why.textContent = row.failed;
        line.querySelector("th").append(why);
      }
      if (!row.counts) { left += row.failed ? 0 : 1; continue; }
      for (const cell of line.querySelectorAll("[data-count]")) {
        const level = cell.dataset.count;
        cell.textContent = row.counts[level];
        cell.className = row.counts[level] ? `n-${level}` : "";
      }
    }
  } catch { return; }
  if (left) setTimeout(count, 700); else say("检查完了。");
}

// ── a report

let current = null;    // id of the item that the keys are about
let pending = null;    // what the dialog on screen is about

const items = () => [...document.querySelectorAll(".item")].filter((item) => item.offsetParent);
const rowOf = (element) => element.closest(".row[data-version]");

function choose(item, focus = true) {
  document.querySelectorAll(".item.current").forEach((other) => other.classList.remove("current"));
  current = item ? item.id : null;
  if (!item) return;
  item.classList.add("current");
  if (focus) { item.focus({ preventScroll: true }); item.scrollIntoView({ block: "center" }); }
}

function step(by) {
  const all = items();
  if (!all.length) { say("没有待处理的了。"); return; }
  const at = all.findIndex((item) => item.id === current);
  choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function go(places) {
  document.querySelectorAll(".on").forEach((other) => other.classList.remove("on"));
  const found = places.map($).filter(Boolean);
  if (!found.length) { say("没有找到出处。", true); return; }
  $("figures").classList.add("open");
  found.forEach((element) => element.classList.add("on"));
  found[0].focus({ preventScroll: true });
  found[0].scrollIntoView({ block: "center", inline: "center" });
  say(found.length > 1 ? `标出 ${found.length} 处出处。` : `出处：${(found[0].dataset.name || found[0].title || found[0].textContent).trim().slice(0, 40)}`);
}

function seen() {
  const all = {};
  document.querySelectorAll("#rows > .row").forEach((row) => { all[row.id] = row.dataset.hash; });
  return all;
}

function show(answer) {
  if (answer.whole) { location.reload(); return; }
  const focused = document.activeElement;
  const before = items();
  const place = before.findIndex((item) => item.id === current);
  const home = focused && focused.closest ? focused.closest(".row[id]") : null;
  for (const [id, html] of Object.entries(answer.rows || {})) {
    const old = $(id);
    if (!old || old.querySelector(".editor")) continue;
    const holder = document.createElement("template");
    holder.innerHTML = html;
    old.replaceWith(holder.content.querySelector(".row"));
  }
  if (answer.bar) $("bar").innerHTML = answer.bar;
  if (answer.about !== undefined) $("whole").innerHTML = answer.about;
  if (answer.figures) { const at = $("figures").scrollTop; $("side").innerHTML = answer.figures; $("figures").scrollTop = at; }
  if (current && !$(current)) {
    const after = items();
    const next = before.slice(place + 1).map((item) => $(item.id)).find(Boolean) || after[after.length - 1];
    choose(next || null, Boolean(next));
  } else if (current) {
    choose($(current), false);
  }
  if (!document.activeElement || document.activeElement === document.body) {
    const row = home && $(home.id);
    if (row) { row.tabIndex = -1; row.focus({ preventScroll: true }); }
  }
}

async function decide(act, mine = "") {
  pending = null;
  say("正在保存……");
  const { ok, status, answer } = await post(`/r/${report}/decide`, { ...act, seen: seen() });
  if (ok) { show(answer); say(answer.said); return true; }
  if (status === 409 && answer.conflict) {
    pending = { act, mine: mine || act.words || "", conflict: answer.conflict };
    $("conflict-by").textContent = `对方：${answer.conflict.by}`;
    $("conflict-theirs").textContent = answer.conflict.theirs || "（已删去）";
    $("conflict-mine").textContent = pending.mine || "（照原来的按钮处理）";
    $("conflict-merged").value = pending.mine || answer.conflict.theirs;
    pending.fresh = answer;
    $("conflict").showModal();
    say(answer.error, true);
    return false;
  }
  say(answer.error, true);
  return false;
}

function edit(row, words, item = "") {
  const old = row.querySelector(".editor");
  if (old) { old.querySelector("textarea").focus(); return; }
  const form = document.createElement("div");
  form.className = "editor";
  const id = `e-${row.id}`;
  form.innerHTML = `<label for="${id}">改写这一段</label><textarea id="${id}" rows="5"></textarea><p class="buttons"><button type="button" class="strong" data-do="save-edit">保存</button><button type="button" data-do="cancel-edit">取消</button></p>`;
  const area = form.querySelector("textarea");
  area.value = words;
  form.dataset.item = item;
  row.querySelector(".draft").append(form);
  area.rows = Math.min(14, Math.max(3, Math.ceil(words.length / 26) + 1));
  area.focus();
}

function fill(item) {
  const old = item.querySelector(".editor");
  if (old) { old.querySelector("input").focus(); return; }
  const form = document.createElement("div");
  form.className = "editor";
  const id = `f-${item.id}`;
  form.innerHTML = `<label for="${id}">填在这里的文字</label><input type="text" id="${id}"><p class="buttons"><button type="button" class="strong" data-do="save-fill">保存</button><button type="button" data-do="cancel-edit">取消</button></p>`;
  item.append(form);
  form.querySelector("input").focus();
}

const acts = {
  undo: (button) => decide({ kind: "undo", decision: button.dataset.decision ? Number(button.dataset.decision) : null }),
  "open-pass": () => {
    const left = Number($("bar").querySelector(".left b").textContent);
    if (!left) { decide({ kind: "pass" }); return; }
    $("pass-left").textContent = left;
    $("pass").showModal();
  },
  pass: () => { $("pass").close(); decide({ kind: "pass" }); },
  help: () => $("help").showModal(),
  close: (button) => button.closest("dialog").close(),
  "open-return": () => { $("return-before").hidden = false; $("return-after").hidden = true; $("return").showModal(); },
  "open-figures": () => { $("figures").classList.add("open"); $("figures").querySelector(".close").focus(); },
  "close-figures": () => { $("figures").classList.remove("open"); document.querySelector(".sheet-opener").focus(); },
  "open-comment": (button) => {
    const row = rowOf(button);
    pending = { row: row ? row.id : "" };
    $("comment-about").textContent = row ? row.dataset.text.slice(0, 60) : "对全文";
    $("comment-words").value = "";
    $("comment").showModal();
  },
  "save-comment": async () => {
    const { row } = pending;
    if (!await decide({ kind: "comment", row, words: $("comment-words").value })) { pending = { row }; return; }
    $("comment").close();
  },
  "open-fill": (button) => fill(button.closest(".item")),
  "save-fill": async (button) => {
    const item = button.closest(".item");
    const words = button.closest(".editor").querySelector("input").value;
    const row = rowOf(item);
    if (!words.trim()) { say("没有填写内容。", true); return; }
    button.closest(".editor").remove();
    await decide({ kind: "fill", row: row.id, version: row.dataset.version, item: item.dataset.id, words }, words);
  },
  edit: (button) => {
    const row = rowOf(button);
    const item = button.closest(".item");
    edit(row, item && item.dataset.after ? item.dataset.after : row.dataset.text, item ? item.dataset.id : "");
  },
  "save-edit": async (button) => {
    const row = rowOf(button);
    const form = button.closest(".editor");
    const words = form.querySelector("textarea").value;
    const act = { kind: "edit", row: row.id, version: row.dataset.version, item: form.dataset.item, words };
    form.remove();
    if (!await decide(act) && !pending) edit(row, words, act.item);
  },
  "cancel-edit": (button) => { const home = button.closest(".item") || rowOf(button); button.closest(".editor").remove(); home.tabIndex = -1; home.focus(); },
  mine: async () => {
    const { act, conflict, fresh, mine } = pending;
    $("conflict").close(); show(fresh);
    const words = act.kind === "edit" || act.kind === "accept";
    pending = null;
    await decide(words ? { ...act, kind: "edit", item: "", words: mine, version: conflict.version } : { ...act, version: conflict.version });
  },
  theirs: () => { const { fresh } = pending; pending = null; $("conflict").close(); show(fresh); say("已用对方的。"); },
  merged: async () => {
    const { act, conflict, fresh } = pending;
    const words = $("conflict-merged").value;
    $("conflict").close(); show(fresh); pending = null;
    await decide({ kind: "edit", row: act.row, version: conflict.version, words });
  },
  return: async (button) => {
    button.disabled = true;
    say("正在写 Word 文件……");
    const { ok, answer } = await post(`/r/${report}/return`, { words: $("return-words").value });
    button.disabled = false;
    if (!ok) { $("return").close(); say(answer.error, true); return; }
    $("return-before").hidden = true; $("return-after").hidden = false;
    $("return-name").textContent = answer.name;
    $("return-folder").textContent = `在文件夹：${answer.folder}`;
    for (const [id, lines] of [["return-todo", answer.todo], ["return-notes", answer.notes]]) {
      $(id).replaceChildren(...lines.map((line) => { const li = document.createElement("li"); li.textContent = line; return li; }));
    }
    show(answer); say(answer.said);
    $("return-after").querySelector("a").focus();
  },
};

// closed without a choice: what was typed is not lost
if ($("conflict")) $("conflict").addEventListener("cancel", () => {
  const { act, mine, fresh } = pending;
  pending = null;
  show(fresh);
  const row = $(act.row);
  if (row && mine) edit(row, mine);
});

for (const kind of ["accept", "confirm", "remove", "reject", "ask"]) {
  acts[kind] = (button) => {
    const item = button.closest(".item");
    const row = rowOf(item);
    choose(item, false);
    return decide({
      kind, row: row ? row.id : "", version: row ? row.dataset.version : "", item: item.dataset.id, words: "",
    }, item.dataset.after || "");
  };
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("button, a[data-goto], mark[data-item]");
  if (!target) return;
  if (target.dataset.goto) { event.preventDefault(); go(target.dataset.goto.split(" ")); target.classList.add("on"); return; }
  if (target.matches("mark")) { const item = $(target.dataset.item.split(" ")[0]); if (item) choose(item); return; }
  const act = acts[target.dataset.do];
  if (act) act(target);
});

document.addEventListener("focusin", (event) => {
  const item = event.target.closest && event.target.closest(".item");
  if (item && item.id !== current) choose(item, false);
});

// ── keys: single letters, which the reviewer may turn off (WCAG 2.1.4)

const keysOn = () => { try { return localStorage.getItem("keys") !== "off"; } catch { return true; } };

document.addEventListener("keydown", (event) => {
  if (page !== "report" || !keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select") || document.querySelector("dialog[open]")) return;
  const item = current ? $(current) : null;
  const press = (key) => { const button = item && item.querySelector(`[data-key=${key}]`); if (button) button.click(); else say("先用 j 选一条。", true); };
  const keys = {
    j: () => step(1), k: () => step(-1), a: () => press("a"), r: () => press("r"), e: () => press("e"),
    u: () => acts.undo({ dataset: {} }), "?": () => acts.help(),
    c: () => acts["open-comment"](item || document.activeElement),
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

if (page === "report") {
  const bar = document.querySelector(".bar");
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
  $("keys-on").checked = keysOn();
  $("keys-on").addEventListener("change", (event) => { try { localStorage.setItem("keys", event.target.checked ? "on" : "off"); } catch { /* not kept */ } });
}
if (page === "list" && document.body.dataset.waiting === "yes") count();
