using System.Buffers;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetShallow.Input;
using MlNetShallow.Scoring;

namespace MlNetShallow.Explanations;

/// <summary>Adds what each feature contributes to a row's score, and the score of the baseline.</summary>
/// <param name="model">What is explained.</param>
/// <param name="settings">How.</param>
internal sealed class ContributionMapping(ExplainedModel model, ContributionSettings settings)
{
    /// <summary>Makes the stage for some featurized data.</summary>
    public ITransformer Fit(IDataView features)
    {
        DataViewSchema.Column column = ColumnCheck.ScoredFeatures(
            features.Schema, model.FeatureColumnName, model.Network.Shape.Inputs);
        string[] names = SlotNames.Of(column, model.Network.Shape.Inputs);
        return ((VectorDataViewType)column.Type).ItemType.Equals(NumberDataViewType.Byte)
            ? Estimator<byte>(column.Type, names, settings.Baseline ?? FeatureMean.Of<byte>(features, column)).Fit(features)
            : Estimator<float>(column.Type, names, settings.Baseline ?? FeatureMean.Of<float>(features, column)).Fit(features);
    }

    /// <summary>What is promised of the data with the columns added.</summary>
    public SchemaShape GetOutputSchema(SchemaShape input)
    {
        ColumnCheck.Features(model.FeatureColumnName, ColumnShape.Find(input, model.FeatureColumnName));
        int count = model.Network.Shape.Inputs;
        DataViewType item = ColumnShape.Find(input, model.FeatureColumnName)!.Value.ItemType;
        var type = new VectorDataViewType((PrimitiveDataViewType)item, count);
        return item.Equals(NumberDataViewType.Byte)
            ? Estimator<byte>(type, new string[count], new float[count]).GetOutputSchema(input)
            : Estimator<float>(type, new string[count], new float[count]).GetOutputSchema(input);
    }

    private CustomMappingEstimator<FeatureRow<T>, ContributionRow> Estimator<T>(
        DataViewType featureType, string[] slotNames, float[] baseline)
        where T : unmanaged, INumber<T>
    {
        SchemaDefinition input = SchemaDefinition.Create(typeof(FeatureRow<T>));
        (input[0].ColumnName, input[0].ColumnType) = (model.FeatureColumnName, featureType);
        SchemaDefinition output = SchemaDefinition.Create(typeof(ContributionRow));
        SchemaDefinition.Column contributions = output[nameof(ContributionRow.FeatureContributions)];
        contributions.ColumnName = settings.OutputColumnName;
        contributions.ColumnType = new VectorDataViewType(NumberDataViewType.Single, slotNames.Length);
        contributions.AddAnnotation(
            SlotNames.Kind,
            new VBuffer<ReadOnlyMemory<char>>(slotNames.Length, Array.ConvertAll(slotNames, name => name.AsMemory())),
            new VectorDataViewType(TextDataViewType.Instance, slotNames.Length));
        output[nameof(ContributionRow.BaselineScore)].ColumnName = settings.BaselineScoreColumnName;

        double scale = typeof(T) == typeof(byte) ? 1.0 / byte.MaxValue : 1;
        var explainer = new RowExplainer<T>(
            model.Network,
            new IntegratedGradients<float>(model.Network, Array.ConvertAll(baseline, value => scale * value)),
            settings.Output);
        return PrivateContext.Instance.Transforms.CustomMapping<FeatureRow<T>, ContributionRow>(
            explainer.Explain, contractName: null, input, output);
    }

    private sealed class FeatureRow<T>
    {
        public VBuffer<T> Features { get; set; }
    }

    private sealed class ContributionRow
    {
        public VBuffer<float> FeatureContributions { get; set; }

        public float BaselineScore { get; set; }
    }

    /// <summary>Explains rows. Thread-safe.</summary>
    private sealed class RowExplainer<T>(ShallowNetwork<float> network, IntegratedGradients<float> gradients, int? output)
        where T : unmanaged, INumber<T>
    {
        private readonly ScorerPool _scorers = new(network, "Features");

        public void Explain(FeatureRow<T> row, ContributionRow explained)
        {
            VBuffer<T> features = row.Features;
            int explainedOutput = output ?? Predicted(in features);
            double[] values = ArrayPool<double>.Shared.Rent(features.Length);
            Span<double> contributions = values.AsSpan(0, features.Length);
            if (explainedOutput < 0)
                contributions.Fill(double.NaN);
            else if (features.IsDense)
                gradients.Contributions(features.GetValues(), explainedOutput, contributions);
            else
                gradients.Contributions(features.GetIndices(), features.GetValues(), explainedOutput, contributions);

            VBuffer<float> result = explained.FeatureContributions;
            VBufferEditor<float> editor = VBufferEditor.Create(ref result, features.Length);
            for (int i = 0; i < contributions.Length; i++)
                editor.Values[i] = (float)contributions[i];
            explained.FeatureContributions = editor.Commit();
            explained.BaselineScore = explainedOutput < 0 ? float.NaN : (float)gradients.BaselineScore(explainedOutput);
            ArrayPool<double>.Shared.Return(values);
        }

        /// <summary>The output that is predicted; less than 0 where a feature is missing. Of one output there is no choice; of
        /// several quantiles it is the middle one, of an even number the upper of the middle two.</summary>
        private int Predicted(in VBuffer<T> features)
        {
            if (network.Shape.Outputs == 1)
                return 0;
            var scored = _scorers.Score(in features);
            int predicted = network.Shape.OutputLayer == OutputLayer.Quantiles
                ? Middle(scored.Logits) : (int)MulticlassPrediction.KeyOf(scored.Logits) - 1;
            _scorers.Return(scored);
            return predicted;
        }

        private static int Middle(float[] logits) => !Array.TrueForAll(logits, float.IsFinite) ? -1
            : Enumerable.Range(0, logits.Length).OrderBy(k => logits[k]).ElementAt(logits.Length / 2);
    }
}
