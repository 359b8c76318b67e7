using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

public class ShallowNetworkTransformerTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void ScoreIsTheLogitAndTheOthersFollowFromIt()
    {
        var model = Circles.Trainer(_context).Fit(Circles.Singles(_context));
        float[] logits = model.Model.Network.Logits(
            FeatureMatrix.FromRows<float>([.. Circles.Points.SelectMany(point => point.Features)], 2));

        var predictions = Predictions(model, Circles.Singles(_context));

        for (int i = 0; i < logits.Length; i++)
        {
            Assert.Equal(logits[i], predictions[i].Score);
            Assert.Equal(logits[i] > 0, predictions[i].PredictedLabel);
            Assert.Equal(1 / (1 + Math.Exp(-(double)logits[i])), predictions[i].Probability, 1e-6);
        }
    }

    [Fact]
    public void ARowWithAMissingFeatureGetsNaN()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Point { Features = [0.5f, float.NaN] }, Circles.Points[0]]);
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            var model = Circles.Trainer(_context, options => options.Activation = activation).Fit(Circles.Singles(_context));

            var predictions = Predictions(model, data);

            Assert.True(float.IsNaN(predictions[0].Score), $"{activation} gives {predictions[0].Score}");
            Assert.True(float.IsNaN(predictions[0].Probability));
            Assert.False(predictions[0].PredictedLabel);
            Assert.False(float.IsNaN(predictions[1].Score));
        }
    }

    [Fact]
    public void TheColumnsAreAnnotatedAsThoseOfOtherModels()
    {
        var model = Circles.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(Circles.Singles(_context));

        DataViewSchema schema = model.GetOutputSchema(Circles.Singles(_context).Schema);

        foreach (string name in (string[])["PredictedLabel", "Score", "Probability"])
        {
            var annotations = schema[name].Annotations;
            Assert.Equal("BinaryClassification", Text(annotations, "ScoreColumnKind"));
            Assert.Equal(name, Text(annotations, "ScoreValueKind"));
            uint id = 0;
            annotations.GetValue("ScoreColumnSetId", ref id);
            Assert.Equal(1u, id);
        }

        bool isNormalized = false;
        schema["Probability"].Annotations.GetValue("IsNormalized", ref isNormalized);
        Assert.True(isNormalized);
    }

    [Fact]
    public void ASecondModelBesideTheFirstHasAnotherSetOfScoreColumns()
    {
        var model = Circles.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(Circles.Singles(_context));

        DataViewSchema schema = model.GetOutputSchema(model.GetOutputSchema(Circles.Singles(_context).Schema));

        uint id = 0;
        schema["Score"].Annotations.GetValue("ScoreColumnSetId", ref id);
        Assert.Equal(2u, id);
    }

    [Fact]
    public void TransformIsLazy()
    {
        var model = Circles.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(Circles.Singles(_context));
        int rows = 0;
        IDataView data = _context.Data.LoadFromEnumerable(Circles.Points.Select(point =>
        {
            rows++;
            return point;
        }));

        IDataView scored = model.Transform(data);

        Assert.Equal(0, rows);
        Assert.Equal(Circles.Count, scored.GetColumn<float>("Score").Count());
        Assert.Equal(Circles.Count, rows);
    }

    [Fact]
    public void OtherColumnsAreNotReadForTheScore()
    {
        var model = Circles.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(Circles.Singles(_context));
        var mapper = ((ITransformer)model).GetRowToRowMapper(Circles.Singles(_context).Schema);

        Assert.Equal(
            ["Features"], mapper.GetDependencies([mapper.OutputSchema["Score"]]).Select(column => column.Name));
        Assert.Equal(
            ["Label"], mapper.GetDependencies([mapper.OutputSchema["Label"]]).Select(column => column.Name));
    }

    [Fact]
    public void APredictionEngineAgreesWithTransform()
    {
        var model = Circles.Trainer(_context).Fit(Circles.Singles(_context));
        using var engine = _context.Model.CreatePredictionEngine<Point, Prediction>(model);

        var predictions = Predictions(model, Circles.Singles(_context));

        for (int i = 0; i < 50; i++)
        {
            Prediction prediction = engine.Predict(Circles.Points[i]);
            Assert.Equal(predictions[i].Score, prediction.Score);
            Assert.Equal(predictions[i].Probability, prediction.Probability);
            Assert.Equal(predictions[i].PredictedLabel, prediction.PredictedLabel);
        }
    }

    [Fact]
    public void WeightsAreReadableAsSpansAndAsMatrices()
    {
        ShallowNetworkModelParameters model = Circles.Trainer(_context).Fit(Circles.Singles(_context)).Model;

        Assert.Equal((8, 2), (model.GetW1().RowCount, model.GetW1().ColumnCount));
        Assert.Equal(model.Network.W1[(3 * 2) + 1], model.GetW1()[3, 1]);
        Assert.Equal(model.Network.B1[5], model.GetB1()[5]);
        Assert.Equal((1, 8), (model.GetW2().RowCount, model.GetW2().ColumnCount));
        Assert.Equal(model.Network.W2[4], model.GetW2()[0, 4]);
        Assert.Equal(model.Network.B2[0], Assert.Single(model.GetB2()));
    }

    [Fact]
    public void LogisticRegressionHasNoFirstLayer()
    {
        var model = Circles.Trainer(_context, options => options.NumberOfHiddenUnits = 0).Fit(Circles.Singles(_context)).Model;

        Assert.Throws<InvalidOperationException>(() => model.GetW1());
        Assert.Throws<InvalidOperationException>(() => model.GetB1());
        Assert.Equal((1, 2), (model.GetW2().RowCount, model.GetW2().ColumnCount));
    }

    private Prediction[] Predictions(ITransformer model, IDataView data)
        => [.. _context.Data.CreateEnumerable<Prediction>(model.Transform(data), reuseRowObject: false)];

    private static string Text(DataViewSchema.Annotations annotations, string kind)
    {
        ReadOnlyMemory<char> text = default;
        annotations.GetValue(kind, ref text);
        return text.ToString();
    }
}
