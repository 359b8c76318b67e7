using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>The log and the seed of the context whose catalog a trainer comes from; and what is left where ML.NET has no such
/// thing as the environment of a catalog.</summary>
public class CatalogContextTests
{
    private readonly List<LoggingEventArgs> _log = [];

    [Theory]
    [InlineData("binary")]
    [InlineData("multiclass")]
    [InlineData("regression")]
    public void ATrainerFromACatalogTellsTheLogOfItsContext(string task)
    {
        MLContext context = Logged(new MLContext(seed: 1));

        Fit(context, task);

        string[] messages = [.. _log.Select(log => log.Message)];
        Assert.Single(messages, text => text.Contains("Chosen for ", StringComparison.Ordinal)
            && text.Contains("seed 1", StringComparison.Ordinal));
        Assert.Single(messages, text => text.Contains("Epoch 1 of 2: ", StringComparison.Ordinal));
        Assert.Single(messages, text => text.Contains("Completed after 2 epochs", StringComparison.Ordinal));
    }

    [Fact]
    public void SkippedRowsAreAWarning()
    {
        MLContext context = Logged(new MLContext(seed: 1));
        IEnumerable<Point> points = Circles.Points.Append(new Point { Features = [float.NaN, 0] });

        Quick(context).Fit(context.Data.LoadFromEnumerable(points));

        LoggingEventArgs warning = Assert.Single(_log, log => log.Kind == ChannelMessageKind.Warning);
        Assert.Contains(
            "Skipped 1 training rows with missing or infinite values: 1 features.", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSeedOfTheContextIsTheDefault()
    {
        float[] byContext = Weights(new MLContext(seed: 7), seed: null);

        Assert.Equal(Weights(new MLContext(seed: 1), seed: 7), byContext);
        Assert.NotEqual(Weights(new MLContext(seed: 8), seed: null), byContext);
        Assert.Equal(byContext, Weights(new MLContext(seed: 8), seed: 7));
    }

    [Fact]
    public void WithoutASeedItIs1()
    {
        Assert.Equal(Weights(new MLContext(seed: 1), seed: null), Weights(new MLContext(), seed: null));
        Assert.Equal(Weights(new MLContext(), seed: 1), Weights(new MLContext(), seed: null));
    }

    [Fact]
    public void TheSeedOfAContextThatIsGivenIsTheDefaultToo()
    {
        var context = new MLContext(seed: 7);
        var options = Circles.Options(options => options.NumberOfEpochs = 2);

        float[] weights = Weights(new ShallowNetworkBinaryTrainer(options, context), context);

        Assert.Equal(Weights(new MLContext(seed: 7), seed: null), weights);
    }

    /// <summary>What an ML.NET would be in which catalogs or environments have no such properties, or others.</summary>
    [Fact]
    public void WhereThereIsNoneItIsNull()
    {
        Assert.Null(CatalogContext.EnvironmentOf(new object()));
        Assert.Null(CatalogContext.EnvironmentOf(new OtherCatalog()));
        Assert.Null(CatalogContext.EnvironmentOf(new FailingCatalog()));
        Assert.Null(CatalogContext.SeedOf(new MLContext().Transforms is var catalog
            ? CatalogContext.EnvironmentOf(catalog)! : throw new InvalidOperationException()));
    }

    /// <summary>A trainer without an environment trains as one always did.</summary>
    [Fact]
    public void WithoutAnEnvironmentTrainingIsTheSame()
    {
        MLContext context = Logged(new MLContext(seed: 1));
        var options = Circles.Options(options => options.NumberOfEpochs = 2);

        float[] weights = Weights(new ShallowNetworkBinaryTrainer(options), context);

        Assert.DoesNotContain(_log, log => log.Message.Contains("Completed", StringComparison.Ordinal));
        Assert.Equal(Weights(new MLContext(seed: 1), seed: null), weights);
    }

    private static float[] Weights(MLContext context, int? seed)
        => Weights(Circles.Trainer(context, options => (options.NumberOfEpochs, options.Seed) = (2, seed)), context);

    private static float[] Weights(ShallowNetworkBinaryTrainer trainer, MLContext context)
        => trainer.Fit(Circles.Singles(context)).Model.Network.W1.ToArray();

    private static ShallowNetworkBinaryTrainer Quick(MLContext context)
        => Circles.Trainer(context, options => options.NumberOfEpochs = 2);

    private static void Fit(MLContext context, string task)
    {
        if (task == "binary")
            Quick(context).Fit(Circles.Singles(context));
        else if (task == "multiclass")
            Rings.Trainer(context, options => options.NumberOfEpochs = 2).Fit(Rings.Singles(context));
        else
            Waves.Trainer(context, options => options.NumberOfEpochs = 2).Fit(Waves.Singles(context));
    }

    private MLContext Logged(MLContext context)
    {
        context.Log += (_, log) => _log.Add(log);
        return context;
    }

    private interface IOther
    {
        string Environment { get; }
    }

    private interface IFailing
    {
        IHostEnvironment Environment { get; }
    }

    private sealed class OtherCatalog : IOther
    {
        string IOther.Environment => "another";
    }

    private sealed class FailingCatalog : IFailing
    {
        IHostEnvironment IFailing.Environment => throw new NotSupportedException();
    }
}
