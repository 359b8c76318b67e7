namespace MlNetShallow.Network.Tests;

/// <summary>Comparisons of many numbers that rounding may set apart.</summary>
internal static class Closeness
{
    /// <summary>Each number within a tolerance of the expected one, relative to it where it is above 1.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    /// <inheritdoc cref="AssertClose(ReadOnlySpan{double}, ReadOnlySpan{double}, double)"/>
    public static void AssertClose(double expected, double actual, double tolerance)
        => AssertClose([expected], [actual], tolerance);

    /// <summary>Each number within a tolerance of the expected one, however large that is.</summary>
    public static void AssertWithin(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
