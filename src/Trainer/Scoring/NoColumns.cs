namespace MlNetShallow.Scoring;

/// <summary>The input of a custom mapping that reads nothing.</summary>
internal sealed class NoColumns;
