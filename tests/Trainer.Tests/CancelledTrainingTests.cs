using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetShallow.Trainer.Tests;

/// <summary>What is cancelled is never taken for what was trained to the end: it is told, or there is no result.</summary>
public class CancelledTrainingTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatIsCancelledBeforeItBeginsThrows(bool isCached)
    {
        using var cancellation = new CancellationTokenSource();
        var trainer = Circles.Trainer(
            _context, options => (options.CacheData, options.CancellationToken) = (isCached, cancellation.Token));
        cancellation.Cancel();

        var error = Assert.Throws<OperationCanceledException>(() => trainer.Fit(Circles.Singles(_context)));

        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Contains("nothing learnt", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasLearntBeforeIsReturned()
    {
        using var cancellation = new CancellationTokenSource();
        IDataView data = Circles.Singles(_context);
        var trainer = Circles.Trainer(_context, options => options.CancellationToken = cancellation.Token);
        var before = trainer.Fit(data).Model;
        cancellation.Cancel();

        var after = trainer.Fit(data, before).Model;

        Assert.Equal(StopReason.Cancelled, after.StopReason);
        Assert.Equal(before.Network.W1.ToArray(), after.Network.W1.ToArray());
    }

    [Fact]
    public void CrossValidationEndsAtTheNextFold()
    {
        using var cancellation = new CancellationTokenSource();
        ShallowNetworkBinaryTrainer trainer = CancelledInFold(2, cancellation);

        Assert.Throws<OperationCanceledException>(
            () => _context.BinaryClassification.CrossValidate(Circles.Singles(_context), trainer, numberOfFolds: 3));
    }

    [Fact]
    public void WhereTheLastFoldIsCancelledTheLogAndItsModelTell()
    {
        var warnings = new List<string>();
        _context.Log += (_, log) =>
        {
            if (log.Kind == ChannelMessageKind.Warning)
                warnings.Add(log.Message);
        };
        using var cancellation = new CancellationTokenSource();
        ShallowNetworkBinaryTrainer trainer = CancelledInFold(3, cancellation);

        var folds = _context.BinaryClassification.CrossValidate(Circles.Singles(_context), trainer, numberOfFolds: 3);

        Assert.Equal(
            [StopReason.Completed, StopReason.Completed, StopReason.Cancelled],
            folds.Select(fold => ShallowNetworkModelParameters.FromModel(fold.Model).StopReason!.Value));
        Assert.Contains("cancelled after 5 epochs", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private ShallowNetworkBinaryTrainer CancelledInFold(int wanted, CancellationTokenSource cancellation)
    {
        int fold = 0;
        return Circles.Trainer(_context, options =>
        {
            options.NumberOfEpochs = 20;
            options.CancellationToken = cancellation.Token;
            options.Progress = progress =>
            {
                fold += progress.Epoch == 1 ? 1 : 0;
                if (fold == wanted && progress.Epoch == 5)
                    cancellation.Cancel();
            };
        });
    }
}
