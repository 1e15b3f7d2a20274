// Builds the extension into dist/, from where a browser loads it unpacked.
import { cp, rm } from "node:fs/promises";
import { build } from "esbuild";

await rm("dist", { recursive: true, force: true });
await Promise.all([
  build({
    entryPoints: { background: "src/background.ts", popup: "src/popup/popup.ts" },
    outdir: "dist",
    bundle: true,
    format: "esm",
    target: "chrome121",
  }),
  // Content scripts are no modules: wrapped in a function, they leave no names behind.
  build({ entryPoints: { composer: "src/composer/main.ts" }, outdir: "dist", bundle: true, format: "iife", target: "chrome121" }),
  cp("src/_locales", "dist/_locales", { recursive: true }),
  cp("src/icons", "dist/icons", { recursive: true, filter: (name) => !name.endsWith(".svg") }),
  cp("src/manifest.json", "dist/manifest.json"),
  cp("src/managed_schema.json", "dist/managed_schema.json"),
  cp("src/popup/popup.html", "dist/popup.html"),
  cp("src/popup/popup.css", "dist/popup.css"),
]);
