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
    private readonly TargetTransform? _target;

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
        _target = loss.FitTarget(weighted);
        CostFactor = loss.CostFactor(_target.Deviation);
    }

    /// <summary>The factor from the training's costs to those in the user's unit.</summary>
    public double CostFactor { get; } = 1;

    /// <summary>The examples as the training sees them.</summary>
    public TrainingSet Apply(TrainingSet examples)
    {
        if (_classes is not null)
            examples = _classes.Apply(examples);
        if (_features is not null)
            examples = _features.Apply(examples);
        return _target is null ? examples : examples.WithTarget(_target);
    }

    /// <summary>The weights to start from: those of a drawn network apply to the training's examples, those of a trained one to
    /// the user's.</summary>
    public NetworkParameters<T> Start<T>(ShallowNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parameters = network.CopyParameters();
        if (_isWarmStart)
        {
            _target?.Unfold(parameters);
            _features?.Unfold(parameters);
        }
        else
        {
            for (int k = 0; k < _target?.Start.Count; k++)
                parameters.OutputBiases[k] = T.CreateTruncating(_target.Start[k]);
        }

        return parameters;
    }

    /// <summary>Turns weights that apply to the training's examples into weights that apply to the user's.</summary>
    public void Fold<T>(NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _features?.Fold(parameters);
        _target?.Fold(parameters);
    }
}
