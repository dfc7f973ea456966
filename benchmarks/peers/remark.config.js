// Front matter against schema.json, which benchmarks/scale.py lays into the working directory.
import remarkFrontmatter from "remark-frontmatter";
import remarkLintFrontmatterSchema from "remark-lint-frontmatter-schema";

export default {
  plugins: [remarkFrontmatter, [remarkLintFrontmatterSchema, { schemas: { "./schema.json": ["**/*.md"] } }]],
};
