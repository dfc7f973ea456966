"use strict";

/* Findings over time: bars by month of publication, or by quarter or year where months would be too thin. */

/** Months, quarters or years, whichever are wide enough to be seen; a period without posts is there, too. */
function periodsOf(months, width) {
  const numbers = months.map((each) => Number(each.month.slice(0, 4)) * 12 + Number(each.month.slice(5)) - 1);
  const [first, last] = [numbers[0], numbers.at(-1)];
  const step = [1, 3, 12].find((each) => (last - first + 1) / each <= width / 4) ?? 12;
  const periods = new Map();
  const begin = (number) => number - (number % step);
  const nameOf = (start) => {
    const year = String(Math.floor(start / 12)).padStart(4, "0");
    if (step === 12) return year;
    return step === 3 ? `${year} Q${(start % 12) / 3 + 1}` : `${year}-${String((start % 12) + 1).padStart(2, "0")}`;
  };
  const add = (start) => {
    if (!periods.has(start))
      periods.set(start, { start, name: nameOf(start), posts: 0, error: 0, warning: 0, info: 0 });
    return periods.get(start);
  };
  if ((last - first) / step < 2000) for (let at = begin(first); at <= last; at += step) add(at);
  months.forEach((each, number) => {
    const period = add(begin(numbers[number]));
    for (const name of ["posts", ...SEVERITIES]) period[name] += each[name];
  });
  return [...periods.values()].sort((a, b) => a.start - b.start);
}

/** The periods whose years are labelled: the first of each year, or of every second or fifth, with room between. */
function labelledOf(periods, width) {
  const firsts = new Map();
  periods.forEach((each, at) => {
    const year = each.name.slice(0, 4);
    if (!firsts.has(year)) firsts.set(year, { name: each.name, at });
  });
  const every = [1, 2, 5, 10, 20, 50, 100].find((years) => firsts.size / years <= width / 48) ?? 200;
  const chosen = [...firsts].filter(([year]) => Number(year) % every === 0).map(([, first]) => first);
  const isBeside = chosen.length > 1 && ((chosen[1].at - chosen[0].at) * width) / periods.length < 40;
  return (isBeside ? chosen.slice(1) : chosen).map((first) => first.name);
}

/** Stacked bars of findings over time. */
function timeChart(months, width) {
  const periods = periodsOf(months, width - 60);
  const bars = periods.flatMap((each) => {
    let below = 0;
    return SEVERITIES.filter((severity) => each[severity]).map((severity) => {
      const from = below;
      below += each[severity];
      const counts = SEVERITIES.filter((name) => each[name]).map((name) => told(each[name], name));
      const text = `${each.name}\n${counts.join(", ")}\nin ${told(each.posts, "post")}`;
      const filter = { date: each.name.includes("Q") ? each.name.slice(0, 4) : each.name };
      return { name: each.name, severity, from, to: below, text, filter };
    });
  });
  const areFew = periods.length * 64 <= width;
  const labelled = areFew ? periods.map((each) => each.name) : labelledOf(periods, width);
  return {
    width,
    height: 240,
    autosize: { type: "fit", contains: "padding" },
    padding: { left: 0, right: 4, top: 8, bottom: 0 },
    data: [{ name: "bars", values: bars }],
    scales: [
      {
        name: "x",
        type: "band",
        domain: periods.map((each) => each.name),
        range: { signal: `[0, min(width, ${periods.length * 64})]` },
        paddingInner: 0.12,
      },
      { name: "y", domain: { data: "bars", field: "to" }, range: "height", nice: true, zero: true },
      { name: "fill", type: "ordinal", domain: SEVERITIES, range: SEVERITIES.map((name) => `var(--${name}-fill)`) },
    ],
    axes: [
      {
        orient: "left",
        scale: "y",
        grid: true,
        domain: false,
        ticks: false,
        tickCount: 5,
        labelPadding: 6,
        format: ",d",
        tickMinStep: 1,
      },
      {
        orient: "bottom",
        scale: "x",
        values: labelled,
        labelOverlap: true,
        tickSize: 4,
        encode: { labels: { update: { text: { signal: areFew ? "datum.value" : "slice(datum.value, 0, 4)" } } } },
      },
    ],
    marks: [
      {
        type: "rect",
        from: { data: "bars" },
        encode: {
          update: {
            x: { scale: "x", field: "name" },
            width: { scale: "x", band: 1 },
            y: { scale: "y", field: "to" },
            y2: { scale: "y", field: "from" },
            fill: { scale: "fill", field: "severity" },
            tooltip: { field: "text" },
            cursor: { value: "pointer" },
            opacity: { value: 1 },
          },
          hover: { opacity: { value: 0.75 } },
        },
      },
    ],
  };
}
