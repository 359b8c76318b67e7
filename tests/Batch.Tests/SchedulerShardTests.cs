
namespace MlNetShallow.Batch.Tests;

public sealed class SchedulerShardTests
{
    [Theory]
    // sbatch --array=0-9, 1-10, 5-8, 10-50:20
    [InlineData("SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_COUNT=10 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=9", null, 1, 10)]
    [InlineData("SLURM_ARRAY_TASK_ID=10 SLURM_ARRAY_TASK_COUNT=10 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=10", null, 10, 10)]
    [InlineData("SLURM_ARRAY_TASK_ID=6 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=5 SLURM_ARRAY_TASK_MAX=8 "
        + "SLURM_ARRAY_TASK_STEP=1", null, 2, 4)]
    [InlineData("SLURM_ARRAY_TASK_ID=50 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_MAX=50 "
        + "SLURM_ARRAY_TASK_STEP=20", null, 3, 3)]
    [InlineData("SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_COUNT=4", 4, 3, 4)]
    [InlineData("JOB_COMPLETION_INDEX=0", 3, 1, 3)]
    [InlineData("JOB_COMPLETION_INDEX=2", 3, 3, 3)]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=1 AWS_BATCH_JOB_ARRAY_SIZE=2", null, 2, 2)]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=1", 2, 2, 2)]
    [InlineData("SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_COUNT=2 JOB_COMPLETION_INDEX=7", null, 1, 2)]
    [InlineData("SLURM_ARRAY_TASK_ID= AWS_BATCH_JOB_ARRAY_INDEX=0 AWS_BATCH_JOB_ARRAY_SIZE=2", null, 1, 2)]
    public void ASchedulersVariablesSayWhichShardThisIs(string variables, int? count, int number, int expectedCount)
    {
        var found = Find(variables, count);

        Assert.Equal(new Shard(number, expectedCount), found!.Value.Shard);
        Assert.Contains(found.Value.Source + "=", variables, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutASchedulerThereIsNone() => Assert.Null(Find("SLURM_JOB_ID=7 SLURM_ARRAY_TASK_ID=", count: null));

    [Theory]
    [InlineData("JOB_COMPLETION_INDEX=3", null, "JOB_COMPLETION_INDEX is set, so this is one of several jobs, but nothing says "
        + "of how many.")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=3", null, "AWS_BATCH_JOB_ARRAY_INDEX is set, so this is one of several")]
    [InlineData("SLURM_ARRAY_TASK_ID=3", null, "SLURM_ARRAY_TASK_ID is set, so this is one of several")]
    [InlineData("JOB_COMPLETION_INDEX=3", 3, "JOB_COMPLETION_INDEX makes this shard 4 of 3, which there is not.")]
    [InlineData("JOB_COMPLETION_INDEX=-1", 3, "JOB_COMPLETION_INDEX must be a whole number of at least 0, not '-1'.")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=x AWS_BATCH_JOB_ARRAY_SIZE=2", null,
        "AWS_BATCH_JOB_ARRAY_INDEX must be a whole number")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=1 AWS_BATCH_JOB_ARRAY_SIZE=2", 4, "There are to be 4 shards, but AWS_BATCH_JOB_ARRAY_SIZE is 2.")]
    [InlineData("SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=2", 4, "There are to be 4 shards, but SLURM_ARRAY_TASK_COUNT is 2.")]
    // sbatch --array=1,5,7: the ids alone do not say that 5 is the second.
    [InlineData("SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=7 "
        + "SLURM_ARRAY_TASK_STEP=1", null, "The ids of this Slurm array do not follow each other at one distance ("
        + "SLURM_ARRAY_TASK_ID 5, SLURM_ARRAY_TASK_COUNT 3, SLURM_ARRAY_TASK_MIN 1, SLURM_ARRAY_TASK_MAX 7, ")]
    [InlineData("SLURM_ARRAY_TASK_ID=9 SLURM_ARRAY_TASK_COUNT=1 SLURM_ARRAY_TASK_MIN=9 SLURM_ARRAY_TASK_MAX=9", null,
        "This Slurm array has one task, 9: is it the whole, or one of a larger array once more?")]
    [InlineData("", 10, "There are to be 10 shards, and none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, "
        + "AWS_BATCH_JOB_ARRAY_INDEX says which this is.")]
    public void WhatMakesNoShardIsRefused(string variables, int? count, string expected)
        => Assert.StartsWith(
            expected, Assert.Throws<InvalidDataException>(() => Find(variables, count)).Message, StringComparison.Ordinal);

    private static (Shard Shard, string Source)? Find(string variables, int? count)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return SchedulerShard.Find(values.GetValueOrDefault, count);
    }
}
