using MlNetShallow.Data.Rows;

namespace MlNetShallow.Evaluation.Explanations;

/// <summary>Columns by their importance as a table: a line for each column and metric.</summary>
internal static class RankingTable
{
    public static void Write(Stream stream, OutputFormat format, IEnumerable<RankedColumn> columns)
    {
        using RowWriter writer = RowWriter.Create(format, ["column", "metric", "mean_change", "standard_deviation"]);
        stream.Write(writer.Header());
        foreach (RankedColumn column in columns)
        {
            foreach (MetricChange change in column.Changes)
            {
                writer.Text(column.Name);
                writer.Text(change.Metric);
                writer.Number((float)change.Mean);
                writer.Number((float)change.Deviation);
                writer.EndRow();
            }
        }

        stream.Write(writer.Take());
    }
}
