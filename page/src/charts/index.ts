/** Which chart is drawn by what. */
import type { Chart } from "../data";
import { drawAfter } from "./after";
import { drawArrears } from "./arrears";
import { drawBook } from "./book";
import { drawChain } from "./chain";
import { drawCohorts } from "./cohorts";
import { drawLedger } from "./ledger";
import { drawLexis } from "./lexis";
import { drawFreight, drawTransfer } from "./mirrored";
import { drawLife } from "./life";
import { drawRide } from "./ride";
import { drawRise } from "./rise";
import { drawSectors } from "./sectors";
import { drawStates } from "./states";
import { drawStopping } from "./stopping";
import { drawWindows } from "./windows";
import type { ChartView, Env } from "./view";

export type { ChartView, Env, Reading, Show, Table } from "./view";
export { saveActs, savePng, saveSvg, type Caption } from "./save";
export { asTable, tableElement } from "./table";

export function drawChart(chart: Chart, env: Env): ChartView {
  switch (chart.kind) {
    case "chain":
      return drawChain(chart, env);
    case "rise":
      return drawRise(chart, env);
    case "windows":
      return drawWindows(chart, env);
    case "arrears":
      return drawArrears(chart, env);
    case "stopping":
      return drawStopping(chart, env);
    case "after":
      return drawAfter(chart, env);
    case "cohorts":
      return drawCohorts(chart, env);
    case "book":
      return drawBook(chart, env);
    case "ledger":
      return drawLedger(chart, env);
    case "lexis":
      return drawLexis(chart, env);
    case "transfer":
      return drawTransfer(chart, env);
    case "ride":
      return drawRide(chart, env);
    case "freight":
      return drawFreight(chart, env);
    case "states":
      return drawStates(chart, env);
    case "sectors":
      return drawSectors(chart, env);
    case "life":
      return drawLife(chart, env);
  }
}
