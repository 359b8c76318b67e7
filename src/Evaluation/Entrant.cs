using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Evaluation;

/// <summary>A trainer or a whole pipeline that is compared with others.</summary>
public sealed class Entrant
{
    /// <summary>An estimator that is fitted again for each fold.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="estimator">A pipeline, or a trainer where the data have features.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public Entrant(string name, IEstimator<ITransformer> estimator)
        : this(name, origin: "", FeatureForm.AsTrained, _ => estimator)
        => ArgumentNullException.ThrowIfNull(estimator);

    /// <summary>An estimator that is made for each fold, in a context with the comparison's seed and nothing of the fits before, so
    /// that its result does not hang on what was fitted before it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="create">Makes a pipeline, or a trainer where the data have features.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public Entrant(string name, Func<MLContext, IEstimator<ITransformer>> create)
        : this(name, origin: "", FeatureForm.AsTrained, fit => create(fit.MLContext))
        => ArgumentNullException.ThrowIfNull(create);

    /// <param name="name">What it is called.</param>
    /// <param name="origin">Whose it is.</param>
    /// <param name="form">How it gets the features.</param>
    /// <param name="create">Makes it for one fit.</param>
    internal Entrant(string name, string origin, FeatureForm form, Func<FitContext, IEstimator<ITransformer>> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Origin, Form, Create) = (name, origin, form, create);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    internal string Origin { get; }

    internal FeatureForm Form { get; }

    internal Func<FitContext, IEstimator<ITransformer>> Create { get; }
}
