// Puts the report's data, which the page carries as JSON, in their places. Text goes in as text, never as markup.

function byId(id) {
  return document.getElementById(id);
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function seconds(count) {
  return count < 10 ? `${digits(count, 1)} s` : count < 600 ? `${Math.round(count)} s` : `${Math.round(count / 60)} min`;
}

function figures(items) {
  return items.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
}

// Rows are what is, columns what was said; the more of a row lies in a cell, the stronger its colour.
function matrix(names, counts) {
  const head = element("tr", {}, element("th", { scope: "col" }, "is ↓  taken for →"),
    ...names.map(name => element("th", { scope: "col" }, name)));
  const rows = counts.map((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return element("tr", {}, element("th", { scope: "row" }, names[i]), ...row.map(count => {
      const part = share(count, total) ?? 0;
      const cell = element("td", {},
        element("b", {}, String(count)), element("small", {}, `${(100 * part).toFixed(part > 0 && part < 0.1 ? 1 : 0)} %`));
      if (part > 0) cell.style.background = `rgba(var(--wash), ${0.06 + 0.34 * part})`;
      return cell;
    }));
  });
  return element("table", { class: "matrix" }, element("thead", {}, head), element("tbody", {}, ...rows));
}

function showSummary(report) {
  const { data } = report;
  byId("title").textContent = report.title;
  const where = data.path ? ` in ${data.path}` : "", leftOut = data.leftOut ? `. ${data.leftOut}` : "";
  byId("subtitle").textContent = `Measured on ${data.examples} ${data.many}${where}${leftOut}`;
  byId("optimistic").hidden = !data.isTrainingSet;
  for (const { set, values } of report.metrics) {
    if (report.metrics.length > 1) byId("summary").append(element("h3", { class: "set-name" }, set));
    byId("summary").append(element("dl", { class: "figures" },
      ...figures(values.map(({ name, value, unit }) => [unit ? `${name}, ${unit}` : name, digits(value, 4)]))));
  }
}

function showTraining(history, isRegression) {
  byId("training").hidden = false;
  byId("training-words").textContent =
    `${history.count} epochs in ${seconds(history.seconds)}. ` +
    (history.bestEpoch === history.count ? "The weights are those after the last."
      : `The weights are those after epoch ${history.bestEpoch}, where the validation cost was lowest: the dashed line.`);
  // Before the first is drawn: how wide a chart is hangs on its neighbours.
  byId("metric-figure").hidden = !history.validationMetrics;
  byId("rate-figure").hidden = history.rates.every(rate => rate === history.rates[0]);
  const epochs = { label: "epoch", zoom: true, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6] };
  const best = history.bestEpoch < history.count ? [upright(history.bestEpoch)] : [];
  const logarithmic = byId("log-cost");
  const positive = costs => logarithmic.checked ? costs.map(cost => cost > 0 ? cost : null) : costs;
  const costs = addChart("cost-chart", () => ({
    data: [history.epochs, positive(history.costs), ...(history.validationCosts ? [positive(history.validationCosts)] : [])],
    x: epochs,
    y: { label: history.loss ? `cost: ${history.loss}` : isRegression ? "cost in ½ (unit of the label)²" : "cost in nats" },
    log: logarithmic.checked,
    hooks: best,
    series: [
      { label: "training", stroke: "first" },
      ...(history.validationCosts ? [{ label: "validation", stroke: "second", dash: [6, 3] }] : []),
    ],
  }));
  logarithmic.addEventListener("change", () => draw(costs));
  if (history.validationMetrics) {
    byId("metric-title").textContent = history.loss ? "D² of the validation examples" : isRegression ? "R² of the validation examples" : "Validation accuracy";
    addChart("metric-chart", () => ({
      data: [history.epochs, history.validationMetrics],
      x: epochs,
      y: { label: history.loss ? "share of the best constant's cost saved" : isRegression ? "share of variance explained" : "share told rightly" },
      hooks: best,
      series: [{ label: "validation", stroke: "second" }],
    }));
  }
  if (!byId("rate-figure").hidden) {
    addChart("rate-chart", () => ({
      data: [history.epochs, history.rates],
      x: epochs,
      y: { label: "rate", values: (_, ticks) => ticks.map(short) },
      series: [{ label: "rate", stroke: "third" }],
    }));
  }
}

function sureness({ probability, score }) {
  return probability == null ? `score ${short(score)}` : `probability ${digits(probability, 4)}`;
}

function showMistakes({ mistakes, mistakeCount, hasProbabilities }, data) {
  byId("mistakes").hidden = false;
  byId("mistakes-words").textContent = mistakeCount === 0 ? `There are none: all ${data.many} are told rightly.`
    : `${mistakeCount} of ${data.examples} ${data.many} were taken for what they are not; here ` +
      (mistakes.length < mistakeCount ? `are the ${mistakes.length} of the highest ${hasProbabilities ? "probability" : "score"}` : "they are") +
      (mistakes[0].picture ? ", as the network sees them." : ".");
  byId("mistake-pictures").append(...mistakes.map(({ picture, name, actual, predicted, probability, score }) =>
    element("li", {},
      ...(picture ? [element("img", { src: picture, alt: `A ${actual} that was taken for ${predicted}` })] : []),
      element("div", {}, element("strong", {}, actual), " taken for ", element("strong", {}, predicted)),
      element("div", {}, sureness({ probability, score })),
      element("div", { class: "file", title: name }, name.split(/[\\/]/).pop()))));
}

// A bar is as long as the column's share of the largest loss.
function showColumns({ one, many, metric, columns }) {
  byId("columns").hidden = false;
  byId("columns-one").textContent = one;
  byId("columns-many").textContent = many;
  byId("columns-metric").textContent = metric;
  const largest = Math.max(...columns.map(({ mean }) => mean ?? 0), Number.MIN_VALUE);
  const rows = columns.map(({ name, mean, deviation }) => {
    const bar = element("div", { class: "bar" });
    bar.style.width = `${100 * Math.max(0, mean ?? 0) / largest}%`;
    return element("tr", {}, element("th", { scope: "row" }, name),
      element("td", {}, `${digits(mean, 4)} ± ${digits(deviation, 4)}`),
      element("td", { class: "bars", "aria-hidden": "true" }, bar));
  });
  byId("column-table").append(element("table", { class: "columns" }, element("tbody", {}, ...rows)));
}

function showContributions(pictures) {
  byId("contributions").hidden = false;
  byId("contribution-pictures").append(...pictures.map(({ picture, contributions, name, actual, predicted, probability }) =>
    element("li", {}, element("img", { src: picture, alt: `A ${actual} that was taken for ${predicted}` }),
      element("img", { src: contributions, alt: `What speaks for ${predicted}` }),
      element("div", {}, element("strong", {}, actual),
        ...(actual === predicted ? [] : [" taken for ", element("strong", {}, predicted)])),
      element("div", {}, `probability ${digits(probability, 4)}`),
      element("div", { class: "file", title: name }, name.split(/[\\/]/).pop()))));
}

function showWeights(weights) {
  byId("weights").hidden = false;
  byId("weight-pictures").append(...weights.map(({ picture, name, output, outgoingWeight }) =>
    element("li", {}, element("img", { src: picture, alt: `Weights of ${name}` }), element("div", {}, name),
      ...(outgoingWeight == null ? [] : [element("div", { class: "file" }, `weight to ${output} ${short(outgoingWeight)}`)]))));
}

function showResiduals({ actual, predicted, low, width, bins }, data) {
  byId("residuals").hidden = false;
  addChart("actual-chart", () => ({
    data: [actual, predicted],
    x: { label: "actual" },
    y: { label: "predicted" },
    series: [{
      label: "predicted", stroke: "first", paths: () => null,
      points: { show: true, size: 5, width: 0, fill: colour("first") },
    }],
    hooks: [dashes(actual[0], actual[0], actual[actual.length - 1], actual[actual.length - 1])],
  }));
  addChart("residual-chart", () => ({
    data: [bins.map((_, i) => low + (i + 0.5) * width), bins],
    x: { label: "predicted − actual", range: [low, low + bins.length * width] },
    y: { label: data.many, range: (_, least, most) => [0, Math.max(1, most * 1.05)] },
    series: [bars(data.many)],
  }));
}

function showFacts(tables) {
  byId("fact-tables").append(...tables.map(({ title, facts }) => element("div", {},
    element("h3", {}, title),
    element("dl", {}, ...facts.flatMap(({ name, value }) => [element("dt", {}, name), element("dd", {}, value)])))));
}

{
  const report = JSON.parse(byId("data").textContent);
  showSummary(report);
  if (report.history) showTraining(report.history, report.residuals !== null);
  if (report.told) {
    if (report.told.classes.length > 2) {
      byId("confusion").hidden = false;
      byId("confusion-table").append(matrix(report.told.classes, report.told.confusion));
    }
    byId("threshold").hidden = false;
    showThreshold(report.told, report.data);
    showMistakes(report.told, report.data);
  }
  if (report.residuals) showResiduals(report.residuals, report.data);
  if (report.columns) showColumns(report.columns);
  if (report.contributions.length > 0) showContributions(report.contributions);
  if (report.weights.length > 0) showWeights(report.weights);
  showFacts(report.facts);
}
