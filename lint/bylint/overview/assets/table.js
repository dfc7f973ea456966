"use strict";

/* The rows of the table. Elements are made one by one, and texts put in as texts. */

/** An element with its attributes and what is in it; whatever is null or undefined is left out. */
function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value != null) made.setAttribute(key, value);
  made.append(...inside.filter((each) => each != null));
  return made;
}

/** The address of a line of a file where the repository is to be read; null where that is not known. */
function addressOfLine(template, file, line) {
  if (!template) return null;
  const path = file.split("/").map(encodeURIComponent).join("/");
  return template.replaceAll("{path}", () => path).replaceAll("{line}", () => String(line));
}

/** A link that leaves the page, or plain text where there is no address. */
function linkOut(address, attributes, ...inside) {
  if (address === null) return element("span", attributes, ...inside);
  return element("a", { ...attributes, href: address, target: "_blank", rel: "noopener noreferrer" }, ...inside);
}

class Table {
  constructor(body, findings) {
    this.body = body;
    this.findings = findings;
    this.index = findings.index;
    this.posts = findings.posts;
  }

  /** Shows findings by their numbers; `view` is where links of a row start from. */
  show(numbers, view) {
    this.body.replaceChildren(...numbers.map((at) => this.#row(at, view)));
  }

  #row(at, view) {
    const cells = [this.#severity(at), this.#finding(at, view), this.#post(at), this.#authors(at, view), this.#day(at)];
    const isChosen = view.finding === this.findings.id[at];
    return element("tr", { role: "row", class: isChosen ? "chosen" : null }, ...cells);
  }

  #severity(at) {
    const severity = SEVERITIES[this.findings.severity[at]];
    const status = STATUSES[this.findings.status[at]];
    const told = status ? element("span", { class: `status ${status}` }, STATUS_WORDS[status]) : null;
    return element(
      "td",
      { role: "cell" },
      element("span", { class: `severity ${severity}` }, severity),
      told === null ? null : element("br"),
      told,
    );
  }

  #finding(at, view) {
    const { message, rule, fix, safe, id } = this.findings;
    const { name, means } = this.index.rules[rule[at]];
    const own = addressOf({ ...PLAIN, finding: id[at] });
    return element(
      "td",
      { role: "cell" },
      element("p", { class: "message", dir: "auto" }, message[at]),
      this.#evidence(at),
      fix[at]
        ? element("p", { class: "fix" }, `${safe[at] ? "Fix" : "Suggestion"}: `, element("bdi", {}, fix[at]))
        : null,
      element(
        "p",
        { class: "rule" },
        element("a", { href: addressOf({ ...view, ...{ rule: [name], finding: "", page: 1 } }), title: means }, name),
        " · ",
        element("a", { href: own, class: "quiet own", "aria-label": `Link to this finding: ${message[at]}` }, "link"),
      ),
    );
  }

  /** Both ends in their lines, in the order of the page; the end in another file comes last, with its path. */
  #evidence(at) {
    const { shown, start, end, line, other, otherStart, otherEnd, otherLine, otherPost, label, post } = this.findings;
    const here = shown[at] === null ? null : this.#line(post[at], line[at], shown[at], start[at], end[at], "", null);
    if (label[at] === null) return here && element("div", { class: "evidence" }, here);
    const isElsewhere = otherPost[at] !== null && otherPost[at] !== post[at];
    const what = isElsewhere ? `${label[at]}: ${this.posts.path[otherPost[at]]}` : label[at];
    const at2 = otherPost[at] ?? post[at];
    const there = this.#line(at2, otherLine[at], other[at] ?? "", otherStart[at], otherEnd[at], "other", what);
    const isBefore = !isElsewhere && otherLine[at] < line[at];
    return element("div", { class: "evidence" }, ...(isBefore ? [there, here] : [here, there]));
  }

  #line(post, line, text, start, end, kind, what) {
    const address = addressOfLine(this.index.link, this.posts.file[post], line);
    const marked = start < end ? element("mark", { class: kind || null }, text.slice(start, end)) : null;
    const code = element("code", { dir: "auto" }, text.slice(0, start), marked, text.slice(start < end ? end : start));
    const gutter = linkOut(address, { class: "at" }, element("span", { class: "aside" }, "line "), String(line));
    const told = what === null ? null : element("span", { class: "what", dir: "auto" }, what);
    return element("div", {}, gutter, element("p", {}, code, told));
  }

  #post(at) {
    const { post, line } = this.findings;
    const number = post[at];
    const path = this.posts.path[number];
    const address = addressOfLine(this.index.link, this.posts.file[number], line[at]);
    const title = this.posts.title[number];
    return element(
      "td",
      { role: "cell" },
      title === null ? null : element("bdi", {}, title),
      title === null ? null : element("br"),
      linkOut(address, { class: "path" }, `${path}:${line[at]}`),
    );
  }

  #authors(at, view) {
    const names = this.posts.names(this.findings.post[at]);
    const links = names.flatMap((name, number) => [
      number ? ", " : null,
      element("a", { href: addressOf({ ...view, author: name, finding: "", page: 1 }) }, element("bdi", {}, name)),
    ]);
    return element("td", { role: "cell", class: "author" }, ...links);
  }

  #day(at) {
    const day = this.posts.day[this.findings.post[at]];
    return element(
      "td",
      { role: "cell", class: "date" },
      day === null ? null : element("time", { datetime: day }, day),
    );
  }
}
