namespace MlNetShallow.Input;

/// <summary>What defaults depend on.</summary>
/// <param name="Kind">The form of the features.</param>
/// <param name="Features">The number of features.</param>
/// <param name="EffectiveRows">How many rows of equal weight the examples are worth, see
/// <see cref="RowSurvey.EffectiveRows"/>.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Outputs">The number of the network's outputs.</param>
internal readonly record struct DataSummary(
    FeatureKind Kind, int Features, double EffectiveRows, long Rows = 0, int Outputs = 1);
