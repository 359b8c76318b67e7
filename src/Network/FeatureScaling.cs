namespace MlNetShallow;

/// <summary>
/// What is done to the features for the training alone: x̃ = (x − offset) · factor, feature by feature, from what the training
/// examples tell. In the end it is folded into the weights, so that the network takes the features as they come. Sparse
/// features have offset 0, so that zeros stay zeros. A feature that is the same in all examples is left out of the training
/// and gets weight 0. Examples count by their weights.
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
}
