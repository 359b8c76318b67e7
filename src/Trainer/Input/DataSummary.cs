namespace MlNetShallow.Input;

/// <summary>What defaults hang on: the form of the features, how many there are, and the sum of the examples' weights, which is
/// their number where they have none.</summary>
internal readonly record struct DataSummary(FeatureKind Kind, int Features, double Weight);
