using Microsoft.ML.Data;

namespace MlNetShallow.Data.Tables;

/// <summary>What is wrong with the numbers of a row. The larger counts.</summary>
internal enum NumberGap : byte
{
    None,

    /// <summary>One is missing (NaN).</summary>
    Missing,

    /// <summary>One is infinite, for which nothing stands in.</summary>
    Infinite,
}

/// <summary>Tells gaps.</summary>
internal static class NumberGaps
{
    public static NumberGap Of(float number)
        => float.IsFinite(number) ? NumberGap.None : float.IsNaN(number) ? NumberGap.Missing : NumberGap.Infinite;

    public static NumberGap Of(in VBuffer<float> vector)
    {
        NumberGap largest = NumberGap.None;
        foreach (float value in vector.GetValues())
        {
            NumberGap gap = Of(value);
            if (gap > largest)
                largest = gap;
        }

        return largest;
    }
}
