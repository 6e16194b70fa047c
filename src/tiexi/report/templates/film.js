// Light and dark, and a language switch that stays at the figure being read. The page works without it.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
for (const button of document.querySelectorAll("button.theme")) {
  button.addEventListener("click", () => {
    const now = root.dataset.theme ?? (dark.matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
  });
}
for (const link of document.querySelectorAll("a.switch")) {
  link.addEventListener("click", (event) => {
    const here = link.closest("[lang][id]");
    const read = [...here.querySelectorAll("article[id], section[id]")].filter((e) => e.getBoundingClientRect().top < 120);
    const twin = read.length ? read[read.length - 1].id.replace(here.id, link.hash.slice(1)) : link.hash.slice(1);
    event.preventDefault();
    location.hash = twin;
  });
}
