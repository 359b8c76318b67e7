namespace MlNetShallow.Training.Preprocessing;

/// <summary>What is known of some values of a feature, each counted by its weight.</summary>
/// <param name="Weight">The sum of the weights.</param>
/// <param name="Mean">The mean of the values.</param>
/// <param name="Squares">Σ w (x − mean)².</param>
/// <param name="Minimum">The smallest value.</param>
/// <param name="Maximum">The largest value.</param>
/// <param name="NonZeros">The sum of the weights of those that are not 0.</param>
internal readonly record struct ValueSummary(
    double Weight, double Mean, double Squares, double Minimum, double Maximum, double NonZeros)
{
    /// <summary>No values.</summary>
    public static ValueSummary None { get; } = new(0, 0, 0, double.PositiveInfinity, double.NegativeInfinity, 0);

    /// <summary>The standard deviation, of the values and not an estimate from them.</summary>
    public double Deviation => Math.Sqrt(Squares / Weight);

    /// <summary>The square root of the mean of x².</summary>
    public double RootMeanSquare => Math.Sqrt((Squares / Weight) + (Mean * Mean));

    /// <summary>The square root of the mean of x² over the values that are not 0.</summary>
    public double RootMeanSquareOfNonZeros => NonZeros == 0 ? 0 : RootMeanSquare * Math.Sqrt(Weight / NonZeros);

    /// <summary>max |x|.</summary>
    public double Largest => Math.Max(Math.Abs(Minimum), Math.Abs(Maximum));

    /// <summary>max |x − mean|.</summary>
    public double LargestDeviation => Math.Max(Mean - Minimum, Maximum - Mean);

    /// <summary>Zeros.</summary>
    /// <param name="weight">The sum of their weights.</param>
    public static ValueSummary Zeros(double weight) => weight > 0 ? new(weight, 0, 0, 0, 0, 0) : None;

    /// <summary>These values and others, by the formula of Chan, Golub and LeVeque (1983).</summary>
    public ValueSummary With(ValueSummary other)
    {
        if (Weight == 0)
            return other;
        if (other.Weight == 0)
            return this;
        double weight = Weight + other.Weight, change = other.Mean - Mean;
        return new(
            weight,
            Mean + (change * (other.Weight / weight)),
            Squares + other.Squares + (change * change * (Weight / weight) * other.Weight),
            Math.Min(Minimum, other.Minimum),
            Math.Max(Maximum, other.Maximum),
            NonZeros + other.NonZeros);
    }
}
