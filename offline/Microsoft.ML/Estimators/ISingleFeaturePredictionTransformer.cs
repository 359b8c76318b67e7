using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A trained model that predicts from one column of features.</summary>
public interface ISingleFeaturePredictionTransformer<out TModel> : IPredictionTransformer<TModel>
    where TModel : class
{
    string FeatureColumnName { get; }

    DataViewType FeatureColumnType { get; }
}
