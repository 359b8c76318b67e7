namespace MlNetShallow.Sample.Output;

/// <summary>Numbers as a line of bars, one character each, from the lowest of them to the highest.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    public static string Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return "";
        double low = values.Min(), range = values.Max() - low;
        return string.Concat(values.Select(
            value => Bars[range > 0 ? (int)(((value - low) / range * (Bars.Length - 1)) + 0.5) : 0]));
    }
}
