using System.Globalization;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Delimited;
using MlNetShallow.Data.Parquets;

namespace MlNetShallow.Batch.Outputs;

/// <summary>Makes a Parquet file of finished parts, which are tab-separated: of each part a row group. The input and what comes
/// with it are texts, predictions and the error are null where there are none.</summary>
internal static class ParquetOutput
{
    /// <exception cref="InvalidDataException">A part was changed after it was written.</exception>
    public static void Write(Stream stream, WorkingFolder folder, JobManifest manifest, CancellationToken cancellation)
    {
        IReadOnlyList<string> names = manifest.Output.Columns;
        int texts = FirstPrediction(manifest);
        (string Name, bool IsNumber, bool IsNullable)[] columns = [.. names.Select((name, i) => (
            name, i >= texts && name != PredictionWriter.ClassColumn && i < names.Count - 1, i >= texts))];
        using var writer = new ParquetTableWriter(stream, columns);
        foreach (FinishedPart part in manifest.Parts)
        {
            object[] values = [.. columns.Select(column => column.IsNumber ? (object)new List<float?>() : new List<string?>())];
            Read(Path.Join(folder.Path, part.File), folder, part, columns, values, cancellation);
            writer.Write(values);
        }
    }

    private static void Read(
        string file,
        WorkingFolder folder,
        FinishedPart part,
        (string Name, bool IsNumber, bool IsNullable)[] columns,
        object[] values,
        CancellationToken cancellation)
    {
        folder.CheckPart(part);
        using DelimitedReader rows = DelimitedReader.OpenRows(file, DelimitedFormat.Tsv, File.OpenRead(file), columns.Length);
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < columns.Length; i++)
            {
                ReadOnlySpan<char> field = rows[i];
                if (columns[i].IsNumber)
                    ((List<float?>)values[i]).Add(field.IsEmpty ? null : float.Parse(field, CultureInfo.InvariantCulture));
                else
                    ((List<string?>)values[i]).Add(columns[i].IsNullable && field.IsEmpty ? null : field.ToString());
            }
        }
    }

    // No other column can have its name.
    private static int FirstPrediction(JobManifest manifest)
    {
        // The error comes last.
        if (manifest.Output.TargetColumns is > 0 and var targets)
            return manifest.Output.Columns.Count - 1 - targets;
        string first = manifest.Model.Task == ScoringTask.Regression ? PredictionWriter.NumberColumn : PredictionWriter.ClassColumn;
        return manifest.Output.Columns.ToList().IndexOf(first);
    }
}
