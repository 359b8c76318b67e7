using Microsoft.ML;
using MlNetShallow.Data.Files;
using MlNetShallow.Evaluation.Reports;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation;

/// <summary>
/// Writes how well a model does as one HTML page that needs nothing else: ROC and precision-recall curves with a threshold to
/// move, calibration, confusion matrix, the surest mistakes, residuals. For any binary, multiclass or regression model of ML.NET.
/// </summary>
public static class Report
{
    /// <summary>Writes a report on scored data.</summary>
    /// <param name="scored">What a model's <c>Transform</c> gave of labelled data. It is read once. Rows without a label or a finite
    /// score are left out, which the page says.</param>
    /// <param name="path">The file. One that is there is replaced; it is never half written.</param>
    /// <param name="options">The columns, and what the page says beside the figures; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type, or the scores are of a model of another
    /// kind.</exception>
    /// <exception cref="InvalidDataException">A label is none that the model knows, no row has both a label and a score, or all are
    /// of one of two classes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; nothing is written.</exception>
    public static void Write(IDataView scored, string path, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scored);
        Write(path, () => new ScoredSet(scored, options ?? new()));
    }

    /// <summary>Writes a report on scored data into a stream, which stays open.</summary>
    /// <inheritdoc cref="Write(IDataView, string, ReportOptions?)"/>
    /// <param name="scored">What a model's <c>Transform</c> gave of labelled data.</param>
    /// <param name="stream">Gets the page in UTF-8, if all goes well; else nothing.</param>
    /// <param name="options">The columns, and what the page says beside the figures; null for the defaults.</param>
    public static void Write(IDataView scored, Stream stream, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(stream);
        Write(stream, new ScoredSet(scored, options ?? new()));
    }

    /// <summary>Scores data, and writes a report that says what the model knows, too: which features count, by permutation; of
    /// a model of MlNetShallow how its training went and with which options, and of one of pictures what in them
    /// decides.</summary>
    /// <param name="model">A fitted pipeline, or what <c>mlContext.Model.Load</c> gave.</param>
    /// <param name="data">Labelled data as the model takes them, with their rows in the same order each time.</param>
    /// <inheritdoc cref="Write(IDataView, string, ReportOptions?)" path="/exception"/>
    /// <param name="path">The file. One that is there is replaced; it is never half written.</param>
    /// <param name="options">The columns, and what the page says beside the figures; null for the defaults.</param>
    public static void Write(ITransformer model, IDataView data, string path, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        Write(path, () => new ScoredSet(model, data, options ?? new()));
    }

    /// <summary>Scores data, and writes a report that says what the model knows, too, into a stream, which stays open.</summary>
    /// <inheritdoc cref="Write(ITransformer, IDataView, string, ReportOptions?)"/>
    /// <param name="model">A fitted pipeline, or what <c>mlContext.Model.Load</c> gave.</param>
    /// <param name="data">Labelled data as the model takes them, with their rows in the same order each time.</param>
    /// <param name="stream">Gets the page in UTF-8, if all goes well; else nothing.</param>
    /// <param name="options">The columns, and what the page says beside the figures; null for the defaults.</param>
    public static void Write(ITransformer model, IDataView data, Stream stream, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(stream);
        Write(stream, new ScoredSet(model, data, options ?? new()));
    }

    /// <summary>Writes a report on what is scored already.</summary>
    internal static void Write(Stream stream, ScoredSet set)
    {
        ReportContent content = ReportBuilder.Build(set);
        set.Options.CancellationToken.ThrowIfCancellationRequested();
        ReportPage.Write(stream, content);
    }

    // That the file cannot be written is found before the data are scored.
    private static void Write(string path, Func<ScoredSet> score)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new OutputFile(path, overwrite: true);
        file.Write(stream => Write(stream, score()));
    }
}
