namespace Microsoft.ML;

/// <summary>Trains and evaluates models that predict a number.</summary>
public sealed class RegressionCatalog : TrainCatalogBase
{
    internal RegressionCatalog(DataOperationsCatalog data) : base(data) { }
    public RegressionTrainers Trainers { get; } = new();

    public RegressionMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score")
    {
        DataViewSchema.Column label = ScoreColumns.Find(data, "Label", labelColumnName, NumberDataViewType.Single);
        DataViewSchema.Column score = ScoreColumns.Find(data, "Score", scoreColumnName, NumberDataViewType.Single);
        using DataViewRowCursor cursor = data.GetRowCursor([label, score]);
        var getLabel = cursor.GetGetter<float>(label);
        var getScore = cursor.GetGetter<float>(score);
        var rows = new List<(double, double)>();
        while (cursor.MoveNext())
        {
            var (labelValue, scoreValue) = (0f, 0f);
            getLabel(ref labelValue);
            getScore(ref scoreValue);
            if (!float.IsNaN(labelValue) && !float.IsNaN(scoreValue))
                rows.Add((labelValue, scoreValue));
        }

        return new RegressionMetrics(rows);
    }

    public IReadOnlyList<CrossValidationResult<RegressionMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = "Label",
        int? seed = null)
        => CrossValidate(data, estimator, numberOfFolds, seed, scored => Evaluate(scored, labelColumnName));

    /// <summary>Where the trainers are found, as extension methods.</summary>
    public sealed class RegressionTrainers
    {
        internal RegressionTrainers() { }
    }
}
