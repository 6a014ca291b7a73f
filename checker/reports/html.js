"use strict";
const { words, documents } = JSON.parse(document.getElementById("data").textContent);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const inspector = document.getElementById("inspector");
const papers = all(".document");
const findings = all(".finding");
const hint = [...inspector.childNodes];

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== "" && child != null));
  return made;
}

// Which verdicts a number takes part in: built once, so that a click costs nothing in a long report.
for (const one of documents) {
  one.ties = one.places.map(() => []);
  one.verdicts.forEach((verdict, index) => verdict.members.forEach((member) => one.ties[member].push(index)));
}

function pieces(doc, number) {
  return all(`b[data-n~="${number}"]`, papers[doc]);
}

function light(doc, number, on) {
  pieces(doc, number).forEach((piece) => piece.classList.toggle("lit", on));
}

function show(doc, number) {
  const [first] = pieces(doc, number);
  let top = null;
  // Sections that were not laid out yet have only a guessed height: look again until the place stays where it is.
  const settle = (tries) => {
    first.scrollIntoView({ block: "center" });
    const now = first.getBoundingClientRect().top;
    if (tries && now !== top) requestAnimationFrame(() => settle(tries - 1));
    top = now;
  };
  if (first) { first.scrollIntoView({ block: "center" }); requestAnimationFrame(() => settle(20)); }
}

function choose(doc, number, jump) {
  all(".chosen").forEach((piece) => piece.classList.remove("chosen"));
  all(".lit").forEach((piece) => piece.classList.remove("lit"));
  pieces(doc, number).forEach((piece) => piece.classList.add("chosen"));
  if (jump) show(doc, number);
  inspect(doc, number);
}

// ---- the inspector
function badge(state) {
  return element("span", { className: `badge ${state}`, textContent: words[state] || state });
}

function pairs(entries) {
  const list = element("dl");
  for (const [name, value] of entries) {
    if (value) list.append(element("dt", { textContent: name }), element("dd", { textContent: value }));
  }
  return list;
}

function row(doc, member, says, self) {
  const place = documents[doc].places[member];
  const made = element("li", { tabIndex: 0, className: member === self ? "self" : "" },
    element("span", { className: "label", textContent: says || "" }),
    element("span", { className: "text", textContent: place.text }),
    element("span", { className: "ends", textContent: place.ends || "" }));
  made.addEventListener("mouseenter", () => light(doc, member, true));
  made.addEventListener("mouseleave", () => light(doc, member, false));
  made.addEventListener("click", () => choose(doc, member, true));
  made.addEventListener("keydown", (event) => { if (event.key === "Enter") choose(doc, member, true); });
  return made;
}

function tie(doc, verdict, self) {
  const rows = verdict.members.map((member, index) => row(doc, member, verdict.says[index], self));
  rows.push(...verdict.beyond.map(([other, member, says, path]) => row(other, member, `${says} ${path}`)));
  return element("div", { className: `verdict ${verdict.state}` },
    element("p", { className: "top" }, badge(verdict.state), element("code", { textContent: verdict.rule })),
    verdict.message ? element("p", { textContent: verdict.message }) : "",
    element("ol", {}, ...rows),
    verdict.sum ? element("div", { className: "sum", textContent: verdict.sum }) : "",
    verdict.sides ? pairs(verdict.sides) : "",
    verdict.why ? element("div", { className: "hint", textContent: verdict.why }) : "");
}

function inspect(doc, number) {
  const place = documents[doc].places[number];
  const order = ["broken", "kept", "holds", "not_checked"];
  const verdicts = documents[doc].ties[number].map((index) => documents[doc].verdicts[index])
    .sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  inspector.replaceChildren(
    element("p", { className: "ink" }, place.text, badge(place.state)), pairs(place.read || []));
  const checked = verdicts.filter((verdict) => verdict.state !== "not_checked");
  if (verdicts.length) {
    const holding = checked.filter((verdict) => verdict.state === "holds").length;
    inspector.append(element("h2", { textContent: `${words.ties}: ${words.holds} ${holding}/${checked.length}` }),
      ...verdicts.map((verdict) => tie(doc, verdict, number)));
  }
  inspector.scrollTop = 0;
}

document.getElementById("paper").addEventListener("click", (event) => {
  const piece = event.target.closest("b[data-n]");
  if (!piece) return;
  const doc = papers.indexOf(piece.closest(".document"));
  const numbers = piece.dataset.n.split(" ").map(Number).filter((number) => !documents[doc].places[number].quiet);
  if (!numbers.length) return;
  // A second click on the same piece goes on to the stretch around it.
  const at = numbers.findIndex((number) => pieces(doc, number).some((each) => each.classList.contains("chosen")));
  choose(doc, numbers[(at + 1) % numbers.length], false);
  const related = findings.find((each) => Number(each.dataset.doc) === doc && numbers.includes(Number(each.dataset.at)));
  if (related) mark(related);
});

// ---- the worklist
document.getElementById("findings").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-n]");
  const finding = event.target.closest(".finding");
  if (!finding || event.target.closest("button, input")) return;
  event.preventDefault();
  mark(finding);
  if (link) choose(Number(link.dataset.doc), Number(link.dataset.n), true);
  else choose(Number(finding.dataset.doc), Number(finding.dataset.at), true);
});

function mark(finding) {
  findings.forEach((each) => each.classList.toggle("current", each === finding));
  finding.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const visible = findings.filter((finding) => !finding.hidden);
  if (!visible.length) return;
  const at = visible.findIndex((finding) => finding.classList.contains("current"));
  const next = visible[(at + by + visible.length + (at < 0 && by < 0 ? 1 : 0)) % visible.length];
  choose(Number(next.dataset.doc), Number(next.dataset.at), true);
  mark(next);
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") step(1);
  if (event.key === "p") step(-1);
  if (event.key === "Escape") {
    all(".chosen, .lit").forEach((piece) => piece.classList.remove("chosen", "lit"));
    inspector.replaceChildren(...hint);
  }
});

const filters = all("select[data-by]");
for (const filter of filters) {
  const counted = new Map();
  for (const { dataset } of findings) {
    const value = dataset[filter.dataset.by];
    if (value) counted.set(value, (counted.get(value) || 0) + 1);
  }
  filter.append(...[...counted].map(([value, count]) => element("option", { value, textContent: `${words[value] || value} (${count})` })));
  filter.hidden = counted.size < 2;
  filter.addEventListener("change", () => findings.forEach((finding) => {
    finding.hidden = filters.some((each) => each.value && finding.dataset[each.dataset.by] !== each.value);
  }));
}

// ---- accepting a finding: the reasons become the lines of a suppression file beside the document
const reasons = new Map();
const exporting = document.getElementById("export");
for (const finding of findings) {
  const reason = element("input", { placeholder: words.write_reason, hidden: true });
  const button = element("button", { type: "button", textContent: words.accept });
  button.addEventListener("click", () => { reason.hidden = false; reason.focus(); });
  reason.addEventListener("keydown", (event) => { if (event.key === "Enter") reason.blur(); });
  reason.addEventListener("change", () => {
    const given = reason.value.trim();
    if (given) reasons.set(finding, given); else reasons.delete(finding);
    finding.classList.toggle("accepted", Boolean(given));
    button.textContent = given ? words.accepted : words.accept;
    exporting.disabled = !reasons.size;
  });
  finding.querySelector("footer").append(button, reason);
}
exporting.addEventListener("click", () => {
  const exported = document.getElementById("exported");
  exported.replaceChildren();
  documents.forEach((one, doc) => {
    const lines = [...reasons].filter(([finding]) => Number(finding.dataset.doc) === doc)
      .map(([finding, reason]) => `${finding.dataset.mark} ${finding.dataset.rule} ${reason.replace(/\s+/g, " ")}\n`);
    if (!lines.length) return;
    const name = `${one.path.split(/[\\/]/).pop()}.checker-ignore`;
    const file = URL.createObjectURL(new Blob(lines, { type: "text/plain" }));
    exported.append(element("p", {}, element("a", { href: file, download: name, textContent: name })),
      element("textarea", { readOnly: true, rows: lines.length, value: lines.join("") }));
  });
});
document.getElementById("controls").hidden = !findings.length;
inspector.hidden = false;
