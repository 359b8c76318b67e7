namespace MlNetShallow.Training;

/// <summary>The range of a numeric option, as its error message says it.</summary>
public sealed class OptionRange
{
    private readonly Func<double, bool> _contains;
    private readonly string _words;

    private OptionRange(Func<double, bool> contains, string words) => (_contains, _words) = (contains, words);

    /// <summary>Above 0 and finite.</summary>
    public static OptionRange Positive { get; } = new(value => value > 0 && double.IsFinite(value), "above 0 and finite");

    /// <summary>At least 0 and finite.</summary>
    public static OptionRange NotNegative { get; } = new(value => value >= 0 && double.IsFinite(value), "at least 0 and finite");

    /// <summary>At least 0 and below 1.</summary>
    public static OptionRange Fraction { get; } = new(value => value is >= 0 and < 1, "at least 0 and below 1");

    /// <summary>Throws unless the value is in the range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not; the message names the option, its range and the value.</exception>
    public static void Check(string option, double value, OptionRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (!range._contains(value))
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be {range._words}.");
    }
}
