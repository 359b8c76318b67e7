// What hangs on the class and the threshold that are picked: the two-by-two matrix, its metrics, ROC, precision, calibration.

function share(part, whole) {
  return whole > 0 ? part / whole : null;
}

function atThreshold(curve, step) {
  const truePositives = curve.atThreshold.truePositives[step], falsePositives = curve.atThreshold.falsePositives[step];
  const falseNegatives = curve.positives - truePositives, trueNegatives = curve.negatives - falsePositives;
  return {
    truePositives, falsePositives, falseNegatives, trueNegatives,
    accuracy: share(truePositives + trueNegatives, curve.positives + curve.negatives),
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, curve.positives),
    specificity: share(trueNegatives, curve.negatives),
    f1: share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  };
}

function showThreshold(told, data) {
  const slider = byId("slider"), picker = byId("class");
  const steps = told.curves[0].atThreshold.truePositives.length - 1;
  const curve = () => told.curves[Number(picker.value)];
  const counts = () => atThreshold(curve(), Number(slider.value));
  const threshold = () => curve().low + (curve().high - curve().low) * slider.value / steps;
  const words = () => told.hasProbabilities ? digits(threshold(), 3) : short(threshold());
  slider.max = steps;
  told.curves.forEach((item, i) => picker.append(element("option", { value: i }, item.class)));
  byId("class-label").hidden = told.curves.length === 1;

  const unit = { range: [-0.02, 1.02] };
  const rocChart = addChart("roc-chart", () => ({
    data: [
      curve().falsePositives.map(count => share(count, curve().negatives)),
      curve().truePositives.map(count => share(count, curve().positives)),
    ],
    x: { ...unit, label: "false positive rate" },
    y: { ...unit, label: "true positive rate" },
    series: [{ label: "true positive rate", stroke: "first" }],
    hooks: [dashes(0, 0, 1, 1), dot(() => {
      const { recall, specificity } = counts();
      return recall === null || specificity === null ? null : [1 - specificity, recall];
    })],
  }));
  const precisionChart = addChart("pr-chart", () => {
    const { truePositives, falsePositives, positives, negatives } = curve();
    const base = share(positives, positives + negatives);
    return {
      data: [
        truePositives.slice(1).map(count => share(count, positives)),
        truePositives.slice(1).map((count, i) => share(count, count + falsePositives[i + 1])),
      ],
      x: { ...unit, label: "recall" },
      y: { ...unit, label: "precision" },
      series: [{ label: "precision", stroke: "first" }],
      hooks: [dashes(0, base, 1, base), dot(() => {
        const { recall, precision } = counts();
        return recall === null || precision === null ? null : [recall, precision];
      })],
    };
  });
  byId("calibration").hidden = !told.hasProbabilities;
  const calibrationCharts = told.hasProbabilities ? showCalibration(curve, data.many) : [];
  byId("example").textContent = data.one;
  byId("measure").textContent = told.hasProbabilities ? "probability" : "score";

  function onThreshold() {
    const now = counts(), own = curve().class;
    const others = told.classes.length === 2 ? told.classes.find(name => name !== own) : `not ${own}`;
    byId("threshold-value").textContent = words();
    slider.setAttribute("aria-valuetext", words());
    byId("binary-confusion").replaceChildren(matrix([own, others], [
      [now.truePositives, now.falseNegatives],
      [now.falsePositives, now.trueNegatives],
    ]));
    byId("threshold-metrics").replaceChildren(...figures([
      ["accuracy", digits(now.accuracy, 4)],
      ["precision", digits(now.precision, 4)],
      ["recall", digits(now.recall, 4)],
      ["specificity", digits(now.specificity, 4)],
      ["F1", digits(now.f1, 4)],
    ]));
    rocChart.plot.redraw(false);
    precisionChart.plot.redraw(false);
  }

  function onClass() {
    byId("own-class").textContent = curve().class;
    byId("roc-title").textContent = `ROC curve, area ${digits(curve().auc, 4)}`;
    slider.value = curve().start;
    if (told.hasProbabilities) calibrationWords(curve(), data.many);
    [rocChart, precisionChart, ...calibrationCharts].forEach(draw);
    onThreshold();
  }

  slider.addEventListener("input", onThreshold);
  picker.addEventListener("change", onClass);
  onClass();
}

function showCalibration(curve, examples) {
  const bins = () => curve().calibration.bins;
  const seen = () => bins().filter(bin => bin.examples > 0);
  const unit = { range: [-0.02, 1.02] };
  return [
    addChart("calibration-chart", () => ({
      data: [seen().map(bin => bin.meanProbability), seen().map(bin => bin.share)],
      x: { ...unit, label: `mean probability of ${curve().class}` },
      y: { ...unit, label: "share that is" },
      series: [{ label: "share that is", stroke: "first", points: { show: true, size: 8, fill: colour("first") } }],
      hooks: [dashes(0, 0, 1, 1)],
    })),
    addChart("bins-chart", () => ({
      data: [bins().map((_, i) => (i + 0.5) / bins().length), bins().map(bin => bin.examples)],
      x: { range: [0, 1], label: `probability of ${curve().class}` },
      y: { label: examples, range: (_, low, high) => [0, Math.max(1, high * 1.05)] },
      series: [bars(examples)],
    })),
  ];
}

function calibrationWords(curve, examples) {
  byId("calibration-words").textContent =
    `On the dashed line, of the ${examples} that get a probability of 0.8 for ${curve.class} eight in ten are it. ` +
    `Expected calibration error ${digits(curve.calibration.error, 4)}, Brier score ${digits(curve.calibration.brier, 4)}; ` +
    "0 is best for both.";
}
