/** The licences of all that went into the bundles. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

// htmx calls 0BSD by a name of its own
const ALLOWED = new Set(["MIT", "ISC", "0BSD", "BSD-0-Clause", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"]);

/** Names of the packages that the inputs of a build come from, in order. */
function findPackages(metafile) {
  const names = new Set();
  for (const path of Object.keys(metafile.inputs)) {
    const inside = path.split("node_modules/").slice(1).pop();
    if (inside) names.add(inside.split("/").slice(0, inside.startsWith("@") ? 2 : 1).join("/"));
  }
  return [...names];
}

async function readLicence(folder, name) {
  const { version, license } = JSON.parse(await readFile(join(folder, name, "package.json"), "utf8"));
  if (!ALLOWED.has(license)) {
    throw new Error(`${name} ${version} has the licence ${license}, which is not one of ${[...ALLOWED].join(", ")}.`);
  }
  const entries = await readdir(join(folder, name), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /^(licen[cs]e|notice)/i.test(entry.name)).map(({ name }) => name);
  files.sort();
  if (!files.length) throw new Error(`${name} ${version} brings no licence file; take another package or version.`);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, name, file), "utf8")));
  return `${name} ${version} (${license})\n\n${texts.map((text) => text.trim()).join("\n\n")}\n`;
}

/**
 * The text of licences.txt: one section per package whose code or drawings are in the bundles.
 * Throws where a package's licence is not one we may ship, or its text is missing.
 */
export async function collectLicences(folder, metafile, others) {
  const names = [...new Set([...findPackages(metafile), ...others])].sort();
  const sections = await Promise.all(names.map((name) => readLicence(folder, name)));
  return sections.join(`\n${"-".repeat(78)}\n\n`);
}
