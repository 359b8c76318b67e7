// Charts in the page's colours, as wide as their place, drawn anew when either changes.

const charts = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

function digits(value, count) {
  return value == null ? "–" : value.toFixed(count);
}

// Few digits where they say enough, many where the value is small.
function short(value) {
  return value == null ? "–" : Math.abs(value) >= 1e-3 || value === 0 ? String(+value.toPrecision(4)) : value.toExponential(2);
}

// place: the element's id; make: gives the options and data, read anew at each drawing.
function addChart(place, make) {
  const chart = { element: document.getElementById(place), make, plot: null };
  charts.push(chart);
  draw(chart);
  return chart;
}

function draw(chart) {
  chart.plot?.destroy();
  const { data, x, y, series, hooks, log } = chart.make();
  const width = chart.element.clientWidth;
  const axis = (of, vertical) => ({
    label: of.label,
    labelSize: 20,
    labelFont: "12px system-ui, sans-serif",
    font: "12px system-ui, sans-serif",
    stroke: colour("muted"),
    grid: { stroke: colour("line"), width: 1 },
    ticks: { stroke: colour("line"), width: 1, size: 5 },
    border: { show: true, stroke: colour("line"), width: 1 },
    size: vertical ? 58 : 32,
    values: of.values,
    incrs: of.incrs,
  });
  chart.plot = new uPlot({
    width,
    height: Math.round(Math.max(240, Math.min(320, width * 0.75))),
    padding: [8, 14, 0, 0],
    scales: {
      x: { time: false, range: x.range },
      y: log ? { distr: 3 } : { range: y.range },
    },
    axes: [axis(x, false), axis(y, true)],
    series: [
      { label: x.label, value: (_, value) => short(value) },
      ...series.map(item => ({
        width: 2,
        points: { show: false },
        value: (_, value) => short(value),
        ...item,
        stroke: colour(item.stroke),
        fill: item.fill && colour(item.fill),
      })),
    ],
    cursor: { drag: { x: x.zoom === true, y: false }, points: { size: 7 } },
    legend: { markers: { width: 0, fill: (plot, i) => i === 0 ? "transparent" : plot.series[i].stroke() } },
    hooks: { draw: hooks ?? [] },
  }, data, chart.element);
  describe(chart, x, series);
}

// A canvas says nothing to those who do not see it: its figure's caption and its axes stand for it. Figures in numbers are in
// the tables and texts beside it.
function describe({ element, plot }, x, series) {
  const caption = element.closest("figure").querySelector("figcaption").firstChild?.textContent.trim() ?? "";
  const canvas = plot.root.querySelector("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${caption}: a chart of ${series.map(({ label }) => label).join(" and ")} by ${x.label}`);
}

// A series of bars.
function bars(label) {
  return { label, stroke: "first", fill: "first", width: 0, paths: uPlot.paths.bars({ size: [0.9, 200] }) };
}

// A dashed line between two points of the scales.
function dashes(x0, y0, x1, y1) {
  return plot => dashedLine(
    plot, plot.valToPos(x0, "x", true), plot.valToPos(y0, "y", true), plot.valToPos(x1, "x", true), plot.valToPos(y1, "y", true));
}

// A dashed line over the whole height.
function upright(x) {
  return plot => {
    const { left, top, width, height } = plot.bbox, at = plot.valToPos(x, "x", true);
    if (at >= left && at <= left + width) dashedLine(plot, at, top, at, top + height);
  };
}

function dashedLine(plot, left, top, right, bottom) {
  onPlot(plot, context => {
    context.strokeStyle = colour("muted");
    context.lineWidth = devicePixelRatio;
    context.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    context.beginPath();
    context.moveTo(left, top);
    context.lineTo(right, bottom);
    context.stroke();
  });
}

// A dot at a point that may move or not be there.
function dot(find) {
  return plot => onPlot(plot, context => {
    const point = find();
    if (point === null) return;
    context.fillStyle = colour("second");
    context.strokeStyle = colour("card");
    context.lineWidth = 2 * devicePixelRatio;
    context.beginPath();
    context.arc(
      plot.valToPos(point[0], "x", true), plot.valToPos(point[1], "y", true), 6 * devicePixelRatio, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  });
}

function onPlot(plot, paint) {
  plot.ctx.save();
  paint(plot.ctx);
  plot.ctx.restore();
}

function drawAll() {
  charts.forEach(draw);
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);

let widthDrawn = innerWidth;
addEventListener("resize", () => {
  // A phone's bars come and go while it scrolls; that changes the height alone.
  if (innerWidth !== widthDrawn) {
    widthDrawn = innerWidth;
    drawAll();
  }
});
