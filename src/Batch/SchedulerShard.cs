using System.Globalization;

namespace MlNetShallow.Batch;

/// <summary>The shard that a cluster's scheduler has in mind for this process, by the variables that it sets.</summary>
internal static class SchedulerShard
{
    private const string SlurmIndex = "SLURM_ARRAY_TASK_ID";
    private const string SlurmCount = "SLURM_ARRAY_TASK_COUNT";
    private const string SlurmFirst = "SLURM_ARRAY_TASK_MIN";
    private const string SlurmLast = "SLURM_ARRAY_TASK_MAX";
    private const string SlurmStep = "SLURM_ARRAY_TASK_STEP";
    private const string KubernetesIndex = "JOB_COMPLETION_INDEX";
    private const string AwsIndex = "AWS_BATCH_JOB_ARRAY_INDEX";
    private const string AwsCount = "AWS_BATCH_JOB_ARRAY_SIZE";

    /// <summary>The variables that say that there is a shard, in the order in which they are looked for.</summary>
    public static IReadOnlyList<string> Indices { get; } = [SlurmIndex, KubernetesIndex, AwsIndex];

    /// <summary>Looks for a shard.</summary>
    /// <param name="read">Gives the value of a variable; null where it is not set.</param>
    /// <param name="count">The number of shards, where it is known.</param>
    /// <returns>The shard and the variable that its number comes from; null where no scheduler has one.</returns>
    /// <exception cref="InvalidDataException">The variables make no shard.</exception>
    public static (Shard Shard, string Source)? Find(Func<string, string?> read, int? count)
    {
        var variables = new Variables(read);
        if (variables.Has(SlurmIndex))
            return (Slurm(variables, count), SlurmIndex);
        if (variables.Has(KubernetesIndex))
        {
            int index = variables.Number(KubernetesIndex);
            return (Make(KubernetesIndex, index, count ?? throw NoCount(KubernetesIndex)), KubernetesIndex);
        }

        if (variables.Has(AwsIndex))
        {
            int? size = Agree(variables, AwsCount, count);
            return (Make(AwsIndex, variables.Number(AwsIndex), size ?? throw NoCount(AwsIndex)), AwsIndex);
        }

        return count is null
            ? null
            : throw new InvalidDataException(
                $"There are to be {count} shards, and none of {string.Join(", ", Indices)} says which this is.");
    }

    // The ids of an array need not start at 0 or be one apart. Of an irregular array nobody could tell which shard an id is.
    private static Shard Slurm(Variables variables, int? wanted)
    {
        int id = variables.Number(SlurmIndex);
        int count = Agree(variables, SlurmCount, wanted) ?? throw NoCount(SlurmIndex);
        // sbatch --array=7 is how one task of a larger array is submitted again.
        if (count == 1 && wanted is null)
        {
            throw new InvalidDataException(
                $"This Slurm array has one task, {id}: is it the whole, or one of a larger array once more?");
        }

        int first = variables.Has(SlurmFirst) ? variables.Number(SlurmFirst) : 0;
        int step = variables.Has(SlurmStep) ? Math.Max(1, variables.Number(SlurmStep)) : 1;
        bool isRegular = !variables.Has(SlurmLast) || (variables.Number(SlurmLast) - first) / step == count - 1;
        if (!isRegular || (id - first) % step != 0)
        {
            throw new InvalidDataException(
                "The ids of this Slurm array do not follow each other at one distance ("
                + variables.Describe(SlurmIndex, SlurmCount, SlurmFirst, SlurmLast, SlurmStep)
                + "), so they are no shards.");
        }

        return Make(SlurmIndex, (id - first) / step, count);
    }

    private static int? Agree(Variables variables, string name, int? wanted)
    {
        if (!variables.Has(name))
            return wanted;
        int count = variables.Number(name);
        return wanted is null || wanted == count
            ? count
            : throw new InvalidDataException($"There are to be {wanted} shards, but {name} is {count}.");
    }

    private static Shard Make(string source, int index, int count)
        => index >= 0 && index < count && count <= Shard.MostShards
            ? new Shard(index + 1, count)
            : throw new InvalidDataException(
                $"{source} makes this shard {index + 1L} of {count}, which there is not.");

    private static InvalidDataException NoCount(string source)
        => new($"{source} is set, so this is one of several jobs, but nothing says of how many.");

    private sealed class Variables(Func<string, string?> read)
    {
        public bool Has(string name) => !string.IsNullOrEmpty(read(name));

        public int Number(string name)
            => int.TryParse(read(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new InvalidDataException($"{name} must be a whole number of at least 0, not '{read(name)}'.");

        public string Describe(params string[] names) => string.Join(", ", names.Select(name => $"{name} {read(name)}"));
    }
}
