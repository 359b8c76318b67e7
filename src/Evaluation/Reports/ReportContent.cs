using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>All that stands on a report's page, as its script reads it.</summary>
/// <param name="Title">What is reported on.</param>
/// <param name="Data">What it was measured on.</param>
/// <param name="Metrics">The main metrics, of one or two sets.</param>
/// <param name="History">How training went; null where the model does not know.</param>
/// <param name="Told">How the classes are told apart; null in a regression.</param>
/// <param name="Residuals">How near the predictions of a regression come; else null.</param>
/// <param name="Columns">Which columns of a table count; else null.</param>
/// <param name="Contributions">What in some pictures speaks for their predictions; none where the features are no
/// pictures.</param>
/// <param name="Weights">The weights of the first layer; none where the features are no pictures.</param>
/// <param name="Facts">Tables of names and values.</param>
internal sealed record ReportContent(
    string Title,
    ReportData Data,
    SetMetrics[] Metrics,
    HistoryCurves? History,
    ToldClasses? Told,
    Residuals? Residuals,
    RankedColumns? Columns,
    ContributionPicture[] Contributions,
    WeightPicture[] Weights,
    FactTable[] Facts);

/// <summary>The set that a report was measured on.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Path">Where it is; null where nobody says.</param>
/// <param name="LeftOut">What became of the rows that could not be measured, as a sentence; empty where there are none.</param>
/// <param name="Examples">The number of its examples.</param>
/// <param name="One">What one of them is called.</param>
/// <param name="Many">What several of them are called.</param>
/// <param name="IsTrainingSet">Whether the model has learnt from it.</param>
internal sealed record ReportData(
    string Name, string? Path, string LeftOut, int Examples, string One, string Many, bool IsTrainingSet);

/// <summary>How a model tells classes apart.</summary>
/// <param name="Classes">The names of the classes.</param>
/// <param name="HasProbabilities">Whether the model tells how probable each class is; else its scores stand in.</param>
/// <param name="Confusion">How many examples of each class (outer) were predicted to be of which (inner).</param>
/// <param name="Curves">For two classes the one that tells the positive class, for more one for each.</param>
/// <param name="MistakeCount">The number of examples that were predicted wrongly.</param>
/// <param name="Mistakes">Those of the highest confidence.</param>
internal sealed record ToldClasses(
    string[] Classes, bool HasProbabilities, int[][] Confusion, ThresholdCurve[] Curves, int MistakeCount, Mistake[] Mistakes);

/// <summary>The main metrics of a set.</summary>
internal sealed record SetMetrics(string Set, MetricValue[] Values);

/// <summary>An example that was taken for what it is not.</summary>
/// <param name="Picture">The address of the picture, as the network sees it; null for a row of a table.</param>
/// <param name="Name">Its path, or the number of the row.</param>
/// <param name="Actual">Its class.</param>
/// <param name="Predicted">The class it was taken for.</param>
/// <param name="Probability">The probability of that class; null without probabilities.</param>
/// <param name="Score">The score of that class; null with probabilities.</param>
internal sealed record Mistake(
    string? Picture, string Name, string Actual, string Predicted, float? Probability, float? Score);

/// <summary>A table of names and values.</summary>
internal sealed record FactTable(string Title, Fact[] Facts);

/// <summary>A name and a value.</summary>
internal sealed record Fact(string Name, string Value);
