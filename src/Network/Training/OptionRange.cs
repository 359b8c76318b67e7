namespace MlNetShallow.Training;

/// <summary>A range of numbers, with the words that an error message has for it. Immutable and thread-safe.</summary>
public sealed class OptionRange
{
    private readonly Func<double, bool> _contains;
    private readonly string _words;

    private OptionRange(Func<double, bool> contains, string words) => (_contains, _words) = (contains, words);

    internal static OptionRange Positive { get; } = new(value => value > 0 && double.IsFinite(value), "above 0 and finite");

    internal static OptionRange NotNegative { get; } = new(
        value => value >= 0 && double.IsFinite(value), "at least 0 and finite");

    internal static OptionRange AtLeastOne { get; } = new(
        value => value >= 1 && double.IsFinite(value), "at least 1 and finite");

    internal static OptionRange AtLeastTwo { get; } = new(
        value => value >= 2 && double.IsFinite(value), "at least 2 and finite");

    internal static OptionRange AtLeastTwenty { get; } = new(
        value => value >= 20 && double.IsFinite(value), "at least 20 and finite");

    internal static OptionRange BelowOne { get; } = new(value => value is >= 0 and < 1, "at least 0 and below 1");

    internal static OptionRange InsideOne { get; } = new(value => value is > 0 and < 1, "above 0 and below 1");

    internal static OptionRange UpToOne { get; } = new(value => value is >= 0 and <= 1, "at least 0 and at most 1");

    /// <summary>Whether a value is in the range; NaN never is.</summary>
    public bool Contains(double value) => _contains(value);

    /// <summary>The range in words, such as "at least 0 and below 1".</summary>
    public override string ToString() => _words;
}
