/** "As a table": the numbers of a picture as an HTML table. */
import type { ChartView, Table } from "./view";

export function tableElement(table: Table, caption: string): HTMLTableElement {
  const found = document.createElement("table");
  found.className = "chart-table";
  found.createCaption().textContent = caption;
  const head = found.createTHead().insertRow();
  for (const words of table.head) head.append(cell("th", words, "col"));
  const body = found.createTBody();
  for (const row of table.rows) {
    const line = body.insertRow();
    row.forEach((words, i) => line.append(i === 0 ? cell("th", words, "row") : cell("td", words)));
  }
  return found;
}

/** A closed `<details>` with the table in it, filled when it is first opened: some have hundreds of rows. */
export function asTable(view: ChartView, words: string): HTMLDetailsElement {
  const found = document.createElement("details");
  found.className = "as-table";
  const summary = document.createElement("summary");
  summary.textContent = words;
  const room = document.createElement("div");
  room.className = "chart-table-room";
  room.tabIndex = 0;
  room.setAttribute("role", "region");
  room.setAttribute("aria-label", view.title);
  found.append(summary, room);
  found.addEventListener("toggle", () => {
    if (found.open && !room.firstChild) room.append(tableElement(view.table, view.title));
  });
  return found;
}

function cell(tag: "th" | "td", words: string, scope?: "col" | "row"): HTMLTableCellElement {
  const found = document.createElement(tag);
  found.textContent = words;
  if (scope) (found as HTMLTableCellElement).scope = scope;
  return found;
}
