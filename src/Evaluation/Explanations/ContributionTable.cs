using MlNetShallow.Data.Rows;

namespace MlNetShallow.Evaluation.Explanations;

/// <summary>What predictions are made of as a table: a line for each contribution, the largest first, and one for the sum of
/// those that are left out, so that a row's lines add up to its score less that of the baseline.</summary>
/// <param name="explanations">The rows.</param>
/// <param name="format">How lines are written.</param>
/// <param name="most">How many contributions of a row are told; 0 for all.</param>
internal sealed class ContributionTable(ExplainedRows explanations, OutputFormat format, int most)
{
    public const string Others = "(others)";

    private static readonly string[] Columns =
        ["input", "prediction", "score", "baseline_score", "feature", "contribution"];

    private readonly double[] _magnitudes = new double[explanations.Features.Names.Length];

    /// <summary>The number of rows that are explained.</summary>
    public int Explained { get; private set; }

    /// <summary>The number of rows that lack a feature, and have no score.</summary>
    public int Unscored { get; private set; }

    /// <summary>The mean magnitude of each feature's contributions, the largest first.</summary>
    public IEnumerable<(string Feature, double Magnitude)> Magnitudes
        => explanations.Features.Names.Zip(_magnitudes, (name, sum) => (name, sum / Math.Max(Explained, 1)))
            .OrderByDescending(item => item.Item2);

    public void Write(Stream stream, CancellationToken cancellation)
    {
        using RowWriter writer = RowWriter.Create(format, Columns);
        stream.Write(writer.Header());
        foreach (ExplainedRow row in explanations.Rows(cancellation))
        {
            Write(row, writer);
            stream.Write(writer.Take());
        }
    }

    private void Write(ExplainedRow row, RowWriter writer)
    {
        if (!row.IsScored)
        {
            Unscored++;
            writer.Text(row.Name);
            for (int i = 1; i < Columns.Length; i++)
                writer.Missing();
            writer.EndRow();
            return;
        }

        Explained++;
        for (int i = 0; i < _magnitudes.Length; i++)
            _magnitudes[i] += Math.Abs(row.Contributions[i]);
        int[] order = [.. Enumerable.Range(0, row.Contributions.Length).OrderByDescending(i => Math.Abs(row.Contributions[i]))];
        int told = most == 0 ? order.Length : Math.Min(most, order.Length);
        foreach (int i in order.AsSpan(0, told))
            Line(explanations.Features.Names[i], row.Contributions[i]);
        if (told < order.Length)
            Line(Others, order.Skip(told).Sum(i => row.Contributions[i]));

        void Line(string feature, double contribution)
        {
            writer.Text(row.Name);
            writer.Text(row.Prediction);
            writer.Number(row.Score);
            writer.Number(row.BaselineScore);
            writer.Text(feature);
            writer.Number((float)contribution);
            writer.EndRow();
        }
    }
}
