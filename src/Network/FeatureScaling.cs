namespace MlNetShallow;

/// <summary>
/// What is done to the features for the training alone: x̃ = (x − offset) · factor, feature by feature, from what the training
/// examples tell. In the end it is folded into the weights, so that the network takes the features as they come. Sparse
/// features have offset 0, so that zeros stay zeros, but for <see cref="ByColumn"/>. A feature that is the same in all examples
/// is left out of the training and gets weight 0. Examples count by their weights. The unit of a feature does not matter, however
/// small or large, but for <see cref="None"/>.
/// </summary>
public enum FeatureScaling
{
    /// <summary>The features are taken as they are.</summary>
    None = 0,

    /// <summary>To 0 … 1: the offset is the minimum, the factor 1 / (maximum − minimum). For sparse features the factor is
    /// 1 / max |x|.</summary>
    MinMax = 1,

    /// <summary>To mean 0 and variance 1: the offset is the mean, the factor 1 / the standard deviation (of the examples, not
    /// an estimate from them). For sparse features the factor is 1 / √(mean of x²).</summary>
    MeanVariance = 2,

    /// <summary>
    /// Each feature by what it holds, the same in dense and sparse features; what the trainers do where nothing is said. One that
    /// is not 0 in more than half of the examples has the mean as offset and 1 / the standard deviation as factor, as in
    /// <see cref="MeanVariance"/>; the deviation is taken for at least a tenth of the largest |x − mean| and a millionth of the
    /// largest |x|, so that a feature that hardly ever changes does not outweigh others where it does. A rarer one, as a
    /// category, a word or a dark pixel, has offset 0 and the factor 1 / √(mean of x² over the examples where it is not 0). Either width is
    /// at least 0.02 for bytes, of which 255 stands for 1.
    /// </summary>
    ByColumn = 3,
}
