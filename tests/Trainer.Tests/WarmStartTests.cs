using Microsoft.ML;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Trainings that start from others: from what they learnt, or from where they stopped.</summary>
public class WarmStartTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void ItStartsWhereTheOtherEnded()
    {
        IDataView data = Waves.Singles(_context);
        var first = Waves.Trainer(_context).Fit(data);

        // Features and target are scaled in both; what was learnt is scaled back to start from. The cost of a full-batch epoch
        // is that at its start: half the mean of the squared errors that the first training left.
        var second = Waves.Trainer(_context, options =>
            (options.Optimizer, options.BatchSize, options.NumberOfEpochs) = (Optimizer.GradientDescent, 0, 1))
            .Fit(data, first.Model);

        double error = _context.Regression.Evaluate(first.Transform(data)).MeanSquaredError;
        Assert.Equal(error / 2, Assert.Single(second.Model.History).Cost, 0.001 * error);
    }

    [Fact]
    public void NoEpochsLeaveTheNetworkAsItWas()
    {
        IDataView data = Rings.Singles(_context);
        ShallowNetworkModelParameters learnt = Rings.Trainer(_context, options => options.NumberOfEpochs = 5).Fit(data).Model;

        var model = Rings.Trainer(_context, options => options.NumberOfEpochs = 0).Fit(data, data, learnt);

        ShallowNetwork<float> first = learnt.Network, second = model.Model.Network;

        for (int i = 0; i < first.W1.Length; i++)
            Assert.Equal(first.W1[i], second.W1[i], 1e-4f);
    }

    [Fact]
    public void ALoadedModelIsTrainedFurther()
    {
        IDataView data = Circles.Singles(_context);
        var first = Circles.Trainer(_context, options => options.NumberOfEpochs = 10).Fit(data);
        ITransformer loaded = EstimatorWorkout.SaveAndLoad(first, data.Schema);

        var fromFitted = Circles.Trainer(_context).Fit(data, first.Model);
        var fromLoaded = Circles.Trainer(_context).Fit(data, ShallowNetworkModelParameters.FromModel(loaded));

        Assert.Equal(fromFitted.Model.Network.W1.ToArray(), fromLoaded.Model.Network.W1.ToArray());
    }

    [Fact]
    public void ANetworkOfAnotherShapeIsRefusedWithTheNumbers()
    {
        IDataView data = Circles.Singles(_context);
        var first = Circles.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(data).Model;

        var error = Assert.Throws<ArgumentException>(
            () => Circles.Trainer(_context, options => options.NumberOfHiddenUnits = 5).Fit(data, first));

        Assert.Contains("has 2 inputs, 8 Tanh units and 1 outputs", error.Message, StringComparison.Ordinal);
        Assert.Contains("ask for 2 inputs, 5 Tanh units and 1 outputs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACheckpointResumesToTheBitsOfAnUninterruptedTraining()
    {
        IDataView data = Circles.Singles(_context);
        string file = Path.GetTempFileName();
        try
        {
            var whole = Circles.Trainer(_context, Some(options => options.NumberOfEpochs = 8)).Fit(data);
            using var cancellation = new CancellationTokenSource();
            Circles.Trainer(_context, Some(options =>
            {
                options.NumberOfEpochs = 8;
                options.CancellationToken = cancellation.Token;
                options.CheckpointInterval = 3;
                options.Checkpoint = checkpoint =>
                {
                    checkpoint.Save(file);
                    cancellation.Cancel();
                };
            })).Fit(data);

            var resumed = Circles.Trainer(_context, Some(options =>
            {
                options.NumberOfEpochs = 8;
                options.ResumeFrom = TrainingCheckpoint.Load(file);
            })).Fit(data);

            Assert.Equal(3, TrainingCheckpoint.Load(file).Epoch);
            Assert.Equal(whole.Model.Network.W1.ToArray(), resumed.Model.Network.W1.ToArray());
            Assert.Equal(whole.Model.CostHistory, resumed.Model.CostHistory);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void ACheckpointOfAnotherTrainingIsRefused()
    {
        TrainingCheckpoint? kept = null;
        Circles.Trainer(_context, Some(options => options.Checkpoint = checkpoint => kept = checkpoint))
            .Fit(Circles.Singles(_context));

        var error = Assert.Throws<ArgumentException>(() => Circles.Trainer(_context, Some(options =>
        {
            options.ResumeFrom = kept;
            options.L2Regularization = 0.5;
        })).Fit(Circles.Singles(_context)));

        Assert.Contains("L2Regularization", error.Message, StringComparison.Ordinal);
    }

    private static Action<ShallowNetworkBinaryTrainer.Options> Some(Action<ShallowNetworkBinaryTrainer.Options> change)
        => options =>
        {
            (options.Optimizer, options.LearningRate, options.NumberOfEpochs) = (Optimizer.Adam(), 0.05, 4);
            change(options);
        };
}
