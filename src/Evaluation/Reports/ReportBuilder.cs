using Microsoft.ML;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>Puts together what a report says of a model.</summary>
internal sealed class ReportBuilder
{
    private const int MostMistakes = 24;

    private readonly MLContext _mlContext = new();
    private readonly ScoredSet _set;
    private readonly ReportOptions _options;
    private readonly ExamplePictures _pictures;

    private ReportBuilder(ScoredSet set)
    {
        (_set, _options) = (set, set.Options);
        _pictures = new ExamplePictures(_mlContext, set.Model?.Flattening ?? new());
    }

    /// <summary>All that stands on the page.</summary>
    public static ReportContent Build(ScoredSet set) => new ReportBuilder(set).Build();

    private ReportContent Build()
    {
        ScoredExamples examples = _set.Examples;
        if (examples.Targets is { } targets)
        {
            throw new InvalidDataException($"A report is of one label; the model predicts {targets.Names.Length} "
                + $"({string.Join(", ", targets.Names)}). {nameof(ModelMetrics)}, and the command evaluate, measure each of them.");
        }

        PredictedClasses? classes = examples.Classes;
        ShallowNetworkModelParameters? learnt = _set.Model?.Learnt;
        (string one, string many) = _options.ImagePathColumnName is null ? ("row", "rows") : ("picture", "pictures");
        (string Set, ModelMetrics Metrics)[] sets = [.. _options.OtherSets, (_options.SetName, _set.Evaluate())];
        return new(
            _options.Title ?? Path.GetFileName(_options.ModelPath) ?? "Model",
            new ReportData(
                _options.SetName,
                _options.DataDescription,
                LeftOut(examples),
                examples.Count,
                one,
                many,
                _options.IsTrainingSet),
            [.. sets.Select(item => new SetMetrics(item.Set, item.Metrics.Summary))],
            learnt is null ? null : HistoryCurves.Of(learnt.History, learnt.Loss),
            classes is null ? null : Told(classes),
            examples.Numbers is { } numbers ? Residuals.Of(numbers) : null,
            FeatureRanks.Of(_set, _mlContext),
            classes is null ? [] : Explain(classes),
            learnt is null || _set.Model?.Flattening is not { } flattening
                ? []
                : WeightPictures.Of(learnt.Network, flattening, classes?.Classes ?? []),
            ReportFacts.Tables(_set, many));
    }

    private static string LeftOut(ScoredExamples examples)
    {
        (int Count, string Reason)[] all =
            [(examples.WithoutLabel, "without a label that the model knows"), (examples.WithoutScore, "without a score")];
        string[] reasons =
        [
            .. all.Where(item => item.Count > 0).Select(item => FormattableString.Invariant($"{item.Count:N0} {item.Reason}")),
        ];
        return reasons.Length == 0 ? "" : $"Left out: {string.Join(", ", reasons)}.";
    }

    private ToldClasses Told(PredictedClasses predicted)
    {
        (string[] classes, LabelledPrediction[] examples, bool hasPositive, bool hasProbabilities) = predicted;
        LabelledPrediction[] mistakes = [.. examples.Where(example => example.IsMistake)],
            shown = [.. mistakes.OrderByDescending(example => example.Score).Take(MostMistakes)];
        return new ToldClasses(
            classes,
            hasProbabilities,
            ModelMetrics.Confusion(classes.Length, examples),
            [
                .. Enumerable.Range(0, classes.Length).Skip(hasPositive ? 1 : 0)
                    .Select(i => ThresholdCurve.Of(classes[i], i, examples, hasPositive)),
            ],
            mistakes.Length,
            [
                .. shown.Zip(_pictures.Draw(shown), (mistake, picture) => new Mistake(
                    picture,
                    mistake.Name,
                    classes[mistake.Actual],
                    classes[mistake.Predicted],
                    mistake.Probability,
                    hasProbabilities ? null : mistake.Score)),
            ]);
    }

    private ContributionPicture[] Explain(PredictedClasses predicted)
    {
        if (_set.Model is not { Learnt: not null, Flattening: { } flattening } model || _options.ImagePathColumnName is null)
            return [];
        LabelledPrediction[] chosen = ContributionPictures.Choose(predicted);
        IEnumerable<string> contributions = new ContributionPictures(_mlContext, model.Transformer, model.Data, flattening)
            .Draw(chosen, predicted.Examples, _set.Examples.IsScored.Count);
        return
        [
            .. chosen.Zip(_pictures.Draw(chosen), contributions).Select(item => new ContributionPicture(
                item.Second!,
                item.Third,
                item.First.Name,
                predicted.Classes[item.First.Actual],
                predicted.Classes[item.First.Predicted],
                item.First.Probability)),
        ];
    }
}
