namespace MlNetShallow.Batch;

/// <summary>What a scoring job has written.</summary>
public sealed record ScoringResult
{
    internal ScoringResult()
    {
    }

    /// <summary>The table of predictions, complete and on the disk.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The manifest beside it, which says what was scored with what.</summary>
    public required string ManifestPath { get; init; }

    /// <summary>How many rows the output has, one for each input; a header is not counted.</summary>
    public required long Rows { get; init; }

    /// <summary>How many of them have an error in place of a prediction.</summary>
    public required long Errors { get; init; }

    /// <summary>How many have a prediction though their input lacks a number, which the model fills in.</summary>
    public required long FilledIn { get; init; }

    /// <summary>The SHA-256 of the output's bytes, in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Whether the output was complete before, so that nothing was scored now (<see
    /// cref="ScoringOptions.Resume"/>).</summary>
    public required bool WasComplete { get; init; }
}
