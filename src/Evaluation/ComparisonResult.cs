using System.Text;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Comparisons.Tables;

namespace MlNetShallow.Evaluation;

/// <summary>What a comparison gave.</summary>
public sealed class ComparisonResult
{
    internal ComparisonResult(
        TableTask task,
        RegressionLoss? loss,
        int folds,
        IReadOnlyList<EntrantResult> entrants,
        bool isStopped,
        IReadOnlyList<string> notes)
        => (Task, Loss, Folds, Entrants, IsStopped, Notes) = (task, loss, folds, entrants, isStopped, notes);

    /// <summary>The number of fits of each entrant that were asked for.</summary>
    public int Folds { get; }

    /// <summary>The entrants, in the order in which they were given.</summary>
    public IReadOnlyList<EntrantResult> Entrants { get; }

    /// <summary>Whether it was stopped before its end.</summary>
    public bool IsStopped { get; }

    internal TableTask Task { get; }

    /// <summary>What the predictions of numbers are measured by; null for the squared error, and for classes.</summary>
    internal RegressionLoss? Loss { get; }

    /// <summary>What there is to say first.</summary>
    internal IReadOnlyList<string> Notes { get; }

    /// <summary>Writes it as a file. One that is there is replaced; it is never half written.</summary>
    /// <param name="path">The file; its extension says in which form: .html, .md or .tsv.</param>
    /// <exception cref="ArgumentException">It has another extension.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ComparisonFormat format = ComparisonFile.FormatOf(path) ?? throw new ArgumentException(
            $"The name of the file must end in one of {ComparisonFile.Extensions}, not '{path}'.", nameof(path));
        new OutputFile(path, overwrite: true).Write(stream => Write(stream, format));
    }

    /// <summary>Writes it into a stream, which stays open, in UTF-8.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="format">The form.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such form.</exception>
    public void Write(Stream stream, ComparisonFormat format)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ComparisonFile.Write(stream, format, this, ComparisonTable.Of(this, Notes));
    }

    /// <summary>It as Markdown.</summary>
    public override string ToString()
    {
        using var stream = new MemoryStream();
        Write(stream, ComparisonFormat.Markdown);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
