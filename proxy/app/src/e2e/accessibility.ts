import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The source of axe-core, to be run inside a page. */
export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** An expression that gives what axe finds serious or critical in the document, by rule. */
export const seriousFindings = `axe.run().then(({ violations }) =>
  violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => id + ": " + nodes[0].html))`;
