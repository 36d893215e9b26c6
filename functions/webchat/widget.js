// Threadline's chat button. <script async src=".../webchat/<account>/widget.js"></script>
(() => {
"use strict";
const SITE = /*SITE*/{};
const me = document.currentScript, base = me.src.replace(/\/widget\.js.*$/, ""), KEY = "threadline:" + base;
if (window.ThreadlineChat) return;

// The code of the link by which the visitor came to this page; the first thing they say tells it.
const REF = new URLSearchParams(location.search).get("threadline") || "";
const own = window.threadlineChat || {}, T = { ...SITE.words, ...own.texts };

// What survives: the token, the last messages, what waits to be sent. Shared by all tabs.
let state = load(), kept = "", session = null, offset = 0, running = false, turn = 0, opened = false, fails = 0;
let stopped = false, wake = () => {}, socket = null, readThrough = "", flushing = null, again, misses = 0, loadedAt = 0;
const files = new Map();
function load() {
  try { return Object.assign({ messages: [], queue: [] }, JSON.parse(localStorage.getItem(KEY))); }
  catch { return { messages: [], queue: [] }; }
}
function save() {
  state.messages = state.messages.slice(-100);
  const text = JSON.stringify(state, (name, value) => (name === "url" ? undefined : value));
  if (text !== kept) try { localStorage.setItem(KEY, (kept = text)); } catch { /* private mode: this page only */ }
}
addEventListener("storage", (event) => {
  if (event.key !== KEY && event.key !== null) return;
  const token = state.token;
  state = load();
  if (state.token !== token) { drop(); if (state.token) start(); }
  draw();
});

async function ask(method, what, body, signal) {
  const headers = {};
  if (state.token) headers.authorization = "Bearer " + state.token;
  if (body) headers["content-type"] = "application/json";
  const answer = await fetch(base + "/" + what, { method, headers, body: body && JSON.stringify(body), signal, credentials: "omit" });
  if (!answer.ok) throw Object.assign(new Error(what), { status: answer.status });
  return answer.json();
}
async function openSession() {
  const body = { token: state.token || "", language: navigator.language };
  const identity = typeof own.identity === "function" ? await own.identity() : own.identity || me.dataset.identity;
  if (identity) body.identity = identity;
  session = await ask("POST", "sessions", body);
  offset = Date.parse(session.now) - Date.now();
  if (state.conversation && state.conversation !== session.conversation_id) Object.assign(state, { messages: [], cursor: "" });
  Object.assign(state, { token: session.token, conversation: session.conversation_id });
  save();
}
// A UUID of version 7: its time is the message's, so that every try is the same message.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)), now = Date.now() + offset;
  for (let n = 0; n < 6; n++) bytes[n] = Math.floor(now / 2 ** (40 - 8 * n)) % 256;
  bytes[6] = (bytes[6] & 15) | 112; bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
function merge(news) {
  for (const message of news) {
    const at = state.messages.findIndex((one) => one.id === message.id);
    if (at < 0) state.messages.push(message); else state.messages[at] = { ...message, seen: state.messages[at].seen };
    state.queue = state.queue.filter((one) => one.id !== message.own_id);
    if (message.from !== "visitor") typing(false);
  }
  state.messages.sort((a, b) => (a.sent_at < b.sent_at ? -1 : a.sent_at > b.sent_at ? 1 : 0));
  save(); draw(); acknowledge();
}
async function catchUp(wait, signal) {
  // Links live minutes only, so a page with files is read anew.
  const anew = !state.cursor || (!loadedAt && state.messages.some((one) => one.attachments));
  const page = await ask("GET", anew ? "messages" : `messages?since=${state.cursor}&wait=${wait}`, null, signal);
  loadedAt = Date.now();
  state.cursor = page.cursor;
  merge(page.messages);
}
const RANK = { sent: 0, delivered: 1, read: 2 };
// What was seen here stays so, even if the page is left before the server knows.
async function acknowledge() {
  const status = opened && !document.hidden ? "read" : "delivered";
  const due = state.messages.filter((one) => one.from !== "visitor" && RANK[one.status] < RANK[status]).slice(-50);
  if (!due.length) return;
  if (status === "read") { due.forEach((one) => (one.seen = true)); save(); draw(); }
  const before = due.map((one) => one.status);
  due.forEach((one) => (one.status = status));
  try { await ask("POST", "receipts", { status, ids: due.map((one) => one.id) }); save(); draw(); }
  catch { due.forEach((one, n) => (one.status = before[n])); }
}
function say(message, file) {
  const id = newId();
  if (file) files.set(id, file);
  const came = REF && state.ref !== REF ? { ref: (state.ref = REF) } : {};
  state.queue.push({ id, ...came, ...message, sent_at: new Date(Date.now() + offset).toISOString() });
  save(); draw();
  start(); flush();
}
const flush = () => (flushing = flushing || sendAll().finally(() => (flushing = null)));
async function sendAll() {
  let next;
  while (session && (next = state.queue.find((one) => !one.failed))) {
    const { sent_at, ...message } = next;
    try {
      if (files.has(next.id)) message.file = await upload(next.id, files.get(next.id));
      const taken = await ask("POST", "messages", message);
      files.delete(next.id);
      misses = 0;
      merge([{ from: "visitor", type: "text", ...message, text: message.text || message.reply?.title || "", attachments: message.file && [message.file], ...taken }]);
    } catch (error) {
      if (error.status === 413 || error.status === 422) { next.failed = true; save(); draw(); continue; }
      wake();
      clearTimeout(again);
      again = setTimeout(flush, pause(++misses));
      return;
    }
  }
}
async function upload(id, file) {
  const form = await ask("POST", "uploads", { id, type: file.type, size: file.size });
  const data = new FormData();
  for (const name in form.fields) data.append(name, form.fields[name]);
  data.append("file", file);
  const answer = await fetch(form.url, { method: "POST", body: data });
  if (!answer.ok) throw Object.assign(new Error("upload"), { status: 422 });
  return { id: form.id, type: file.type, name: file.name };
}

// One loop listens: by WebSocket where there is one, else by asking and waiting.
async function start() {
  if (running || stopped) return;
  running = true;
  const mine = ++turn;
  for (let tries = 0; mine === turn; ) {
    try {
      await openSession();
      await catchUp(0);
      notice("");
      flush();
      tries = 0;
      if (session.socket && window.WebSocket && fails < 3) await viaSocket();
      else { fails = 0; for (let n = 0; n < 15 && mine === turn; n++) { await catchUp(session.wait_s); flush(); } }
    } catch (error) {
      if (error.status === 403 && error.message === "sessions") { drop(); stopped = true; notice(T.refused); break; }
      tries++;
      notice(T.offline);
    }
    if (tries || fails) await rest(pause(tries + fails));
  }
}
// Apart, so that a server that comes back is not met by all pages at once.
const pause = (times) => Math.min(30000, 500 * 2 ** times) * (0.5 + Math.random());
const rest = (ms) => new Promise((done) => { const timer = setTimeout(done, ms); wake = () => { clearTimeout(timer); done(); }; });
function viaSocket() {
  return new Promise((done) => {
    let timer;
    socket = new WebSocket(session.socket.url);
    socket.onopen = () => {
      fails = 0;
      timer = setInterval(() => socket?.send('{"action":"ping"}'), 240000);
      catchUp(0).catch(() => socket?.close());
    };
    socket.onmessage = (event) => {
      const frame = JSON.parse(event.data);
      if (frame.type === "message") merge([frame.message]);
      if (frame.type === "typing") typing(true);
      if (frame.type === "read") { readThrough = frame.message.id; draw(); }
    };
    const opening = setTimeout(() => socket?.close(), 10000);
    const heard = socket.onopen;
    socket.onopen = () => { clearTimeout(opening); heard(); };
    socket.onclose = () => { clearInterval(timer); clearTimeout(opening); socket = null; fails++; done(); };
  });
}
function drop() { running = false; turn++; stopped = false; session = null; socket?.close(); wake(); }
addEventListener("online", () => { wake(); flush(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) { wake(); acknowledge(); } });

// Everything below is what one sees. Text is only ever put in as text.
function make(kind, attributes, ...inside) {
  const made = document.createElement(kind);
  for (const name in attributes) {
    if (name.startsWith("on")) made[name] = attributes[name];
    else if (attributes[name] != null && attributes[name] !== false) made.setAttribute(name, attributes[name]);
  }
  made.append(...inside.filter((one) => one != null));
  return made;
}
const host = make("threadline-chat", { lang: SITE.lang, dir: /^(ar|fa|he|ur)/.test(SITE.lang) ? "rtl" : "ltr" });
const root = host.attachShadow({ mode: "open" });
const CSS = `:host{all:initial;--c:#0b57d0;font:16px/1.4 system-ui,sans-serif}*{box-sizing:border-box;font:inherit}
.l,.p{position:fixed;inset-block-end:16px;inset-inline-end:16px;z-index:2147483000}.s .l,.s .p{inset-inline:16px auto}
.l{min-inline-size:56px;min-block-size:56px;border:0;border-radius:28px;background:var(--c);color:#fff;cursor:pointer;padding:0 18px}
.p{inline-size:min(380px,calc(100vw - 32px));block-size:min(600px,calc(100dvh - 32px));display:flex;flex-direction:column;background:#fff;color:#1b1b1b;border:1px solid #767676;border-radius:12px;overflow:hidden}
[hidden]{display:none!important}header{display:flex;justify-content:space-between;align-items:center;background:var(--c);color:#fff;padding:8px 16px}h2{margin:0;font-weight:600}
header button{background:none;border:0;color:inherit;font-size:24px;min-inline-size:44px;min-block-size:44px;cursor:pointer}
.m{flex:1;overflow-y:auto;padding:12px;display:flex;flex-direction:column;gap:8px}
.b{max-inline-size:85%;padding:8px 12px;border-radius:12px;background:#eee;align-self:flex-start;white-space:pre-wrap;overflow-wrap:anywhere}
.v{align-self:flex-end;background:#d3e3fd}small{display:block;color:#444;font-size:12px}img{max-inline-size:100%;border-radius:8px;display:block}
.b button{display:block;inline-size:100%;margin-block-start:6px;padding:10px;border:1px solid var(--c);border-radius:8px;background:#fff;color:#1b1b1b;cursor:pointer}
.n{margin:0;padding:0 16px;min-block-size:1.4em;font-size:13px;color:#444}form{display:flex;gap:8px;padding:12px;border-block-start:1px solid #ccc}
textarea{flex:1;min-inline-size:0;resize:none;padding:8px;border:1px solid #767676;border-radius:8px}form button{min-inline-size:44px;min-block-size:44px;border:0;border-radius:8px;background:var(--c);color:#fff;cursor:pointer;padding:0 10px}
:focus-visible{outline:3px solid #ff9d00;outline-offset:2px}.h{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:480px){.p{inset:0!important;inline-size:100vw;block-size:100dvh;border:0;border-radius:0}}`;
const field = make("textarea", { rows: 2, dir: "auto", id: "f", maxlength: 10000, "aria-label": T.write, placeholder: T.write, onkeydown: key });
const picker = make("input", { type: "file", hidden: "", onchange: pick });
const log = make("div", { class: "m", role: "log", "aria-live": "polite", "aria-label": T.title, tabindex: 0 });
const note = make("p", { class: "n", role: "status" });
const launcher = make("button", { class: "l", type: "button", "aria-expanded": "false", "aria-controls": "p", onclick: () => show(true) });
const panel = make("section", { class: "p", id: "p", role: "dialog", "aria-label": T.title, hidden: "", onkeydown: (event) => { if (event.key === "Escape") show(false); } },
  make("header", {}, make("h2", {}, T.title), make("button", { type: "button", "aria-label": T.close, onclick: () => show(false) }, "×")),
  log, note,
  make("form", { onsubmit: (event) => { event.preventDefault(); submit(); } }, picker,
    make("button", { type: "button", "aria-label": T.attach, onclick: () => picker.click() }, "+"), field, make("button", {}, T.send)));
function key(event) { if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); } }
function submit() {
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  say({ text });
}
function pick() { const file = picker.files[0]; picker.value = ""; if (file) say({ text: "" }, file); }
function show(yes) {
  opened = yes;
  panel.hidden = !yes; launcher.hidden = yes;
  launcher.setAttribute("aria-expanded", yes);
  draw();
  if (yes) { start(); field.focus(); acknowledge(); } else launcher.focus();
}
let quiet;
const notice = (text) => { if (note.textContent !== text) note.textContent = text; };
function typing(yes) {
  clearTimeout(quiet);
  if (yes) { notice(`${T.agent} ${T.typing}`); quiet = setTimeout(() => notice(""), 8000); }
  else if (note.textContent === `${T.agent} ${T.typing}`) notice("");
}
function linked(file) {
  const label = file.name || file.type, safe = /^https?:/.test(file.url || "");
  const inside = safe && /^image\//.test(file.type) ? make("img", { src: file.url, alt: label }) : label;
  if (!safe) return make("span", {}, label);
  return make("a", { href: file.url, target: "_blank", rel: "noopener noreferrer" }, inside);
}
function bubble(one, mine, last) {
  return make("div", { class: mine ? "b v" : "b", dir: "auto" },
    make("span", { class: "h" }, (mine ? T.you : T.agent) + ": "), one.text || one.reply?.title || "",
    ...(one.attachments || []).map(linked),
    one.latitude == null ? null : make("a", { href: `geo:${one.latitude},${one.longitude}` }, one.address || `${one.latitude}, ${one.longitude}`),
    last && one.buttons ? make("div", { role: "group", "aria-label": T.choose }, ...one.buttons.map((button) =>
      make("button", { type: "button", onclick: () => { say({ reply: { id: button.id, title: button.title } }); field.focus(); } }, button.title))) : null,
    make("small"));
}
// Only what changed is drawn anew, so that nothing is read aloud twice.
const drawn = new Map();
function draw() {
  const all = [...state.messages, ...state.queue.map((one) => ({ from: "visitor", ...one, attachments: files.has(one.id) ? [{ name: files.get(one.id).name }] : null }))];
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60, seen = new Set();
  all.forEach((one, n) => {
    const name = one.own_id || one.id, mine = one.from === "visitor", last = n === all.length - 1;
    const says = one.failed ? T.failed : !mine ? "" : !one.own_id ? T.waiting : one.id === readThrough ? T.seen : "";
    const as = JSON.stringify([one.text || one.reply?.title, one.attachments, one.latitude, one.longitude, one.address, last ? one.buttons : null]);
    seen.add(name);
    let there = drawn.get(name);
    if (!there || there.as !== as) {
      const element = bubble(one, mine, last);
      if (there) there.element.replaceWith(element);
      drawn.set(name, (there = { as, element }));
    }
    const small = there.element.lastChild;
    if (small.textContent !== says) small.textContent = says;
    if (log.children[n] !== there.element) log.insertBefore(there.element, log.children[n] || null);
  });
  for (const [name, there] of drawn) if (!seen.has(name)) { there.element.remove(); drawn.delete(name); }
  if (atEnd) log.scrollTop = log.scrollHeight;
  const unread = state.messages.filter((one) => one.from !== "visitor" && one.status !== "read" && !one.seen).length;
  launcher.textContent = unread ? `${T.title} (${unread})` : T.title;
  launcher.setAttribute("aria-label", unread ? `${T.open}, ${T.new}: ${unread}` : T.open);
}
window.ThreadlineChat = {
  open: () => show(true), close: () => show(false),
  identify(token) { own.identity = token; drop(); start(); },
  logout() { drop(); state = { messages: [], queue: [] }; readThrough = ""; own.identity = null; save(); draw(); },
};
function begin() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  if (SITE.color) host.style.setProperty("--c", SITE.color);
  const wrap = make("div", { class: SITE.position === "start" ? "s" : "" }, launcher, panel);
  root.append(wrap);
  document.body.append(host);
  draw();
  if (REF && state.ref !== REF) show(true);
  else if (state.token || state.queue.length) start();
}
if (document.body) begin(); else addEventListener("DOMContentLoaded", begin);
})();
