using System.CommandLine;
using MlNetShallow.Batch;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary>The options that say which of several jobs this one is.</summary>
internal sealed class ShardOptions
{
    private const string ShardName = "--shard";
    private const string CountName = "--shards";

    private readonly Option<Shard?> _shard = new(ShardName)
    {
        HelpName = "i/n|none",
        Description = "Score the i-th of n shares of the inputs, into a file with i and n in its name; none scores all. "
            + "[default: as SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX say; else none]",
        CustomParser = result =>
        {
            try
            {
                return Shard.Parse(result.Tokens[0].Value);
            }
            catch (FormatException exception)
            {
                result.AddError($"{ShardName} {exception.Message}.");
                return null;
            }
        },
    };

    private readonly Option<int?> _count = OptionFactory.OptionalNumber<int>(
        CountName,
        "How many shards there are, where the scheduler gives only an index (JOB_COMPLETION_INDEX).",
        count => count is >= 1 and <= Shard.MostShards,
        $"a whole number of 1 to {Shard.MostShards}");

    private readonly Option<string> _by = OptionFactory.Choice(
        "--shard-by", "Deal the inputs out in turn (order) or by their paths (hash).", ["order", "hash"], "order");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.AddOptions(_shard, _count, _by);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_shard) is { Implicit: false } && result.GetResult(_count) is { Implicit: false })
                result.AddError($"{CountName} is for jobs whose scheduler gives an index; {ShardName} says it all.");
        });
    }

    /// <summary>The shard that is to be scored; where it is not the whole, standard error says which, and who says so.</summary>
    public Shard Read(ParseResult parsed, Screen screen)
    {
        ShardBy by = parsed.GetRequiredValue(_by) == "hash" ? ShardBy.Hash : ShardBy.Order;
        (Shard shard, string source) = parsed.GetValue(_shard) is { } asked
            ? (asked, ShardName)
            : Find(parsed.GetValue(_count));
        if (!shard.IsWhole)
            screen.Error.WriteLine($"Scoring shard {shard} by {parsed.GetRequiredValue(_by)} ({source}).");
        return shard with { By = by };
    }

    private static (Shard Shard, string Source) Find(int? count)
    {
        try
        {
            return SchedulerShard.Find(Environment.GetEnvironmentVariable, count) ?? (Shard.Whole, "");
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                $"{exception.Message} {ShardName} i/n says which this is, {CountName} N how many there are where the scheduler says "
                + $"which; {ShardName} none scores everything here.",
                exception);
        }
    }
}
