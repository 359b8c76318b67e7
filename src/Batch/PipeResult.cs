namespace MlNetShallow.Batch;

/// <summary>What a <see cref="ScoringPipe"/> has written.</summary>
public sealed record PipeResult
{
    internal PipeResult()
    {
    }

    /// <summary>How many rows, one for each input; a header is not counted.</summary>
    public required long Rows { get; init; }

    /// <summary>How many of them have an error in place of a prediction.</summary>
    public required long Errors { get; init; }

    /// <summary>How many have a prediction though their input lacks a number, which the model fills in.</summary>
    public required long FilledIn { get; init; }
}
