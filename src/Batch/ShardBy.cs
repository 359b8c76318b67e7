namespace MlNetShallow.Batch;

/// <summary>What decides which shard an input belongs to.</summary>
public enum ShardBy
{
    /// <summary>Its place in the listing: shard i of n takes the inputs i, i + n, i + 2n and so on.</summary>
    Order,

    /// <summary>Its path: a picture stays in its shard whatever is added to the listing or taken out of it.</summary>
    Hash,
}
