using Microsoft.Extensions.Logging;
using MlNetShallow.Batch;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/batch.md.</summary>
internal static class BatchScoring
{
    public static async Task Pictures(ILogger logger, IProgress<ScoringProgress> progress, CancellationToken cancellation)
    {
        ScoringModel model = ScoringModel.Load("cat.zip");
        ScoringInputs inputs = ScoringInputs.Folder("pictures");
        var options = new ScoringOptions { Resume = true };
        ScoringResult result = await new ScoringJob(model, inputs, "scores.csv", options, logger).RunAsync(progress, cancellation);
        Console.WriteLine($"{result.Rows} rows, {result.Errors} with an error: {result.OutputPath}");
    }

    public static async Task Shards(ScoringModel model, IAsyncEnumerable<Customer> customers, CancellationToken cancellation)
    {
        var outputs = new List<string>();
        foreach (int number in Enumerable.Range(1, 2))
        {
            var options = new ScoringOptions { Shard = new Shard(number, 2) };
            ScoringInputs inputs = ScoringInputs.Rows(customers, keep: ["Name"], name: "customers of Monday");
            ScoringResult result = await new ScoringJob(model, inputs, "customers.csv", options).RunAsync(cancellation: cancellation);
            outputs.Add(result.OutputPath);
        }

        MergeResult merged = await new MergeJob(outputs, "all.csv").RunAsync(cancellation);
        Console.WriteLine($"{merged.Rows} rows of {string.Join(" and ", outputs)}");
    }

    internal sealed class Customer
    {
        public string Name { get; set; } = "";

        public float Age { get; set; }

        public float Orders { get; set; }
    }
}
