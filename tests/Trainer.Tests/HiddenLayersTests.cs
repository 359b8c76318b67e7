using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Several hidden layers in the trainers: trained, kept, loaded, trained further, refused.</summary>
public class HiddenLayersTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void TheDefaultsLearnWithThemToo()
    {
        IDataView data = Circles.Singles(_context);

        var trained = _context.BinaryClassification.Trainers.ShallowNetwork(
            new ShallowNetworkBinaryTrainer.Options { HiddenUnits = [16, 8] }).Fit(data);

        Assert.Equal([16, 8], trained.Model.Network.Shape.HiddenLayers);
        Assert.NotNull(trained.Model.CrossValidation);
        Assert.InRange(_context.BinaryClassification.Evaluate(trained.Transform(data)).Accuracy, 0.97, 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheyAreSavedAndTrainedFurther(bool cacheData)
    {
        IDataView data = Circles.Singles(_context);
        var trainer = Circles.Trainer(_context, options => Layers(options, cacheData, 6, 4));
        var first = trainer.Fit(data);

        ITransformer loaded = EstimatorWorkout.SaveAndLoad(first, data.Schema);

        ShallowNetworkModelParameters model = ShallowNetworkModelParameters.FromModel(loaded);
        Assert.Equal(new NetworkShape(2, [6, 4], Activation.Tanh), model.Network.Shape);
        Assert.Equal(Scores(first.Transform(data)), Scores(loaded.Transform(data)));
        Assert.Equal((4, 6), (model.GetW(2).RowCount, model.GetW(2).ColumnCount));
        Assert.Equal(model.Network.OutputWeights.ToArray(), model.GetW(3).Row(0).AsArray());
        Assert.Equal(model.Network.B(1).ToArray(), model.GetB(1).AsArray());
        Assert.Equal(model.GetW2(), model.GetW(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.GetW(4));
        Assert.Equal("6, 4", model.Options["HiddenUnits"]);
        Assert.DoesNotContain("NumberOfHiddenUnits", model.Options.Keys);

        var second = trainer.Fit(data, model);
        Assert.True(second.Model.History[0].Cost < first.Model.History[0].Cost);
    }

    [Fact]
    public void ClassesAndNumbersAreLearntToo()
    {
        IDataView rings = Rings.Singles(_context), waves = Waves.Singles(_context);

        var classes = Rings.Trainer(_context, options => Layers(options, cacheData: true, 12, 7, 5)).Fit(rings);
        var numbers = Waves.Trainer(_context, options => Layers(options, cacheData: true, 12, 7, 5)).Fit(waves);

        Assert.Equal(4, classes.Model.Network.Shape.Layers);
        Assert.InRange(_context.MulticlassClassification.Evaluate(classes.Transform(rings)).MicroAccuracy, 0.9, 1);
        Assert.InRange(_context.Regression.Evaluate(numbers.Transform(waves)).RSquared, 0.9, 1);
    }

    [Fact]
    public void ANetworkOfOtherLayersIsRefusedWithTheNumbers()
    {
        IDataView data = Circles.Singles(_context);
        var first = Circles.Trainer(_context, options => Layers(options, cacheData: true, 6, 4)).Fit(data).Model;

        string message = Assert.Throws<ArgumentException>(
            () => Circles.Trainer(_context, options => Layers(options, cacheData: true, 6, 5)).Fit(data, first)).Message;

        Assert.Contains("has 2 inputs, 6-4 Tanh units and 1 outputs", message, StringComparison.Ordinal);
        Assert.Contains("ask for 2 inputs, 6-5 Tanh units", message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoLayersAreALinearModel()
    {
        var trained = Circles.Trainer(_context, options => Layers(options, cacheData: true)).Fit(Circles.Singles(_context));

        Assert.Equal(new NetworkShape(2, 0, Activation.Tanh), trained.Model.Network.Shape);
        Assert.Equal("none", trained.Model.Options["HiddenUnits"]);
    }

    [Fact]
    public void WhatIsChangedAfterwardsDoesNotCount()
    {
        int[] layers = [6, 4];
        var trainer = Circles.Trainer(_context, options => Layers(options, cacheData: true, layers));

        layers[1] = 9;

        Assert.Equal([6, 4], trainer.Fit(Circles.Singles(_context)).Model.Network.Shape.HiddenLayers);
    }

    public static TheoryData<int[], string> WrongLayers => new()
    {
        { [20, 0, 5], "HiddenUnits must be at least 1 in each layer; layer 2 of 3 has 0." },
        { [-1], "HiddenUnits must be at least 1 in each layer; layer 1 of 1 has -1." },
        { [.. Enumerable.Repeat(2, 65)], "HiddenUnits must be at most 64 layers." },
    };

    [Theory]
    [MemberData(nameof(WrongLayers))]
    public void WrongLayersAreNamed(int[] layers, string message)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Circles.Trainer(_context, options => Layers(options, cacheData: true, layers)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal("HiddenUnits", error.ParamName);
    }

    [Fact]
    public void OneLayerAndSeveralAtOnceAreRefused()
        => Assert.Contains(
            "HiddenUnits (6, 4) takes the place of NumberOfHiddenUnits, which is 8: give one of them.",
            Assert.Throws<ArgumentException>(
                () => Circles.Trainer(_context, options => options.HiddenUnits = [6, 4])).Message,
            StringComparison.Ordinal);

    private static void Layers(ShallowNetworkTrainerBase.OptionsBase options, bool cacheData, params int[] layers)
        => (options.NumberOfHiddenUnits, options.HiddenUnits, options.CacheData) = (100, layers, cacheData);

    private static float[] Scores(IDataView scored) => [.. scored.GetColumn<float>("Score")];
}
