using Microsoft.ML;
using MlNetShallow.Explanations;

namespace MlNetShallow;

/// <summary>Adds to featurized rows what each of their features contributes to the score of a trained network. See
/// <see cref="ShallowNetworkExplainabilityCatalog"/>. Thread-safe.</summary>
public sealed class FeatureContributionEstimator : IEstimator<ITransformer>
{
    private readonly ContributionMapping _mapping;

    internal FeatureContributionEstimator(ContributionMapping mapping) => _mapping = mapping;

    /// <summary>Takes the mean of the features of these rows as baseline, if none was given.</summary>
    /// <param name="input">The rows, with the network's feature column.</param>
    /// <returns>The transformer. It cannot be saved: save the model, and explain the loaded one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing, or of another type or size.</exception>
    /// <exception cref="InvalidOperationException">There is no row with all features.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _mapping.Fit(input);
    }

    /// <summary>The shape of the data with the columns added.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return _mapping.GetOutputSchema(inputSchema);
    }
}
