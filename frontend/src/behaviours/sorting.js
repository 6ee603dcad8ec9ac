/** Heads of an answer's tables sort their rows: a first click upwards, a second downwards; what is empty comes last. */

const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

function getKey(row, column) {
  const cell = row.cells[column];
  return cell?.dataset.sort ?? cell?.textContent.trim() ?? "";
}

function compare(left, right) {
  const difference = Number(left) - Number(right);
  return Number.isNaN(difference) ? order.compare(left, right) : difference;
}

/** Sort each group of rows by itself: groups and their sums stay where they are. */
function sortRows(table, column, direction) {
  for (const body of table.querySelectorAll(":scope > tbody.rows")) {
    const keyed = [...body.rows].map((row) => ({ row, key: getKey(row, column) }));
    const told = keyed.filter(({ key }) => key !== "");
    told.sort((a, b) => direction * compare(a.key, b.key));
    body.append(...[...told, ...keyed.filter(({ key }) => key === "")].map(({ row }) => row));
  }
}

function sortBy(head) {
  const table = head.closest("table");
  const isUp = head.getAttribute("aria-sort") !== "ascending";
  table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
  sortRows(table, Number(head.dataset.column), isUp ? 1 : -1);
}

function addButton(head) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sort-rows";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => sortBy(head));
}

function addAll() {
  document
    .querySelectorAll(".sortable > table > thead th[data-column]:not(.sources, :has(> .sort-rows))")
    .forEach(addButton);
}

/** Let the tables on the page be sorted, and those that come onto it later. */
export function startSorting() {
  addAll();
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes }) => addedNodes.length)) addAll();
  }).observe(document.body, { childList: true, subtree: true });
}
