"use strict";

/* The page: opens what is packed, and keeps address, filters, table and charts together. */

class Page {
  constructor(index, findings) {
    this.index = index;
    this.findings = findings;
    this.table = new Table(document.getElementById("rows"), findings);
    this.form = document.querySelector("form.search");
    this.view = readView(location.hash) ?? PLAIN;
    this.found = [];
    this.isComplete = false;
  }

  /** Takes the filters' choices from the index, and listens. */
  begin() {
    this.#offer("rule", byName(this.index.rules));
    this.#offer(
      "severity",
      SEVERITIES.map((name, at) => ({ name, count: this.index.severities[at] })),
    );
    this.#offer("section", byName(this.index.sections));
    this.#offer("author", byName(this.index.authors));
    if (this.index.nobody) this.#offer("author", [{ name: "", label: "(nobody)", count: this.index.nobody }]);
    this.#offer("date", this.index.years);
    this.#offer(
      "status",
      STATUSES.map((name, at) => ({ name, label: STATUS_WORDS[name], count: this.index.statuses[at] })).slice(1),
    );
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => this.#go({ ...this.#chosen(), page: 1 }));
    this.form.elements.q.addEventListener("input", () => this.#typed());
    for (const head of document.querySelectorAll("[data-sort] button")) {
      head.addEventListener("click", () => this.#sort(head.parentElement.dataset.sort));
    }
    document.getElementById("previous").addEventListener("click", () => this.#turn(-1));
    document.getElementById("next").addEventListener("click", () => this.#turn(1));
    document
      .getElementById("size")
      .addEventListener("change", (event) => this.#go({ ...this.view, size: Number(event.target.value), page: 1 }));
    document.addEventListener("click", (event) => this.#follow(event));
    addEventListener("popstate", () => this.#arrive());
    addEventListener("hashchange", () => this.#arrive());
    addEventListener("beforeprint", () => this.#draw(Page.#PRINTED));
    addEventListener("afterprint", () => this.#draw());
    this.#fill();
  }

  /** Findings on paper at most. */
  static #PRINTED = 100;

  /** Shows the view; again when more findings are there. */
  refresh() {
    this.found = matching(this.view, this.findings);
    this.#draw();
  }

  /** Adds choices to a filter. A value begins with "=", since a name may be empty. */
  #offer(name, choices) {
    for (const each of choices.filter((choice) => choice.count)) {
      const label = `${each.label ?? (each.name || "(none)")} (${each.count.toLocaleString("en")})`;
      this.form.elements[name]?.append(element("option", { value: `=${each.name}` }, label));
    }
  }

  /** What the form says; of what is no choice in it, nothing is left. */
  #chosen() {
    const value = (name) => this.form.elements[name]?.value ?? "";
    const named = (name) => (value(name) ? value(name).slice(1) : null);
    const rule = named("rule");
    return {
      ...this.view,
      q: value("q").trim(),
      rule: rule === null ? [] : rule.split(","),
      severity: named("severity") ?? "",
      section: named("section"),
      author: named("author"),
      date: named("date") ?? "",
      status: named("status") ?? "",
      about: null,
      finding: "",
    };
  }

  /** Makes the form say what the view is. */
  #fill() {
    const { q, rule, severity, section, author, date, status, size } = this.view;
    const own = this.form.elements.q;
    if (own.value.trim() !== q) own.value = q;
    const values = {
      rule: rule.join(",") || null,
      severity: severity || null,
      section,
      author,
      date: date || null,
      status: status || null,
    };
    for (const [name, value] of Object.entries(values)) {
      const select = this.form.elements[name];
      if (!select) continue;
      const wanted = value === null ? "" : `=${value}`;
      if (![...select.options].some((option) => option.value === wanted)) {
        select.append(element("option", { value: wanted }, value.replace("..", "–").replaceAll(",", ", ")));
      }
      select.value = wanted;
    }
    document.getElementById("size").value = String(size);
    for (const head of document.querySelectorAll("[data-sort]")) {
      if (head.dataset.sort !== this.view.sort) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", this.view.isDescending ? "descending" : "ascending");
    }
    document.getElementById("clear").hidden = !isFiltered(this.view);
  }

  #draw(most = this.view.size) {
    const { length } = this.found;
    const pages = Math.max(1, Math.ceil(length / this.view.size));
    const page = Math.min(this.view.page, pages);
    const first = (page - 1) * this.view.size;
    const shown = this.found.slice(first, first + most);
    this.table.show(shown, this.view);
    const told = (number) => number.toLocaleString("en");
    const range = shown.length ? `${told(first + 1)}–${told(first + shown.length)} of ` : "";
    const whole = this.findings.length - (this.index.statuses[FIXED] ?? 0);
    const all = isFiltered(this.view)
      ? `, filtered from ${told(whole)}${this.view.about ? `, about “${this.view.about}”` : ""}`
      : "";
    const more = this.isComplete ? "" : " (more are being opened)";
    document.getElementById("count").textContent =
      `${range}${told(length)} ${length === 1 ? "finding" : "findings"}${all}${more}`;
    document.getElementById("page-told").textContent = `Page ${told(page)} of ${told(pages)}`;
    document.getElementById("previous").disabled = page === 1;
    document.getElementById("next").disabled = page === pages;
    this.view = { ...this.view, page };
  }

  #typed() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.#go({ ...this.#chosen(), page: 1 }, true), 60);
  }

  #sort(column) {
    const isDescending = this.view.sort === column && !this.view.isDescending;
    this.#go({ ...this.view, sort: column, isDescending, page: 1 });
  }

  #turn(by) {
    this.#go({ ...this.view, page: this.view.page + by });
    const table = this.table.body.closest("table");
    document.getElementById("count").scrollIntoView({ block: "start" });
    table.focus({ preventScroll: true });
  }

  /** Goes to another view, and says so in the address; what is being typed replaces itself. */
  #go(view, isTyped = false) {
    this.view = view;
    history[isTyped ? "replaceState" : "pushState"](null, "", addressOf(view));
    this.#fill();
    this.refresh();
  }

  /** Links into the table: the browser changes the address, the page brings the reader there. */
  #follow(event) {
    const link = event.target.closest?.('a[href^="#findings?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    const isInside = this.table.body.contains(link);
    this.#go(readView(link.getAttribute("href")));
    if (!isInside || !document.contains(link)) this.reveal();
  }

  /** Goes to another view from elsewhere on the page. */
  go(view) {
    this.#go(view);
    this.reveal();
  }

  #arrive() {
    const view = readView(location.hash) ?? (location.hash === "" ? PLAIN : null);
    if (view === null || addressOf(view) === addressOf(this.view)) return;
    this.view = view;
    this.#fill();
    this.refresh();
  }

  /** Brings the table into sight, for eyes and for readers of screens. */
  reveal(behavior = "auto") {
    const section = document.getElementById("findings");
    section.scrollIntoView({ block: "start", behavior });
    section.focus({ preventScroll: true });
  }
}

/** Names in the order of the alphabet. */
function byName(named) {
  const { compare } = new Intl.Collator("en");
  return [...named].sort((a, b) => compare(a.name, b.name));
}

/** Lets the browser paint and take keys between two blocks. */
function pause() {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** Tells where the table holds less than was found. */
function tellCut({ held, statuses, whole }) {
  const current = held - statuses[FIXED];
  if (current >= whole) return;
  const [some, all] = [current, whole].map((number) => number.toLocaleString("en"));
  const cut = document.getElementById("cut");
  cut.textContent = `The table holds the ${some} worst of ${all} findings. All are counted above, and in the other formats of bylint report.`;
  cut.hidden = false;
}

async function open() {
  const index = await unpack(document.getElementById("index"));
  const posts = new Posts(index);
  const findings = new Findings(index, posts);
  const page = new Page(index, findings);
  tellCut(index);
  page.begin();
  let isFirst = true;
  for (const block of document.querySelectorAll("script.packed:not(#index)")) {
    if (block.id.startsWith("posts-")) {
      posts.add(await unpack(block));
      continue;
    }
    findings.add(await unpack(block));
    if (isFirst) page.refresh();
    await pause();
    if (isFirst) await drawCharts(index.charts, (filter) => page.go({ ...PLAIN, ...filter }));
    if (isFirst && readView(location.hash) !== null) page.reveal("instant");
    isFirst = false;
  }
  page.isComplete = true;
  page.refresh();
  if (isFirst) await drawCharts(index.charts, () => {});
  document.documentElement.dataset.state = "ready";
}

open().catch((error) => {
  document.getElementById("count").textContent = `The findings could not be opened: ${error.message}`;
  document.documentElement.dataset.state = "failed";
});
