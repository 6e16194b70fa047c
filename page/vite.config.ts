/** Builds the page into one file. */
import { createHash } from "node:crypto";

import { defineConfig, type Plugin } from "vite";

/** What the page may load: itself. Its own script is named by digest, so nothing put in beside it can run. */
function policy(script: string): string {
  const digest = createHash("sha256").update(script, "utf8").digest("base64");
  return [
    "default-src 'none'",
    `script-src 'sha256-${digest}'`,
    "style-src 'unsafe-inline'",
    "font-src data:",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Put script and styles into the page and leave one file, `film.html`. */
function oneFile(): Plugin {
  return {
    name: "one-file",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      let script = "";
      let style = "";
      let html = "";
      for (const [name, made] of Object.entries(bundle)) {
        if (made.type === "chunk") script += made.code;
        else if (name.endsWith(".css")) style += String(made.source);
        else if (name.endsWith(".html")) html = String(made.source);
        else this.error(`${name} cannot be put into the page: only script, style and data URIs can`);
        delete bundle[name];
      }
      script = `\n${script.trim().replaceAll("</script", "<\\/script")}\n`;
      const head = [
        `<meta http-equiv="Content-Security-Policy" content="${policy(script)}">`,
        `<style>\n${style.trim()}\n</style>`,
      ].join("\n  ");
      // Replacements are functions because `$` in a script would be read as a pattern.
      html = html
        .replace(/\s*<script type="module"[^>]*><\/script>/, "")
        .replace(/\s*<link rel="stylesheet"[^>]*>/g, "")
        .replace(/(<meta charset="utf-8"\s*\/?>)/i, (meta: string) => `${meta}\n  ${head}`)
        .replace("</body>", () => `<script type="module">${script}</script>\n</body>`);
      this.emitFile({ type: "asset", fileName: "film.html", source: html });
    },
  };
}

export default defineConfig({
  plugins: [oneFile()],
  build: {
    outDir: "../src/tiexi/web/page",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: () => true,
    cssCodeSplit: false,
    modulePreload: false,
  },
});
