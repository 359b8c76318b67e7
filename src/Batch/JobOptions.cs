using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch;

/// <summary>What a scoring job is asked to do.</summary>
internal sealed record JobOptions
{
    /// <summary>The file with the table of predictions.</summary>
    public required string Output { get; init; }

    public required OutputFormat Format { get; init; }

    /// <summary>Which share of the inputs is scored.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>How many inputs a part of the output holds; null for 10,000 or, after an interruption, as many as
    /// before.</summary>
    public int? PartRows { get; init; }

    /// <summary>With how many errors the job is given up; null for never.</summary>
    public long? MaxErrors { get; init; }

    /// <summary>How many threads score; 0 for one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>Goes on with what an interrupted job has left.</summary>
    public bool Resume { get; init; }

    /// <summary>Replaces the output, and what an interrupted job has left.</summary>
    public bool Force { get; init; }
}
