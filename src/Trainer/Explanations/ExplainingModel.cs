using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetShallow.Persistence;
using MlNetShallow.Scoring;

namespace MlNetShallow.Explanations;

/// <summary>A model that gives contributions beside all else. They are made of the features, before the network, and go on to
/// the end under private names, which no stage drops by its name.</summary>
internal static class ExplainingModel
{
    private static readonly string[] OnTheWay = [PrivateColumns.Contributions, PrivateColumns.BaselineScore];

    /// <param name="model">What is explained.</param>
    /// <param name="settings">How.</param>
    /// <param name="data">Data as the model takes them.</param>
    /// <exception cref="InvalidOperationException">A stage after the network loses the columns, and is of no kind that can be
    /// told to keep them.</exception>
    public static ITransformer Create(ExplainedModel model, ContributionSettings settings, IDataView data)
    {
        TransformsCatalog transforms = PrivateContext.Instance.Transforms;
        var stages = new List<ITransformer>();
        DataViewSchema schema = data.Schema;
        Append(model.Before);
        var mapping = new ContributionMapping(
            model, settings with { OutputColumnName = OnTheWay[0], BaselineScoreColumnName = OnTheWay[1] });
        Append(mapping.Fit(model.Before.Transform(data)));
        foreach (ITransformer stage in model.Rest)
            Append(Keeping(stage));
        Append(transforms.CopyColumns(settings.OutputColumnName, OnTheWay[0]).Fit(new EmptyDataView(schema)));
        Append(transforms.CopyColumns(settings.BaselineScoreColumnName, OnTheWay[1]).Fit(new EmptyDataView(schema)));
        Append(transforms.DropColumns(OnTheWay).Fit(new EmptyDataView(schema)));
        return new TransformerChain<ITransformer>([.. stages]);

        void Append(ITransformer stage)
        {
            stages.Add(stage);
            schema = stage.GetOutputSchema(schema);
        }

        ITransformer Keeping(ITransformer stage)
        {
            DataViewSchema given = stage.GetOutputSchema(schema);
            if (OnTheWay.All(name => given.GetColumnOrNull(name) is not null))
                return stage;
            // One that drops columns by their names would not have dropped these: it has names to keep.
            return stage is ColumnSelectingTransformer
                ? transforms.SelectColumns([.. given.Select(column => column.Name).Distinct(), .. OnTheWay])
                    .Fit(new EmptyDataView(schema))
                : throw new InvalidOperationException(
                    $"A stage after the network, a {stage.GetType().Name}, lets no columns through but its own, and so no "
                        + "contributions either: take the model without it.");
        }
    }
}
