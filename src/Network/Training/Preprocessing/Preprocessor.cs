using System.Numerics;
using MlNetShallow.Engines;

namespace MlNetShallow.Training.Preprocessing;

/// <summary>
/// What stands between the user's examples and those that a training sees: class weights, scaled features, a scaled target.
/// It is learnt from the training examples alone, and taken back from the network in the end.
/// </summary>
internal sealed class Preprocessor
{
    private readonly bool _isWarmStart;
    private readonly ClassFactors? _classes;
    private readonly FeatureTransform? _features;
    // One for each label of an example; none where they stay as they are.
    private readonly TargetTransform[] _targets = [];

    /// <summary>Learns what is asked for, in as many passes over the examples as that takes.</summary>
    /// <param name="examples">The examples to train on, block by block.</param>
    /// <param name="shape">The network.</param>
    /// <param name="options">How it is trained.</param>
    /// <exception cref="ArgumentException">Options do not go together with the network's output layer.</exception>
    public Preprocessor(IEnumerable<TrainingSet> examples, NetworkShape shape, TrainingOptions options)
    {
        if (options.ScaleTarget && OutputFunction.HasClasses(shape.OutputLayer))
        {
            throw new ArgumentException(
                $"ScaleTarget needs a target that is a number; with OutputLayer {shape.OutputLayer} it is a class.");
        }

        _isWarmStart = options.IsWarmStart;
        _classes = ClassFactors.Fit(options.ClassWeights, shape, examples);
        IEnumerable<TrainingSet> weighted = _classes is null ? examples : examples.Select(_classes.Apply);
        if (options.FeatureScaling != FeatureScaling.None)
        {
            var statistics = new FeatureStatistics(options.FeatureScaling, shape.Inputs, new Threads(options.NumberOfThreads));
            foreach (TrainingSet block in weighted)
                statistics.Add(block);
            _features = statistics.ToTransform();
        }

        if (!options.ScaleTarget)
            return;
        RegressionLoss loss = RegressionLoss.Of(options.Loss, shape)!;
        _targets = loss.FitTargets(weighted);
        if (_targets is [var only])
            CostFactor = loss.CostFactor(only.Deviation);
    }

    /// <summary>The factor from the training's costs to those in the user's unit; of several targets, which have a unit each, it
    /// is 1.</summary>
    public double CostFactor { get; } = 1;

    /// <summary>The examples as the training sees them.</summary>
    public TrainingSet Apply(TrainingSet examples)
    {
        if (_classes is not null)
            examples = _classes.Apply(examples);
        if (_features is not null)
            examples = _features.Apply(examples);
        return _targets is [] ? examples : examples.WithTargets(_targets);
    }

    /// <summary>The weights to start from: those of a drawn network apply to the training's examples, those of a trained one to
    /// the user's.</summary>
    public NetworkParameters<T> Start<T>(ShallowNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parameters = network.CopyParameters();
        if (_isWarmStart)
        {
            for (int k = 0; k < parameters.Shape.Outputs; k++)
                TargetOf(k)?.Unfold(WeightsOf(k, parameters), ref parameters.OutputBiases[k]);
            _features?.Unfold(parameters);
        }
        else
        {
            double[] biases = [.. _targets.SelectMany(target => target.Start)];
            for (int k = 0; k < biases.Length; k++)
                parameters.OutputBiases[k] = T.CreateTruncating(biases[k]);
        }

        return parameters;
    }

    /// <summary>Turns weights that apply to the training's examples into weights that apply to the user's.</summary>
    public void Fold<T>(NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _features?.Fold(parameters);
        for (int k = 0; k < parameters.Shape.Outputs; k++)
            TargetOf(k)?.Fold(WeightsOf(k, parameters), ref parameters.OutputBiases[k]);
    }

    private static Span<T> WeightsOf<T>(int output, NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => parameters.OutputWeights.Slice(output * parameters.Shape.OutputFanIn, parameters.Shape.OutputFanIn);

    /// <summary>The scaling of what an output predicts; null for none. All quantiles are of one label.</summary>
    private TargetTransform? TargetOf(int output) => _targets is [] or [var _] ? _targets.FirstOrDefault() : _targets[output];
}
