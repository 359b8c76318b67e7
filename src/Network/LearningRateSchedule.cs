using MlNetShallow.Training;

namespace MlNetShallow;

/// <summary>How the learning rate α changes from epoch to epoch. Within an epoch it stays the same.</summary>
/// <remarks>Immutable and thread-safe; training checks the ranges.</remarks>
public abstract record LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>α in every epoch.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>α / tᵖ, see <see cref="InverseScalingSchedule"/>.</summary>
    /// <param name="power">p, at least 0.</param>
    public static LearningRateSchedule InverseScaling(double power = 0.5) => new InverseScalingSchedule(power);

    /// <summary>α until the cost no longer falls, then a fifth of it, and so on: see <see cref="AdaptiveSchedule"/>.</summary>
    /// <param name="tolerance">By how much the cost must fall; at least 0.</param>
    public static LearningRateSchedule Adaptive(double tolerance = 1e-4) => new AdaptiveSchedule(tolerance);

    /// <summary>Half a wave of a cosine from α down, see <see cref="CosineSchedule"/>.</summary>
    /// <param name="finalFraction">The fraction of α that it goes down to, 0 to 1.</param>
    public static LearningRateSchedule Cosine(double finalFraction = 0) => new CosineSchedule(finalFraction);

    internal abstract void Check();
}

/// <summary>α in every epoch.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    internal override void Check()
    {
    }
}

/// <summary>α / tᵖ in epoch t = 1, 2, …</summary>
/// <param name="Power">p, at least 0.</param>
public sealed record InverseScalingSchedule(double Power = 0.5) : LearningRateSchedule
{
    internal override void Check() => NumericOptions.Power.Check(Power);
}

/// <summary>
/// α, divided by 5 whenever the training cost has failed two epochs running to fall by the tolerance below the lowest so far;
/// where that happens at a rate of 1e-6 or less, training has converged and stops. The rule is that of
/// scikit-learn's documentation.
/// </summary>
/// <param name="Tolerance">By how much the cost must fall; at least 0.</param>
public sealed record AdaptiveSchedule(double Tolerance = 1e-4) : LearningRateSchedule
{
    internal override void Check() => NumericOptions.ScheduleTolerance.Check(Tolerance);
}

/// <summary>
/// α (f + (1 − f) (1 + cos(π (t − 1) / E)) / 2) in epoch t = 1 … E, with the final fraction f: the annealing of Loshchilov and
/// Hutter (2017), without restarts.
/// </summary>
/// <param name="FinalFraction">f, 0 to 1.</param>
public sealed record CosineSchedule(double FinalFraction = 0) : LearningRateSchedule
{
    internal override void Check() => NumericOptions.FinalFraction.Check(FinalFraction);
}
