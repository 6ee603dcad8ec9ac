/** What every page loads: htmx, the loader of islands and the small behaviours. Pages work without any of it. */
import "htmx.org";
import { startIslands } from "./behaviours/islands.js";
import { startShortcuts } from "./behaviours/shortcuts.js";
import { startForms } from "./behaviours/forms.js";
import { startCopying } from "./behaviours/copying.js";
import { startFolds } from "./behaviours/folds.js";
import { startOpening } from "./behaviours/opening.js";
import { startSorting } from "./behaviours/sorting.js";
import { startTheme } from "./behaviours/theme.js";

startTheme();
startIslands();
startForms();
startFolds();
startOpening();
startCopying();
startSorting();
startShortcuts();
