// Makes lint/bylint/overview/assets/vega.js: one script, with the licences of all that is in it at its head.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const target = process.argv[2] ?? "../../lint/bylint/overview/assets/vega.js";
const made = await build({
  entryPoints: ["vega.js"],
  bundle: true,
  charset: "utf8",
  format: "iife",
  globalName: "vega",
  legalComments: "none",
  metafile: true,
  minify: true,
  target: "es2022",
  write: false,
});
const [output] = Object.values(made.metafile.outputs);
const inside = Object.keys(output.inputs).filter((path) => output.inputs[path].bytesInOutput > 0);
const folders = new Set(inside.map((path) => /^(node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));

const licences = new Map();
for (const folder of [...folders].sort()) {
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = readFileSync(`${folder}/${file}`, "utf8").trim().replaceAll("\r\n", "\n").replaceAll("*/", "* /");
  licences.set(text, [...(licences.get(text) ?? []), `${name} ${version}`]);
}
const told = [...licences].map(([text, names]) => `${names.join(", ")}\n\n${text}`).join("\n\n---\n\n");
const code = made.outputFiles[0].text; // esbuild keeps "</script" out of what it writes
writeFileSync(target, `/*!\n${told}\n*/\n${code}`);
