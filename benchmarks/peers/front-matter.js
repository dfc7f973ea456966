// A script as a site's owners write it: each post's front matter is read by gray-matter and validated by ajv.
// node front-matter.js FOLDER prints how many posts it read, and how many it found fault with.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import matter from "gray-matter";

const schema = JSON.parse(readFileSync(new URL("schema.json", import.meta.url), "utf8"));
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
addFormats(ajv);
const validate = ajv.compile(schema);

let read = 0;
let faulty = 0;
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith(".md")) continue;
  read += 1;
  try {
    if (!validate(matter(readFileSync(join(entry.parentPath, entry.name), "utf8")).data)) faulty += 1;
  } catch {
    faulty += 1;
  }
}
console.log(`${read} posts, ${faulty} faulty`);
