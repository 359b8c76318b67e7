using MlNetShallow.Engines;

namespace MlNetShallow.Training.Preprocessing;

/// <summary>
/// What <see cref="FeatureScaling"/> has to know of each feature, gathered in one pass over the examples. Dense and sparse blocks
/// may come in any order; with <see cref="FeatureScaling.MinMax"/> and <see cref="FeatureScaling.MeanVariance"/> features are not
/// centred where any block is sparse.
/// </summary>
internal sealed class FeatureStatistics(FeatureScaling scaling, int columns, Threads threads)
{
    private DenseSummaries? _dense;
    private SparseSummaries? _sparse;
    private bool _areBytes;

    /// <summary>Takes a block of examples.</summary>
    public void Add(TrainingSet examples)
    {
        _areBytes |= examples.Features.HoldsBytes;
        if (examples.Features is SparseFeatureMatrix sparse)
            (_sparse ??= new SparseSummaries(columns)).Add(examples, sparse);
        else
            (_dense ??= new DenseSummaries(columns, threads)).Add(examples);
    }

    /// <summary>The scaling that follows from the examples so far.</summary>
    public FeatureTransform ToTransform()
    {
        double[] offset = new double[columns], factor = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            ValueSummary x = (_dense?[column] ?? ValueSummary.None).With(_sparse?[column] ?? ValueSummary.None);
            (offset[column], double width) = (scaling, _sparse is null) switch
            {
                (FeatureScaling.MinMax, true) => (x.Minimum, x.Maximum - x.Minimum),
                (FeatureScaling.MinMax, false) => (0, x.Largest),
                (FeatureScaling.MeanVariance, true) => (x.Mean, x.Deviation),
                (FeatureScaling.MeanVariance, false) => (0, x.RootMeanSquare),
                _ => ByColumn(x),
            };
            // Without an inverse in single precision it is as good as constant.
            factor[column] = float.IsFinite((float)(1 / width)) ? 1 / width : 0;
        }

        return new FeatureTransform(offset, factor);
    }

    /// <summary>See <see cref="FeatureScaling.ByColumn"/>.</summary>
    private (double Offset, double Width) ByColumn(ValueSummary x)
    {
        const double MostlyNonZero = 0.5, LeastOfLargestDeviation = 0.1, LeastOfLargest = 1e-6, LeastOfBytes = 0.02;
        bool isCentred = x.NonZeros > MostlyNonZero * x.Weight;
        double offset = isCentred ? x.Mean : 0, width = isCentred ? x.Deviation : x.RootMeanSquareOfNonZeros;
        if (width == 0)
            return (offset, 0);
        if (isCentred)
            width = Math.Max(width, Math.Max(LeastOfLargestDeviation * x.LargestDeviation, LeastOfLargest * x.Largest));
        return (offset, _areBytes ? Math.Max(width, LeastOfBytes) : width);
    }
}
