using MlNetShallow.Numerics;
using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow.Training;

/// <summary>
/// Decides of examples, as they pass, which are held out for validation: of each run of 1/fraction examples of a class, one at
/// random. So every class gives its share, and no more than one pass is needed, over which a second pass agrees. Examples of
/// weight 0 are passed over, and the first of a class stays to train on.
/// </summary>
/// <param name="fraction">The share, above 0 and below 1.</param>
/// <param name="seed">The seed of the draws.</param>
/// <param name="shape">The network, whose output layer tells the classes; for regression and several labels all examples are of
/// one.</param>
internal sealed class HoldOut(double fraction, int seed, NetworkShape shape)
{
    private readonly Dictionary<int, Stratum> _strata = [];
    private readonly MersenneTwister _random = MersenneTwister.Of(seed, "hold out");

    /// <summary>One side of a split: of each block the examples that are held out, or those that are not.</summary>
    /// <exception cref="ArgumentException">None is held out; thrown at the end of a pass.</exception>
    public static IEnumerable<TrainingSet> Side(
        bool isHeldOut, IEnumerable<TrainingSet> blocks, double fraction, int seed, NetworkShape shape)
    {
        var draw = new HoldOut(fraction, seed, shape);
        long examples = 0, heldOut = 0;
        foreach (TrainingSet block in blocks)
        {
            ILookup<bool, int> rows = Enumerable.Range(0, block.Rows)
                .ToLookup(row => draw.HoldsOutNext(block.Label(row), block.Weight(row)));
            examples += block.Rows;
            heldOut += rows[true].Count();
            if (rows.Contains(isHeldOut))
                yield return block.Select([.. rows[isHeldOut]]);
        }

        if (heldOut == 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{nameof(EarlyStopping.ValidationFraction)} {fraction} of {examples} examples holds none out for validation."));
        }
    }

    /// <summary>The class of a label; for regression, and where an example has several labels, all are of one.</summary>
    public static int StratumOf(NetworkShape shape, float label)
        => OutputFunction.HasClasses(shape.OutputLayer) && shape.OutputLayer != OutputLayer.Labels
            ? ClassFactors.ClassOf(shape, label) : 0;

    /// <summary>Whether the next example is held out.</summary>
    public bool HoldsOutNext(float label, float weight)
    {
        if (weight == 0)
            return false;
        int ofClass = StratumOf(shape, label);
        if (!_strata.TryGetValue(ofClass, out Stratum? stratum))
        {
            _strata.Add(ofClass, stratum = new Stratum());
            stratum.DrawNext(fraction, _random.NextDouble());
        }

        if (stratum.Seen++ != stratum.Next)
            return false;
        stratum.DrawNext(fraction, _random.NextDouble());
        return true;
    }

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
