namespace MlNetShallow.Training;

/// <summary>A line of the table of options, <see cref="NumericOptions"/>. Immutable and thread-safe.</summary>
public sealed class NumericOption
{
    internal NumericOption(string name, OptionRange range, double defaultValue, string meaning)
        => (Name, Range, Default, Meaning) = (name, range, defaultValue, meaning);

    /// <summary>The option's name.</summary>
    public string Name { get; }

    /// <summary>The values that it may have.</summary>
    public OptionRange Range { get; }

    /// <summary>The value that it has if nothing is said.</summary>
    public double Default { get; }

    /// <summary>What it means, in one line.</summary>
    public string Meaning { get; }

    /// <summary>Throws unless the value is in the range.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name under which the user gave it, where that is another than <see cref="Name"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not; the message names the option, its range and the
    /// value.</exception>
    public void Check(double value, string? name = null)
    {
        if (!Range.Contains(value))
            throw new ArgumentOutOfRangeException(name ?? Name, value, $"{name ?? Name} must be {Range}.");
    }
}
