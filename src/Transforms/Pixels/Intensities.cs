namespace MlNetShallow.Pixels;

/// <summary>What the 256 intensities of a channel become.</summary>
internal static class Intensities
{
    /// <summary>0, 1, ..., 255.</summary>
    public static byte[] Bytes { get; } = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    /// <summary>0, 1/255, ..., 1.</summary>
    public static float[] UnitInterval { get; } = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];
}
