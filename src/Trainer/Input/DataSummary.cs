namespace MlNetShallow.Input;

/// <summary>What defaults hang on.</summary>
/// <param name="Kind">The form of the features.</param>
/// <param name="Features">The number of features.</param>
/// <param name="Weight">The sum of the examples' weights, which is their number where they have none.</param>
/// <param name="Rows">The number of examples.</param>
internal readonly record struct DataSummary(FeatureKind Kind, int Features, double Weight, long Rows = 0);
