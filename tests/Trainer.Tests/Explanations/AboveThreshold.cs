using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests.Explanations;

/// <summary>A model whose scores are counted from a threshold.</summary>
internal sealed class AboveThreshold(ShallowNetworkTransformer model, float threshold)
    : ISingleFeaturePredictionTransformer<ShallowNetworkModelParameters>
{
    public ShallowNetworkModelParameters Model => model.Model;

    public string FeatureColumnName => model.FeatureColumnName;

    public DataViewType FeatureColumnType => model.FeatureColumnType;

    public bool IsRowToRowMapper => false;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => model.GetOutputSchema(inputSchema);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

    public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

    public IDataView Transform(IDataView input)
    {
        IDataView scored = model.Transform(input);
        string expression = FormattableString.Invariant($"score => score - ({threshold:F20}f)");
        return new MLContext().Transforms.Expression("Score", expression, "Score").Fit(scored).Transform(scored);
    }
}
