/**
 * Lines and columns over days or categories. Data, made by the server:
 *
 *   {type: "line" | "bar" | "stacked", x: [label ...], unit: "ties", zoom: false,
 *    series: [{name: "business", values: [3, null ...], colour: "--accent" or "#0072b2", dashes: "7 3"}]}
 *
 * null is unknown and leaves a gap; it is never drawn as zero.
 */
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { onGroundChange, readColour } from "../behaviours/theme.js";

use([
  AriaComponent, BarChart, DataZoomComponent, GridComponent, LegendComponent, LineChart, SVGRenderer, TooltipComponent,
]);

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function readDashes(dashes) {
  return dashes ? dashes.split(" ").map(Number) : "solid";
}

function buildSeries({ name, values, colour, dashes }, type) {
  const drawn = colour?.startsWith("--") ? readColour(colour) : colour;
  return {
    name,
    type: type === "line" ? "line" : "bar",
    data: values,
    stack: type === "stacked" ? "all" : undefined,
    color: drawn ?? readColour("--accent"),
    step: false,
    showSymbol: values.length < 60,
    lineStyle: { width: 2, type: readDashes(dashes) },
    barMaxWidth: 28,
  };
}

function buildOption({ type, x, unit, zoom, series }) {
  const [words, faint, rule, ground] = ["--words", "--faint", "--rule", "--raised"].map(readColour);
  return {
    animation: !isStill(),
    animationDuration: 250,
    aria: { enabled: true },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: words },
    grid: { left: 8, right: 16, top: series.length > 1 ? 56 : 32, bottom: zoom ? 56 : 8, containLabel: true },
    legend: { show: series.length > 1, top: 0, left: 0, textStyle: { color: words }, itemWidth: 22, itemHeight: 8 },
    // as words in the drawing: markup with style attributes is not allowed on the page
    tooltip: {
      trigger: "axis", renderMode: "richText", confine: true, backgroundColor: ground, borderColor: rule,
      textStyle: { color: words, fontSize: 13 },
    },
    xAxis: {
      type: "category", data: x, boundaryGap: type !== "line",
      axisLabel: { color: faint }, axisLine: { lineStyle: { color: rule } }, axisTick: { show: false },
    },
    yAxis: {
      type: "value", name: unit, minInterval: 1, nameGap: 12, nameTextStyle: { color: faint, align: "left" },
      axisLabel: { color: faint }, splitLine: { lineStyle: { color: rule } },
    },
    dataZoom: zoom ? [{ type: "slider", height: 20, bottom: 8 }] : [],
    series: series.map((one) => buildSeries(one, type)),
  };
}

export default function draw(element, data, signal) {
  const place = document.createElement("div");
  place.className = "chart";
  element.append(place);
  const chart = init(place, null, { renderer: "svg" });
  chart.setOption(buildOption(data));
  onGroundChange(() => chart.setOption(buildOption(data), true), signal);
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(place);
  signal.addEventListener("abort", () => {
    watcher.disconnect();
    chart.dispose();
  });
}
