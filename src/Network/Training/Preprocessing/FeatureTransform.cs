using System.Numerics;
using MlNetShallow.Engines;

namespace MlNetShallow.Training.Preprocessing;

/// <summary>
/// x̃ = (x − offset) · factor, feature by feature. As W1~·x̃ + b1~ = W1·x + b1 with W1 = W1~ · factor and b1 = b1~ −
/// W1·offset, it folds into the weights. A feature of factor 0 plays no part: its weight is 0.
/// </summary>
internal sealed class FeatureTransform(double[] offset, double[] factor)
{
    private readonly int[] _centred = [.. Enumerable.Range(0, offset.Length).Where(i => offset[i] != 0 && factor[i] != 0)];
    private readonly float[] _singleOffset = Array.ConvertAll(offset, value => (float)value);
    private readonly float[] _singleFactor = Array.ConvertAll(factor, value => (float)value);

    /// <summary>The offsets and factors, rounded to a precision.</summary>
    public (T[] Offset, T[] Factor) Of<T>() => typeof(T) == typeof(float)
        ? ((T[])(object)_singleOffset, (T[])(object)_singleFactor)
        : ((T[])(object)offset, (T[])(object)factor);

    /// <summary>The same examples with their features scaled: dense ones as they are read, sparse ones in a copy, in which
    /// centred features have no zeros any more; where these are many, it is a dense one.</summary>
    public TrainingSet Apply(TrainingSet examples) => examples.WithFeatures(examples.Features switch
    {
        SparseFeatureMatrix sparse when _centred.Length == 0 => sparse.ScaleColumns(_singleFactor),
        SparseFeatureMatrix sparse when _centred.Length <= sparse.Columns / 4
            => sparse.CentreColumns(_centred, _singleOffset, _singleFactor),
        SparseFeatureMatrix sparse => new ScaledFeatures(sparse.ToDense(), this),
        var dense => new ScaledFeatures(dense, this),
    });

    /// <summary>From weights for scaled features to weights for the features as they come.</summary>
    public void Fold<T>(NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (offsets, factors) = Of<T>();
        for (int unit = 0; unit < NetworkHead<T>.FirstLayerUnits(parameters.Shape); unit++)
        {
            Span<T> weights = WeightsOf(unit, parameters);
            for (int i = 0; i < weights.Length; i++)
                weights[i] *= factors[i];
            // The bias makes up for the weights as they are, rounding and all.
            BiasOf(unit, parameters) -= Shift(weights, offsets);
        }
    }

    /// <summary>From weights for the features as they come to weights for scaled features.</summary>
    public void Unfold<T>(NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (offsets, factors) = Of<T>();
        for (int unit = 0; unit < NetworkHead<T>.FirstLayerUnits(parameters.Shape); unit++)
        {
            Span<T> weights = WeightsOf(unit, parameters);
            BiasOf(unit, parameters) += Shift(weights, offsets);
            for (int i = 0; i < weights.Length; i++)
                weights[i] = factors[i] == T.Zero ? T.Zero : weights[i] / factors[i];
        }
    }

    private static T Shift<T>(ReadOnlySpan<T> weights, T[] offsets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
            sum += double.CreateTruncating(weights[i]) * double.CreateTruncating(offsets[i]);
        return T.CreateTruncating(sum);
    }

    private static Span<T> WeightsOf<T>(int unit, NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => parameters.Values.Slice(unit * parameters.Shape.Inputs, parameters.Shape.Inputs);

    private static ref T BiasOf<T>(int unit, NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ref parameters.B(1)[unit];
}
