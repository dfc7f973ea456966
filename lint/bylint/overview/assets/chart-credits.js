"use strict";

/* Who is credited, and who wrote: bands from the one to the other, as wide as they have posts. */

const BAND_FILLS = { different: "var(--error-fill)", unclear: "var(--info-fill)", same: "var(--same-fill)" };

/** The places of people on one side, from top to bottom, each as high as it has posts; their labels keep clear. */
function placesOf(pairs, side, scale) {
  const sums = new Map();
  for (const pair of pairs) sums.set(pair[side], (sums.get(pair[side]) ?? 0) + pair.posts);
  const names = [...sums.keys()].sort((a, b) => (a === "others") - (b === "others") || sums.get(b) - sums.get(a));
  const places = new Map();
  let [bottom, label] = [-2, -18];
  for (const name of names) {
    const height = Math.max(1.5, sums.get(name) * scale);
    const top = Math.max(bottom + 2, label + 18 - height / 2);
    [bottom, label] = [top + height, top + height / 2];
    places.set(name, { name, posts: sums.get(name), top, height, taken: top });
  }
  return { places, height: Math.max(bottom, label + 9) };
}

/** Bands from those who are credited to those whom the pages name. */
function creditChart(pairs, width) {
  const isWide = width > 500;
  const label = Math.min(190, width * 0.3);
  const [x1, x2] = [label + 8, width - label - 8];
  const total = pairs.reduce((sum, pair) => sum + pair.posts, 0);
  const scale = 320 / total;
  const left = placesOf(pairs, "credited", scale);
  const right = placesOf(pairs, "named", scale);
  const height = Math.max(left.height, right.height);
  const order = [...right.places.keys()];
  const sorted = [...pairs].sort((a, b) => order.indexOf(a.named) - order.indexOf(b.named));
  const bands = sorted.map((pair) => {
    const [from, to] = [left.places.get(pair.credited), right.places.get(pair.named)];
    const thick = pair.posts * scale;
    const [y1, y2, middle] = [from.taken, to.taken, (x1 + x2) / 2];
    from.taken += thick;
    to.taken += thick;
    const path = `M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}V${y2 + thick}C${middle},${y2 + thick} ${middle},${y1 + thick} ${x1},${y1 + thick}Z`;
    const said = pair.kind === "same" ? "credited, and named on the page" : "credited; the page names";
    const text =
      pair.kind === "same"
        ? `${pair.named}: ${said}\n${told(pair.posts, "post")}`
        : `${pair.credited} ${said} ${pair.named}\n${told(pair.posts, "post")}`;
    const isOne = pair.kind !== "same" && pair.credited !== "others";
    const filter = isOne
      ? {
          rule: ["author"],
          author: pair.credited === "nobody" ? "" : pair.credited,
          q: pair.named === "others" ? "" : `"${pair.named}"`,
        }
      : null;
    return { path, text, filter, fill: BAND_FILLS[pair.kind] };
  });
  const ends = (side, x, align) =>
    [...side.places.values()].map((each) => ({
      ...each,
      x,
      align,
      label: isWide ? `${each.name} ${each.posts.toLocaleString("en")}` : each.name,
    }));
  const people = [...ends(left, x1, "right"), ...ends(right, x2, "left")];
  return {
    width,
    height,
    autosize: "none",
    padding: { top: 10, bottom: 10, left: 0, right: 0 },
    data: [
      { name: "bands", values: bands },
      { name: "people", values: people },
    ],
    marks: [
      {
        type: "path",
        from: { data: "bands" },
        encode: {
          update: {
            path: { field: "path" },
            fill: { field: "fill" },
            fillOpacity: { value: 0.62 },
            tooltip: { field: "text" },
            cursor: { signal: "datum.filter ? 'pointer' : 'default'" },
          },
          hover: { fillOpacity: { value: 0.95 } },
        },
      },
      {
        type: "rect",
        from: { data: "people" },
        encode: {
          update: {
            x: { signal: "datum.align === 'right' ? datum.x - 4 : datum.x" },
            width: { value: 4 },
            y: { field: "top" },
            height: { field: "height" },
            fill: { value: "var(--ink)" },
          },
        },
      },
      {
        type: "text",
        from: { data: "people" },
        encode: {
          update: {
            x: { signal: "datum.align === 'right' ? datum.x - 9 : datum.x + 9" },
            y: { signal: "datum.top + datum.height / 2" },
            text: { field: "label" },
            align: { field: "align" },
            baseline: { value: "middle" },
            fill: { value: "var(--ink)" },
            fontSize: { value: isWide ? 13 : 11 },
            limit: { value: label - 8 },
          },
        },
      },
    ],
  };
}
