"use strict";
// Sorting and filtering. The page reads the same without it.
const order = new Intl.Collator(undefined, { numeric: true });

function compare(left, right) {
  const [a, b] = [Number(left), Number(right)];
  return left !== "" && right !== "" && !Number.isNaN(a) && !Number.isNaN(b) ? a - b : order.compare(left, right);
}

function sortBy(table, index, ascending) {
  const key = (row) => row.cells[index].dataset.sort ?? row.cells[index].textContent;
  table.querySelectorAll("tbody.rows").forEach((body) => {
    if (body.rows.length < 2) return;
    const rows = [...body.rows].sort((a, b) => {
      if (key(a) === "" || key(b) === "") return (key(a) === "") - (key(b) === "");
      return compare(key(a), key(b)) * (ascending ? 1 : -1);
    });
    body.append(...rows);
  });
}

function addSorting(table) {
  const heads = [...table.tHead.querySelectorAll("th[data-column]:not(.sources)")];
  heads.forEach((head) => {
    const index = Number(head.dataset.column);
    const button = document.createElement("button");
    button.className = "sort";
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const ascending = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      sortBy(table, index, ascending);
    });
  });
}

function addFilter(region, table) {
  const rows = [...table.querySelectorAll("tbody.rows > tr:not(.empty)")];
  const label = document.createElement("label");
  const input = document.createElement("input");
  const shown = document.createElement("span");
  shown.setAttribute("role", "status");
  input.type = "search";
  label.className = "filter";
  label.append("Show rows with", input, shown);
  region.before(label);
  input.addEventListener("input", () => {
    const wanted = input.value.toLocaleLowerCase();
    rows.forEach((row) => { row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted); });
    shown.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
  });
}

document.querySelectorAll(".sortable > table").forEach(addSorting);
document.querySelectorAll(".long > table").forEach((table) => addFilter(table.parentElement, table));

// a map wider than the screen opens on its middle
document.querySelectorAll("figure.map .canvas").forEach((canvas) => {
  canvas.scrollLeft = (canvas.scrollWidth - canvas.clientWidth) / 2;
});

function openTarget() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}

addEventListener("hashchange", openTarget);
openTarget();
addEventListener("beforeprint", () => document.querySelectorAll("details:not(.same)").forEach((item) => { item.open = true; }));
