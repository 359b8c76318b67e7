using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Explanations;

/// <summary>The mean of a feature column.</summary>
internal static class FeatureMean
{
    /// <summary>The mean of each slot over the rows that have all features.</summary>
    /// <exception cref="InvalidOperationException">There is no such row.</exception>
    public static float[] Of<T>(IDataView data, DataViewSchema.Column column)
        where T : unmanaged, INumber<T>
    {
        double[]? sums = null;
        long rows = 0;
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        var getFeatures = cursor.GetGetter<VBuffer<T>>(column);
        VBuffer<T> features = default;
        while (cursor.MoveNext())
        {
            getFeatures(ref features);
            if (!AreFinite(features.GetValues()))
                continue;
            sums ??= new double[features.Length];
            foreach ((int slot, T value) in features.Items())
                sums[slot] += double.CreateChecked(value);
            rows++;
        }

        return sums is null
            ? throw new InvalidOperationException(
                $"There is no row with all features in column '{column.Name}' to take the mean of as baseline.")
            : Array.ConvertAll(sums, sum => (float)(sum / rows));
    }

    private static bool AreFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        foreach (T value in values)
        {
            if (!T.IsFinite(value))
                return false;
        }

        return true;
    }
}
