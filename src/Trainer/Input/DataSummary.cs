namespace MlNetShallow.Input;

/// <summary>What defaults hang on: the form of the features, how many there are, and how many rows of equal weight the examples
/// are worth, see <see cref="RowSurvey.EffectiveRows"/>.</summary>
internal readonly record struct DataSummary(FeatureKind Kind, int Features, double EffectiveRows);
