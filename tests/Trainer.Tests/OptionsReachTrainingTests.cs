using Microsoft.ML;
using MlNetShallow.Training;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Each option does in the trainer what it does where a network is trained without ML.NET.</summary>
public class OptionsReachTrainingTests
{
    private static readonly Dictionary<string, Action<ShallowNetworkBinaryTrainer.Options>> Changes = new()
    {
        ["Optimizer"] = options => options.Optimizer = Optimizer.Adam(),
        ["L2Regularization"] = options => options.L2Regularization = 0.1,
        ["InitializationScale"] = options => options.InitializationScale = 0.5,
        ["Initialization"] = options => options.Initialization = WeightInitialization.He,
        ["Activation"] = options => options.Activation = Activation.Tanh,
        ["LearningRate"] = options => options.LearningRate = 0.3,
        ["LearningRateSchedule"] = options => options.LearningRateSchedule = LearningRateSchedule.Cosine(),
        ["EarlyStopping"] = options => options.EarlyStopping = new EarlyStopping(ValidationFraction: 0.3),
        ["NumberOfEpochs"] = options => options.NumberOfEpochs = 5,
        ["BatchSize"] = options => options.BatchSize = 0,
        ["Seed"] = options => options.Seed = 2,
        ["NumberOfHiddenUnits"] = options => options.NumberOfHiddenUnits = 6,
        ["FeatureScaling"] = options => options.FeatureScaling = FeatureScaling.MinMax,
        ["Dropout"] = options => options.Dropout = 0.3,
        ["ClassWeights"] = options => options.ClassWeights = ClassWeights.Given(1, 3),
    };

    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory, MemberData(nameof(Names))]
    public void AnOptionReachesTheTraining(string name)
    {
        ShallowNetworkBinaryTrainer.Options usual = Options(), changed = Options();
        Changes[name](changed);

        Assert.Equal(Expected(changed), Trained(changed));
        Assert.NotEqual(Trained(usual), Trained(changed));
    }

    private static ShallowNetworkBinaryTrainer.Options Options()
        => new()
        {
            NumberOfHiddenUnits = 4,
            Initialization = WeightInitialization.Normal,
            Optimizer = Optimizer.GradientDescent,
            FeatureScaling = FeatureScaling.None,
            L2Regularization = 0,
            LearningRate = 0.1,
            NumberOfEpochs = 3,
            BatchSize = 32,
        };

    private float[] Trained(ShallowNetworkBinaryTrainer.Options options)
        => Weights(_context.BinaryClassification.Trainers.ShallowNetwork(options).Fit(Circles.Singles(_context)).Model.Network);

    private static float[] Expected(ShallowNetworkBinaryTrainer.Options options)
    {
        FeatureMatrix<float> features = FeatureMatrix.Create<float>(2);
        foreach (Point point in Circles.Points)
            point.Features.CopyTo(features.AddRow());
        var examples = new TrainingSet(features, Circles.Points.Select(point => point.Label ? 1f : 0).ToArray());
        var start = ShallowNetwork<float>.Initialize(
            new NetworkShape(2, options.NumberOfHiddenUnits, options.Activation),
            options.Initialization!.Value,
            options.Seed ?? 1,
            options.InitializationScale);
        return Weights(NetworkTrainer.Train(start, examples, new TrainingOptions
        {
            Optimizer = options.Optimizer!,
            L2Regularization = options.L2Regularization!.Value,
            Dropout = options.Dropout,
            FeatureScaling = options.FeatureScaling!.Value,
            ClassWeights = options.ClassWeights,
            LearningRate = options.LearningRate!.Value,
            LearningRateSchedule = options.LearningRateSchedule,
            EarlyStopping = options.EarlyStopping,
            Epochs = options.NumberOfEpochs!.Value,
            BatchSize = options.BatchSize!.Value,
            Seed = options.Seed ?? 1,
            CancellationToken = TestContext.Current.CancellationToken,
        }).Network);
    }

    private static float[] Weights(ShallowNetwork<float> network) => network.CopyParameters().Values.ToArray();
}
