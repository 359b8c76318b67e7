namespace MlNetShallow.Batch;

/// <summary>How far a job is.</summary>
/// <param name="Noun">What is counted: pictures or rows.</param>
/// <param name="Total">How many there are in all, in this job's shard; 0 where nobody knows, as of a pipe.</param>
/// <param name="Done">How many of them have their row, those of an interrupted job included.</param>
/// <param name="Errors">How many of those could not be scored.</param>
public readonly record struct ScoringProgress(string Noun, long Total, long Done, long Errors);
