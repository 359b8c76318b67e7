using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MlNetShallow.Batch.Tests;

/// <summary>What can be watched of jobs. Measurements are those of all jobs of a process, so no others run meanwhile.</summary>
[Collection(nameof(JobTelemetryTests))]
[CollectionDefinition(nameof(JobTelemetryTests), DisableParallelization = true)]
public sealed class JobTelemetryTests(DrawnSets sets) : IDisposable
{
    private readonly JobCase _job = new(sets);

    public void Dispose() => _job.Dispose();

    [Fact]
    public void AMeterCountsRowsAndErrorsAndTimesStages()
    {
        Dictionary<string, double> sums = Measure(() => _job.Run(), out double longest);

        Assert.Equal(JobCase.Inputs, sums["mlnetshallow.batch.rows"]);
        Assert.Equal(1, sums["mlnetshallow.batch.errors"]);
        Assert.Equal(0, sums["mlnetshallow.batch.queue.length queue=score"]);
        Assert.Equal(0, sums["mlnetshallow.batch.queue.length queue=write"]);
        Assert.True(longest > 0, "Nothing ever waited.");
        string[] stages = ["features", "format", "join", "list", "network", "read", "write"];
        Assert.Equal(
            stages.Select(stage => $"mlnetshallow.batch.stage.time stage={stage}"),
            sums.Keys.Where(key => key.Contains("stage", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(stages, stage => Assert.True(sums[$"mlnetshallow.batch.stage.time stage={stage}"] > 0, stage));
    }

    [Fact]
    public void QueuesAreEmptyWhenAJobFailed()
    {
        Dictionary<string, double> sums = Measure(() => _job.Interrupt(), out _);

        Assert.Equal(0, sums["mlnetshallow.batch.queue.length queue=score"]);
        Assert.Equal(0, sums["mlnetshallow.batch.queue.length queue=write"]);
    }

    [Fact]
    public async Task ActivitiesAreTheJobItsStagesAndItsParts()
    {
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MlNetShallow.Batch",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);

        _job.Run();
        await new MergeJob([_job.Output], _job.Folder["merged.csv"]).RunAsync(TestContext.Current.CancellationToken);
        Assert.Throws<IOException>(() => _job.Run(_job.Options with { Force = true, MaxErrors = 0 }));

        Assert.Equal(
            ["list", "part", "part", "part", "part", "part", "part", "part", "join", "score", "merge"],
            activities.Take(11).Select(activity => activity.OperationName));
        Activity score = activities[9];
        Assert.Equal((25L, 1L), (score.GetTagItem("rows"), score.GetTagItem("errors")));
        Assert.Equal(_job.Output, score.GetTagItem("output"));
        Assert.All(activities.Take(9), activity => Assert.Equal(score.SpanId, activity.ParentSpanId));
        Assert.Equal(
            [0L, 1L, 2L, 3L, 4L, 5L, 6L], activities.Take(8).Skip(1).Select(activity => (long)activity.GetTagItem("part")!));
        Assert.Equal(ActivityStatusCode.Unset, score.Status);
        Assert.Equal((ActivityStatusCode.Error, "score"), (activities[^1].Status, activities[^1].OperationName));
    }

    private static Dictionary<string, double> Measure(Action run, out double longestQueue)
    {
        var sums = new Dictionary<string, double>();
        double longest = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "MlNetShallow.Batch")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        run();
        longestQueue = longest;
        return sums;

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string name = instrument.Name;
            foreach ((string key, object? tag) in tags)
                name += $" {key}={tag}";
            lock (sums)
            {
                sums[name] = sums.GetValueOrDefault(name) + value;
                if (name.Contains("queue", StringComparison.Ordinal))
                    longest = Math.Max(longest, sums[name]);
            }
        }
    }
}
