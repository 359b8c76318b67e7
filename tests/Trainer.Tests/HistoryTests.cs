using Microsoft.ML;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>What a training reports of itself stays with the model; from what it left behind it resumes. In all tasks.</summary>
public class HistoryTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> Tasks => ["binary", "multiclass", "regression"];

    [Theory, MemberData(nameof(Tasks))]
    public void HistoryAndStopReasonAreSavedWithTheModel(string task)
    {
        (ShallowNetworkTransformer model, DataViewSchema schema) = Train(task, options =>
        {
            options.NumberOfEpochs = 60;
            options.EarlyStopping = new EarlyStopping(Patience: 2, Tolerance: 0.2, ValidationFraction: 0.25);
        });

        var loaded = ShallowNetworkModelParameters.FromModel(EstimatorWorkout.SaveAndLoad(model, schema));

        Assert.Equal(StopReason.EarlyStopped, loaded.StopReason);
        Assert.InRange(loaded.History.Count, 3, 59);
        Assert.Equal(model.Model.History, loaded.History);
        Assert.Equal(model.Model.History.BestEpoch, loaded.History.BestEpoch);
        Assert.Equal(model.Model.TrainingRows, loaded.TrainingRows);
        Assert.All(loaded.History, epoch => Assert.True(epoch.ValidationCost > 0 && epoch.ValidationMetric is not null));
    }

    [Theory, MemberData(nameof(Tasks))]
    public void AnInterruptedTrainingResumesToTheSameBits(string task)
    {
        foreach (bool isCached in (bool[])[true, false])
        {
            TrainingCheckpoint? half = null;
            var whole = Train(task, Some(isCached)).Model;
            Train(task, options =>
            {
                Some(isCached)(options);
                (options.NumberOfEpochs, options.Checkpoint) = (3, checkpoint => half = checkpoint);
            });

            var resumed = Train(task, options =>
            {
                Some(isCached)(options);
                options.ResumeFrom = half;
            }).Model;

            Assert.Equal(
                whole.Model.Network.CopyParameters().Values.ToArray(), resumed.Model.Network.CopyParameters().Values.ToArray());
            Assert.Equal(whole.Model.CostHistory, resumed.Model.CostHistory);
        }

        static Action<ShallowNetworkTrainerBase.OptionsBase> Some(bool isCached) => options =>
        {
            (options.Optimizer, options.LearningRate, options.NumberOfEpochs) = (Optimizer.Adam(), 0.02, 7);
            (options.CacheData, options.FeatureScaling, options.Dropout) = (isCached, FeatureScaling.MeanVariance, 0.2);
            options.EarlyStopping = new EarlyStopping(Patience: 50, ValidationFraction: 0.2);
        };
    }

    private (ShallowNetworkTransformer Model, DataViewSchema Schema) Train(
        string task, Action<ShallowNetworkTrainerBase.OptionsBase> change)
    {
        (IDataView data, IEstimator<ShallowNetworkTransformer> trainer) = task switch
        {
            "binary" => (Circles.Singles(_context), (IEstimator<ShallowNetworkTransformer>)Circles.Trainer(_context, change)),
            "multiclass" => (Rings.Singles(_context), Rings.Trainer(_context, change)),
            _ => (Waves.Singles(_context), Waves.Trainer(_context, change)),
        };
        return (trainer.Fit(data), data.Schema);
    }
}
