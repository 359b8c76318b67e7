using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML;
using MlNetShallow.Evaluation.Scored;
using MlNetShallow.Training.Selection;
using SixLabors.ImageSharp;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>The tables at the end of a report: what model, what data, which options and versions.</summary>
internal static class ReportFacts
{
    private static readonly Fact NoOptions = new(
        "not known", "a model that was saved before version 4 of its format does not keep them");

    /// <param name="set">What is reported on.</param>
    /// <param name="many">What its examples are called.</param>
    public static FactTable[] Tables(ScoredSet set, string many)
    {
        FactTable[] tables =
        [
            new("Model", [.. FileOf(set.Options.ModelPath), .. set.Model?.Learnt is { } learnt ? Model(learnt) : []]),
            new("Data", [.. Data(set, many)]),
            new("Options of the training", set.Model?.Learnt is { } trained ? [.. OptionsOf(trained)] : []),
            new("Given", [.. set.Options.Facts.Select(fact => new Fact(fact.Key, fact.Value))]),
            new("Versions", [.. Versions()]),
        ];
        return [.. tables.Where(table => table.Facts.Length > 0)];
    }

    private static IEnumerable<Fact> FileOf(string? path)
    {
        if (path is null)
            yield break;
        yield return new("file", path);
        using FileStream file = File.OpenRead(path);
        yield return new("SHA-256", Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private static IEnumerable<Fact> OptionsOf(ShallowNetworkModelParameters learnt) => learnt.Options.Count == 0
        ? [NoOptions]
        : learnt.Options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => new Fact(option.Key, option.Value));

    private static IEnumerable<Fact> Model(ShallowNetworkModelParameters learnt)
    {
        NetworkShape shape = learnt.Network.Shape;
        yield return new("inputs", Whole(shape.Inputs));
        yield return new("hidden units", shape.HiddenLayers.Count switch
        {
            0 => "none: a linear model",
            1 => Whole(shape.HiddenUnits),
            var layers => $"{shape.HiddenLayers}, in {layers} layers",
        });
        if (shape.HiddenUnits > 0)
            yield return new("activation", $"{shape.Activation}");
        yield return new("outputs", $"{Whole(shape.Outputs)}, {shape.OutputLayer}");
        if (learnt.Loss is { } loss)
            yield return new("loss", $"{loss}");
        yield return new("weights and biases", Whole(shape.ParameterCount));
        if (shape.OutputLayer == OutputLayer.SigmoidCrossEntropy)
        {
            if (learnt.ClassNames is [var negative, var positive])
                yield return new("classes", $"0 is {negative}, 1 is {positive}");
            yield return new("1 is predicted above the probability", Number(learnt.Threshold));
        }

        if (learnt.StopReason is { } reason)
        {
            yield return new("examples learnt from", Whole(learnt.TrainingRows));
            yield return new("examples left out", Whole(learnt.SkippedRows));
            yield return new("epochs done", Whole(learnt.History.Count));
            yield return new("training ended", TrainingEnd.Why(reason));
        }

        if (learnt.CrossValidation is not { } told)
            yield break;
        yield return new("L2 regularization, by cross-validation", Number(told.L2Regularization));
        foreach (PenaltyScore score in told.Scores)
        {
            yield return new(
                $"cost out of the folds at {Number(score.L2Regularization)}",
                $"{Number(score.Cost)}, of each fold {string.Join(", ", score.FoldCosts.Select(Number))}");
        }

        yield return new("cost out of the folds", $"{Number(told.Cost)}, by guessing {Number(told.CostOfGuessing)}");
        string metric = learnt.Loss is null ? "accuracy" : learnt.Loss == RegressionLoss.Squared ? "R²" : "D²";
        yield return new($"{metric} out of the folds", Number(told.Metric));
        if (told.Temperature != 1)
            yield return new("temperature of the probabilities", Number(told.Temperature));
    }

    private static IEnumerable<Fact> Data(ScoredSet set, string many)
    {
        (ReportOptions options, ScoredExamples examples) = (set.Options, set.Examples);
        yield return new("set", options.SetName);
        if (options.DataDescription is { } path)
            yield return new("path", path);
        yield return new(many, Whole(examples.Count));
        if (examples.WithoutLabel > 0)
            yield return new("left out, without a label", Whole(examples.WithoutLabel));
        if (examples.WithoutScore > 0)
            yield return new("left out, without a score", Whole(examples.WithoutScore));
        yield return new("label", options.LabelName ?? options.LabelColumnName);
        if (examples.Classes is { HasPositive: true } two)
            yield return new("positive class", two.Classes[1]);
        foreach (Fact fact in CountsOf(examples.Classes))
            yield return fact;
        if (set.Model?.Flattening is { } flattening)
            yield return new("brought to", $"{flattening.Width} × {flattening.Height} pixels, {flattening.ResizeMode}");
    }

    private static IEnumerable<Fact> CountsOf(PredictedClasses? predicted)
    {
        if (predicted is null)
            yield break;
        foreach ((int number, string name) in predicted.Classes.Index())
        {
            int count = predicted.Examples.Count(example => example.Actual == number);
            yield return new(
                $"of class {name}", FormattableString.Invariant($"{count:N0} ({(double)count / predicted.Examples.Length:P1})"));
        }
    }

    /// <summary>The versions of what is at work, in a line.</summary>
    public static string VersionsInALine() => string.Join(", ", Versions().Select(fact => $"{fact.Name} {fact.Value}"));

    /// <summary>What made it, and when.</summary>
    public static IEnumerable<Fact> Versions()
    {
        yield return new("mlnetshallow", VersionOf(typeof(ReportFacts)));
        yield return new("Microsoft.ML", VersionOf(typeof(MLContext)));
        yield return new("SixLabors.ImageSharp", VersionOf(typeof(Image)));
        yield return new(".NET", $"{Environment.Version}");
        yield return new("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return new("written", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string VersionOf(Type type)
        => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? $"{type.Assembly.GetName().Version}";
}
