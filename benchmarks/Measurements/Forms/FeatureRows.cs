namespace MlNetShallow.Benchmarks.Measurements.Forms;

/// <summary>Features as the forms outside the library take them.</summary>
internal static class FeatureRows
{
    /// <summary>The features of each example, in their units.</summary>
    public static double[][] Of(TrainingSet examples)
    {
        FeatureMatrix features = examples.Features;
        var rows = new double[features.Rows][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[features.Columns];
            features.CopyRow(i, 0, rows[i].AsSpan());
            for (int j = 0; j < rows[i].Length; j++)
                rows[i][j] *= features.Scale;
        }

        return rows;
    }
}
