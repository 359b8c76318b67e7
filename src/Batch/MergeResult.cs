namespace MlNetShallow.Batch;

/// <summary>What a merge has written.</summary>
public sealed record MergeResult
{
    internal MergeResult()
    {
    }

    /// <summary>The table of all rows, complete and on the disk.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The manifest beside it.</summary>
    public required string ManifestPath { get; init; }

    /// <summary>How many shards there were.</summary>
    public required int Shards { get; init; }

    /// <summary>How the inputs were dealt out: by <see cref="ShardBy.Order"/> the rows are those of one job, byte for byte; by <see
    /// cref="ShardBy.Hash"/> they come shard after shard.</summary>
    public required ShardBy By { get; init; }

    /// <summary>How many rows the output has; a header is not counted.</summary>
    public required long Rows { get; init; }

    /// <summary>How many of them have an error in place of a prediction.</summary>
    public required long Errors { get; init; }

    /// <summary>The SHA-256 of the output's bytes, in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
