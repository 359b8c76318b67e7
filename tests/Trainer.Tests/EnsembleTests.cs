using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Several networks whose logits are averaged in one.</summary>
public class EnsembleTests
{
    private readonly MLContext _context = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ItPredictsTheMeanOfTrainingsWithSeedsThatFollowEachOther(bool cacheData)
    {
        IDataView data = Waves.Singles(_context);

        ShallowNetworkTransformer ensemble = Fit(seed: 7, size: 3);

        float[][] members = [.. Enumerable.Range(7, 3).Select(seed => Scores(Fit(seed, size: 1)))];
        float[] scores = Scores(ensemble);
        for (int row = 0; row < scores.Length; row++)
            Assert.Equal(members.Average(own => own[row]), scores[row], 1e-4);
        Assert.NotEqual(members[0], members[1]);
        ShallowNetworkModelParameters first = Fit(seed: 7, size: 1).Model;
        Assert.Equal(3 * first.Network.Shape.HiddenUnits, ensemble.Model.Network.Shape.HiddenUnits);
        Assert.Equal(first.History.Select(epoch => epoch.Cost), ensemble.Model.History.Select(epoch => epoch.Cost));
        Assert.Contains(ensemble.Model.Messages, message => message.StartsWith("Network 3 of 3: ", StringComparison.Ordinal));
        ITransformer loaded = EstimatorWorkout.SaveAndLoad(ensemble, data.Schema);
        Assert.Equal(scores, Scores(loaded));

        ShallowNetworkTransformer Fit(int seed, int size) => Waves.Trainer(_context, options =>
            (options.Seed, options.EnsembleSize, options.NumberOfEpochs, options.CacheData) = (seed, size, 4, cacheData)).Fit(data);

        float[] Scores(ITransformer model) => [.. model.Transform(data).GetColumn<float>("Score")];
    }

    [Fact]
    public void WhatIsOfOneNetworkIsRefused()
    {
        Assert.StartsWith(
            "A checkpoint is that of one network; EnsembleSize is 2.",
            Assert.Throws<ArgumentException>(() => Rings.Trainer(
                _context, options => (options.EnsembleSize, options.Checkpoint) = (2, _ => { }))).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "EnsembleSize",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => Rings.Trainer(_context, options => options.EnsembleSize = 0)).ParamName);

        IDataView data = Rings.Singles(_context);
        ShallowNetworkModelParameters learnt = Rings.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(data).Model;
        Assert.StartsWith(
            "One network is trained further; EnsembleSize is 2.",
            Assert.Throws<ArgumentException>(
                () => Rings.Trainer(_context, options => options.EnsembleSize = 2).Fit(data, learnt)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsCancelledIsTheAverageOfTheWholeOnes()
    {
        using var source = new CancellationTokenSource();
        IDataView data = Waves.Singles(_context);
        int epochs = 0;

        ShallowNetworkModelParameters model = Waves.Trainer(_context, options =>
        {
            (options.EnsembleSize, options.NumberOfEpochs, options.CancellationToken) = (4, 3, source.Token);
            options.L2Regularization = 0.01;
            options.Progress = _ =>
            {
                if (++epochs == 8)
                    source.Cancel();
            };
        }).Fit(data).Model;

        Assert.Equal(StopReason.Cancelled, model.StopReason);
        int units = Waves.Trainer(_context, options => options.NumberOfEpochs = 0).Fit(data).Model.Network.Shape.HiddenUnits;
        Assert.Equal(2 * units, model.Network.Shape.HiddenUnits);
    }
}
