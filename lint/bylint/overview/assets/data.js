"use strict";

/* What the page holds: blocks of columns, packed as base64 of gzip of JSON, so that no text of a post is ever markup. */

/** The value of a packed block. */
async function unpack(block) {
  const packed = block.textContent;
  const bytes = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(packed)
    : Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** A text as it is searched: in lower case, without accents. */
function folded(text) {
  const lower = text.toLowerCase();
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize("NFKD").replace(/\p{Mn}/gu, "");
}

/** All posts that have findings, by number. */
class Posts {
  constructor(index) {
    this.index = index;
    this.path = [];
    this.file = [];
    this.title = [];
    this.day = [];
    this.section = [];
    this.authors = [];
  }

  add(block) {
    for (let at = 0; at < block.path.length; at += 1) {
      this.path.push(block.path[at]);
      this.file.push(block.file[at] ?? block.path[at]);
      this.title.push(block.title[at]);
      this.day.push(block.day[at]);
      this.section.push(block.section[at]);
      this.authors.push(block.authors[at]);
    }
  }

  names(post) {
    return this.authors[post].map((author) => this.index.authors[author].name);
  }
}

/** All findings by number, the worst first, and for each the text in which words are looked for. */
class Findings {
  static #TEXTS = ["id", "message", "shown", "other", "label", "fix"];
  static #NUMBERS = ["start", "end", "otherPost", "otherLine", "otherStart", "otherEnd", "safe"];

  constructor(index, posts) {
    this.index = index;
    this.posts = posts;
    this.length = 0;
    this.rule = new Uint16Array(index.held);
    this.severity = new Uint8Array(index.held);
    this.status = new Uint8Array(index.held);
    this.cause = new Uint8Array(index.held);
    this.post = new Uint32Array(index.held);
    this.line = new Uint32Array(index.held);
    for (const name of [...Findings.#TEXTS, ...Findings.#NUMBERS]) this[name] = [];
    this.searched = [];
    this.orders = new Map();
  }

  add(block) {
    const count = block.rule.length;
    for (const name of ["rule", "severity", "status", "cause", "post", "line"])
      this[name].set(block[name], this.length);
    for (const name of Findings.#TEXTS) for (let at = 0; at < count; at += 1) this[name].push(block[name][at]);
    for (const name of Findings.#NUMBERS) for (let at = 0; at < count; at += 1) this[name].push(block[name][at]);
    for (let at = 0; at < count; at += 1) {
      const post = block.post[at];
      const parts = [block.message[at], block.shown[at], block.other[at], this.index.rules[block.rule[at]].name];
      parts.push(this.posts.title[post], this.posts.path[post], ...this.posts.names(post));
      this.searched.push(folded(parts.join("\n")));
    }
    this.length += count;
    this.orders.clear();
  }

  /** The numbers of all findings in the order of a column; kept, since people sort to and fro. */
  order(column, isDescending) {
    const name = `${column} ${isDescending}`;
    if (!this.orders.has(name)) {
      const keys = this.#keys(column);
      const order = Uint32Array.from({ length: this.length }, (_, at) => at);
      order.sort(isDescending ? (a, b) => keys[b] - keys[a] || a - b : (a, b) => keys[a] - keys[b] || a - b);
      this.orders.set(name, order);
    }
    return this.orders.get(name);
  }

  #keys(column) {
    if (column === "severity") return this.severity;
    if (column === "path") {
      const ranks = this.#ranks(this.posts.path, (a, b) => (a < b ? -1 : Number(a > b)));
      return this.#ofPosts((post) => ranks[post]);
    }
    if (column === "date") return this.#ofPosts((post) => Number((this.posts.day[post] ?? "").replaceAll("-", "")));
    const { compare } = new Intl.Collator("en");
    const ranked = (values) =>
      this.#ranks(
        values.map((value) => value.name),
        compare,
      );
    if (column === "rule") {
      const ranks = ranked(this.index.rules);
      return Uint32Array.from({ length: this.length }, (_, at) => ranks[this.rule[at]]);
    }
    const ranks = ranked(this.index.authors);
    return this.#ofPosts((post) =>
      this.posts.authors[post].length ? ranks[this.posts.authors[post][0]] : ranks.length,
    );
  }

  #ofPosts(key) {
    const keys = Float64Array.from(this.posts.path, (_, post) => key(post));
    return Float64Array.from({ length: this.length }, (_, at) => keys[this.post[at]]);
  }

  /** The place of each value among all when they are sorted. */
  #ranks(values, compare) {
    const ranks = new Uint32Array(values.length);
    const sorted = Uint32Array.from(values, (_, number) => number).sort((a, b) => compare(values[a], values[b]));
    sorted.forEach((number, rank) => {
      ranks[number] = rank;
    });
    return ranks;
  }
}
