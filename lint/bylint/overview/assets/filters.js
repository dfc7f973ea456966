"use strict";

/* Which findings are shown. It all stands in the address (#findings?rule=…&date=2015), so every view has a link. */

const SEVERITIES = ["error", "warning", "info"];
const STATUSES = ["", "new", "standing", "fixed"];
const FIXED = STATUSES.indexOf("fixed");
const STATUS_WORDS = { new: "new", standing: "still there", fixed: "fixed" };
const COLUMNS = ["severity", "rule", "path", "author", "date"];
const SIZES = [25, 50, 100];

/** The view that an address means; null for an address of something else. */
function readView(hash) {
  if (!hash.startsWith("#findings?")) return null;
  const said = new URLSearchParams(hash.slice("#findings?".length));
  const sort = COLUMNS.includes(said.get("sort")) ? said.get("sort") : "severity";
  const size = Number(said.get("size"));
  return {
    q: (said.get("q") ?? "").slice(0, 200),
    rule: (said.get("rule") ?? "").split(",").filter(Boolean),
    severity: said.get("severity") ?? "",
    section: said.get("section"),
    author: said.get("author"),
    about: said.get("about"),
    date: said.get("date") ?? "",
    status: said.get("status") ?? "",
    finding: said.get("finding") ?? "",
    sort,
    isDescending: said.get("order") === "descending",
    size: SIZES.includes(size) ? size : SIZES[0],
    page: Math.max(1, Math.floor(Number(said.get("page"))) || 1),
  };
}

const PLAIN = readView("#findings?");

/** The address of a view. What is as usual is left out. */
function addressOf(view) {
  const said = new URLSearchParams();
  for (const name of ["q", "severity", "date", "status", "finding"]) if (view[name]) said.set(name, view[name]);
  for (const name of ["section", "author", "about"]) if (view[name] !== null) said.set(name, view[name]);
  if (view.rule.length) said.set("rule", view.rule.join(","));
  if (view.sort !== PLAIN.sort) said.set("sort", view.sort);
  if (view.isDescending) said.set("order", "descending");
  if (view.size !== PLAIN.size) said.set("size", view.size);
  if (view.page !== 1) said.set("page", view.page);
  return `#findings?${said}`;
}

/** Whether a view leaves any finding out. */
function isFiltered(view) {
  return (
    addressOf({ ...PLAIN, sort: view.sort, isDescending: view.isDescending, size: view.size }) !==
    addressOf({ ...view, page: 1 })
  );
}

/** The words of a search; what stands in quotes is one. */
function wordsOf(text) {
  return [...folded(text).matchAll(/"([^"]+)"|[^\s"]+/g)].map((found) => found[1] ?? found[0]);
}

/** Whether a day lies in a year, a month or a range of years (2014..2016); "none" means posts without a day. */
function isIn(day, date) {
  if (date === "none") return day === null;
  if (day === null) return false;
  const [first, last] = date.split("..");
  return last === undefined ? day.startsWith(first) : day.slice(0, 4) >= first && day.slice(0, 4) <= last;
}

/** The posts that a view lets through, as a flag for each; null where it asks nothing of posts. */
function postsOf(view, posts, index) {
  if (view.section === null && view.author === null && !view.date) return null;
  const section = index.sections.findIndex((each) => each.name === view.section);
  const author = index.authors.findIndex((each) => each.name === view.author);
  const isAuthor = (authors) => (view.author === "" ? authors.length === 0 : authors.includes(author));
  return Uint8Array.from(
    posts.path,
    (_, post) =>
      (view.section === null || posts.section[post] === section) &&
      (view.author === null || isAuthor(posts.authors[post])) &&
      (!view.date || isIn(posts.day[post], view.date)),
  );
}

/** The numbers of the findings that a view shows, in its order. */
function matching(view, findings) {
  const { index, posts } = findings;
  const wanted = postsOf(view, posts, index);
  const rules = Uint8Array.from(
    index.rules,
    (rule) => view.rule.length === 0 || view.rule.some((name) => isOf(rule.name, name)),
  );
  const severity = view.severity ? SEVERITIES.indexOf(view.severity) : null;
  const status = view.status ? STATUSES.indexOf(view.status) : null;
  const about =
    view.about === null ? null : Uint8Array.from(["", ...index.causes], (cause, at) => at > 0 && cause === view.about);
  const words = wordsOf(view.q);
  const found = [];
  for (const at of findings.order(view.sort, view.isDescending)) {
    if (rules[findings.rule[at]] === 0) continue;
    if (severity !== null && findings.severity[at] !== severity) continue;
    if (status === null ? findings.status[at] === FIXED : findings.status[at] !== status) continue;
    if (about !== null && about[findings.cause[at]] === 0) continue;
    if (wanted !== null && wanted[findings.post[at]] === 0) continue;
    if (view.finding && findings.id[at] !== view.finding) continue;
    if (!words.every((word) => findings.searched[at].includes(word))) continue;
    found.push(at);
  }
  return found;
}

/** Whether a rule is the one that is named, or of that group. */
function isOf(rule, name) {
  return rule === name || rule.startsWith(`${name}/`);
}
