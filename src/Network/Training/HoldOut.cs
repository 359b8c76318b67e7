using MlNetShallow.Numerics;

namespace MlNetShallow.Training;

/// <summary>
/// Says of examples, as they pass, which are held out for validation: of each run of 1/fraction examples of a class, one at
/// random. So every class gives its share, and no more than one pass is needed, over which a second pass agrees. Examples of
/// weight 0 are passed over, and the first of a class stays to train on.
/// </summary>
/// <param name="fraction">The share, above 0 and below 1.</param>
/// <param name="seed">The seed of the draws.</param>
/// <param name="isByClass">Whether labels are classes; if not, all examples are of one.</param>
internal sealed class HoldOut(double fraction, int seed, bool isByClass)
{
    private readonly Dictionary<float, Stratum> _strata = [];
    private readonly MersenneTwister _random = MersenneTwister.Of(seed, "hold out");

    /// <summary>Splits a set that is in memory.</summary>
    /// <exception cref="ArgumentException">None is held out.</exception>
    public static (TrainingSet Training, TrainingSet Validation) Split(
        TrainingSet examples, double fraction, int seed, bool isByClass)
    {
        var draw = new HoldOut(fraction, seed, isByClass);
        ILookup<bool, int> rows = Enumerable.Range(0, examples.Rows)
            .ToLookup(row => draw.Takes(examples.Labels[row], examples.Weight(row)));
        if (!rows[true].Any())
            throw NoneLeft(fraction, examples.Rows);
        return (examples.Select([.. rows[false]]), examples.Select([.. rows[true]]));
    }

    /// <summary>Whether the next example is held out.</summary>
    public bool Takes(float label, float weight)
    {
        if (weight == 0)
            return false;
        float key = isByClass ? label : 0;
        if (!_strata.TryGetValue(key, out Stratum? stratum))
        {
            _strata.Add(key, stratum = new Stratum());
            stratum.DrawNext(fraction, _random.NextDouble());
        }

        if (stratum.Seen++ != stratum.Next)
            return false;
        stratum.DrawNext(fraction, _random.NextDouble());
        return true;
    }

    private static ArgumentException NoneLeft(double fraction, int rows) => new(FormattableString.Invariant(
        $"{nameof(EarlyStopping.ValidationFraction)} {fraction} of {rows} examples holds none out for validation."));

    /// <summary>A class: how many of it have passed, and the position of the next that is held out.</summary>
    private sealed class Stratum
    {
        private int _drawn;

        public long Seen { get; set; }

        public long Next { get; private set; }

        public void DrawNext(double fraction, double uniform)
            => Next = Math.Max(Next + 1, (long)((_drawn++ + uniform) / fraction));
    }
}
