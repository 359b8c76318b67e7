using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Docs.Tests.Examples;

public sealed class OwnTrainerTests : ExampleRun
{
    private readonly MLContext _context = new(seed: 1);

    public OwnTrainerTests() => AddDatasets("flats");

    [Fact]
    public void Use()
    {
        OwnTrainer.Use();
        AssertOutputIsThatOfThePage();
    }

    /// <summary>Loaded in a context where nothing is registered, too.</summary>
    [Fact]
    public void ItIsAnEstimatorAsAnyOther()
        => EstimatorWorkout.Run(new OwnTrainer.MeanTrainer(_context), Rows(1, 2, float.NaN, 6));

    [Fact]
    public void ItPredictsTheMeanAndRefusesWhatHasNone()
    {
        var trainer = new OwnTrainer.MeanTrainer(_context);

        OwnTrainer.MeanTransformer model = trainer.Fit(Rows(1, 2, float.NaN, 6));

        Assert.Equal(3, model.Model.Mean);
        Assert.Equal([3f, 3f], model.Transform(Rows(0, 0)).GetColumn<float>("Score"));
        Assert.Throws<InvalidOperationException>(() => trainer.Fit(Rows(float.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OwnTrainer.MeanTrainer(_context, "Other").Fit(Rows(1)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new EstimatorChain<ITransformer>().Append(new OwnTrainer.MeanTrainer(_context, "Features")).Fit(Rows(1)));
    }

    [Fact]
    public void ItsMessagesReachTheLog()
    {
        var messages = new List<string>();
        _context.Log += (_, log) => messages.Add(log.Message);

        new OwnTrainer.MeanTrainer(_context).Fit(Rows(1, 2));

        Assert.Single(messages, message => message.EndsWith("The mean of 2 labels.", StringComparison.Ordinal));
    }

    [Fact]
    public void ItsFeaturesHaveNoImportance()
    {
        IDataView rows = Rows(1, 2, 6);
        OwnTrainer.MeanTransformer model = new OwnTrainer.MeanTrainer(_context).Fit(rows);

        var importance = _context.Regression.PermutationFeatureImportance(model, rows);

        Assert.Equal([0.0, 0.0], importance.Select(metrics => metrics.RSquared.Mean));
    }

    private IDataView Rows(params float[] labels) => _context.Data.LoadFromEnumerable(
        labels.Select((label, i) => new Row { Label = label, Features = [i, -i] }));

    private sealed class Row
    {
        public float Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
