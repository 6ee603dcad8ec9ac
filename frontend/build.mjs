/**
 * Builds the bundles of the web app: scripts, styles, icons, licences and a manifest from logical names to files. What
 * goes in decides what comes out: a second build changes no byte.
 *
 *   node build.mjs [FOLDER]      into src/bridgehead/web/static, or into another folder, which is made anew
 *
 * Found, not listed: every src/islands/NAME.js (a NAME of letters only; other names there are parts of islands) is an
 * island, and every src/pages/*.css a page's own style.
 */
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { collectLicences } from "./licences.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = join(HERE, "src");
const PACKAGES = join(HERE, "node_modules");
const OUT = process.argv[2] ? resolve(process.argv[2]) : join(HERE, "..", "src", "bridgehead", "web", "static");
const DRAFT = `${OUT}.draft`;
const FOR_TESTS = join(HERE, "..", "tests", "web", "vendor");
/** Older browsers lack what the styles need (popovers, light-dark, anchors), so nothing is rewritten for them. */
const TARGET = ["chrome130", "firefox132", "safari18"];

async function listFiles(folder, pattern) {
  const names = await readdir(join(SOURCE, folder)).catch(() => []);
  return names.filter((name) => pattern.test(name)).sort();
}

/** The modules "found:islands" (name -> loader) and "found:pages" (imports of styles), written from their folders. */
const found = {
  name: "found",
  setup(build) {
    build.onResolve({ filter: /^found:/ }, ({ path }) => ({ path: path.slice("found:".length), namespace: "found" }));
    build.onLoad({ filter: /^islands$/, namespace: "found" }, async () => {
      const names = (await listFiles("islands", /^[a-z]+\.js$/)).map((file) => basename(file, ".js"));
      const lines = names.map((name) => `  ${name}: () => import("./islands/${name}.js"),`);
      return { contents: `export default {\n${lines.join("\n")}\n};\n`, resolveDir: SOURCE };
    });
    build.onLoad({ filter: /^pages$/, namespace: "found" }, async () => {
      const imports = (await listFiles("pages", /\.css$/)).map((file) => `@import "./pages/${file}";`);
      return { contents: imports.join("\n"), loader: "css", resolveDir: SOURCE };
    });
  },
};

async function bundle(folder) {
  return esbuild.build({
    absWorkingDir: HERE,
    entryPoints: [join(SOURCE, "app.js"), join(SOURCE, "app.css")],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    metafile: true,
    target: TARGET,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    legalComments: "none", // licences.txt holds them, whole
    loader: { ".svg": "file" },
    external: ["data:*"],
    plugins: [found],
    logLevel: "warning",
  });
}

/** One sheet of symbols; a page shows one by <use href="...#NAME">. */
async function buildIcons() {
  const names = JSON.parse(await readFile(join(SOURCE, "icons.json"), "utf8"));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const drawing = await readFile(join(PACKAGES, "lucide-static", "icons", `${name}.svg`), "utf8");
      const shapes = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"));
      return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

async function writeHashed(folder, name, text) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  const file = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  await writeFile(join(folder, file), text);
  return file;
}

function listEntries(metafile, folder) {
  const outputs = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint);
  return outputs.map(([path, { entryPoint }]) => [
    relative(SOURCE, join(HERE, entryPoint)),
    relative(folder, join(HERE, path)),
  ]);
}

async function build() {
  await rm(DRAFT, { recursive: true, force: true });
  await mkdir(DRAFT, { recursive: true });
  const { metafile } = await bundle(DRAFT);
  const entries = listEntries(metafile, DRAFT);
  entries.push(["icons.svg", await writeHashed(DRAFT, "icons.svg", await buildIcons())]);
  entries.push(["mark.svg", await writeHashed(DRAFT, "mark.svg", await readFile(join(SOURCE, "mark.svg"), "utf8"))]);
  const manifest = Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
  await writeFile(join(DRAFT, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(DRAFT, "licences.txt"), await collectLicences(PACKAGES, metafile, ["lucide-static"]));
  await rm(OUT, { recursive: true, force: true });
  await rename(DRAFT, OUT);
  await mkdir(FOR_TESTS, { recursive: true });
  await copyFile(join(PACKAGES, "axe-core", "axe.min.js"), join(FOR_TESTS, "axe.min.js"));
}

await build();
