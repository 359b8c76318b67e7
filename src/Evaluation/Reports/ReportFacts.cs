using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML;
using MlNetShallow.Evaluation.Metrics;
using MlNetShallow.Training.Selection;
using SixLabors.ImageSharp;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>The tables at the end of a report: what model, what data, which options and versions.</summary>
internal sealed class ReportFacts(ShallowNetworkModelParameters learnt, ImageFlatteningEstimator.Options? flattening)
{
    public FactTable[] Tables(string modelPath, string setName, ReportSet set, Fact[] options)
    {
        FactTable[] tables =
        [
            new("Model", [.. Model(modelPath)]),
            new("Data", [.. Data(setName, set)]),
            new("Options of the training", options),
            new("Versions", [.. Versions()]),
        ];
        return [.. tables.Where(table => table.Facts.Length > 0)];
    }

    private IEnumerable<Fact> Model(string path)
    {
        NetworkShape shape = learnt.Network.Shape;
        yield return new("file", path);
        using (FileStream file = File.OpenRead(path))
            yield return new("SHA-256", Convert.ToHexStringLower(SHA256.HashData(file)));
        yield return new("inputs", Whole(shape.Inputs));
        yield return new("hidden units", shape.HiddenUnits == 0 ? "none: a linear model" : Whole(shape.HiddenUnits));
        if (shape.HiddenUnits > 0)
            yield return new("activation", $"{shape.Activation}");
        yield return new("outputs", $"{Whole(shape.Outputs)}, {shape.OutputLayer}");
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
        bool hasClasses = shape.OutputLayer != OutputLayer.IdentitySquaredError;
        yield return new($"{(hasClasses ? "accuracy" : "R²")} out of the folds", Number(told.Metric));
        if (told.Temperature != 1)
            yield return new("temperature of the probabilities", Number(told.Temperature));
    }

    private IEnumerable<Fact> Data(string name, ReportSet set)
    {
        yield return new("set", name);
        yield return new("path", set.Path);
        yield return new(set.Examples.Many, Whole(set.Count));
        foreach (Fact fact in set.Facts)
            yield return fact;
        if (flattening is not null)
            yield return new("brought to", $"{flattening.Width} × {flattening.Height} pixels, {flattening.ResizeMode}");
    }

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
