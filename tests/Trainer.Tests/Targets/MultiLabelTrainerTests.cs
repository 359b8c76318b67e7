using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using static MlNetShallow.Trainer.Tests.Targets.Quads;

namespace MlNetShallow.Trainer.Tests.Targets;

public sealed class MultiLabelTrainerTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("labels-").FullName;
    private readonly Quads _quads;

    public MultiLabelTrainerTests() => _quads = new Quads(_context);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Workout(bool bytes)
        => EstimatorWorkout.Run(Trainer(Flags, epochs: 3), _quads.Data(bytes: bytes), annotationsAreSaved: false);

    [Theory]
    [InlineData(Flags)]
    [InlineData(Labels)]
    public void EveryLabelIsLearnt(string labelColumn)
    {
        IDataView data = _quads.Data();
        ShallowNetworkTransformer model = Trainer(labelColumn).Fit(data);

        IDataView scored = model.Transform(data);

        float[][] labels = Vectors(data, Labels), scores = Vectors(scored, "Score");
        bool[][] predicted = [.. scored.GetColumn<VBuffer<bool>>("PredictedLabel").Select(value => value.DenseValues().ToArray())];
        for (int k = 0; k < 2; k++)
        {
            Assert.True(labels.Zip(predicted).Count(row => row.First[k] == 1 == row.Second[k]) > 0.95 * labels.Length);
            Assert.All(scores, row => Assert.InRange(row[k], 0, 1));
        }

        Assert.All(scores.Zip(predicted), row => Assert.Equal(row.First.Select(p => p > 0.5f), row.Second));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), scored.Schema["Score"].Type);
        Assert.Equal(new VectorDataViewType(BooleanDataViewType.Instance, 2), scored.Schema["PredictedLabel"].Type);
        Assert.Equal(["IsTall", "IsHeavy"], SlotNames(scored.Schema["Score"]));
        Assert.Equal(["IsTall", "IsHeavy"], model.Model.TargetNames);
        Assert.Null(model.Model.Loss);
        Assert.True(model.Model.CrossValidation!.Metric > 0.9);
    }

    /// <summary>A network without hidden units is a logistic regression of each label.</summary>
    [Fact]
    public void WithoutHiddenUnitsItIsTheBinaryTrainerForEachLabel()
    {
        IDataView data = _quads.Data();
        float[][] together = Vectors(_context.BinaryClassification.Trainers.ShallowNetworkMultiLabel(
            new ShallowNetworkMultiLabelTrainer.Options
            {
                LabelColumnName = Flags, NumberOfHiddenUnits = 0, L2Regularization = 0.01, NumberOfEpochs = 300,
            }).Fit(data).Transform(data), "Score");

        foreach (var (k, name) in ((int, string)[])[(0, "IsTall"), (1, "IsHeavy")])
        {
            // The mean over two labels halves the cost of each beside the penalty.
            float[] alone = [.. _context.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
            {
                LabelColumnName = name, NumberOfHiddenUnits = 0, L2Regularization = 0.02, NumberOfEpochs = 300,
            }).Fit(data).Transform(data).GetColumn<float>("Probability")];
            for (int i = 0; i < alone.Length; i++)
                Assert.Equal(alone[i], together[i][k], 1e-3f);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ALoadedModelKnowsSizeAndNamesAndIsInOnnxToo(bool bytes)
    {
        IDataView data = _quads.Data(bytes: bytes);
        ShallowNetworkTransformer model = Trainer(Flags, epochs: 20).Fit(data);
        string file = Path.Combine(_folder, "model.zip"), onnx = Path.Combine(_folder, "model.onnx");
        _context.Model.Save(model, data.Schema, file);
        model.Model.SaveAsOnnx(onnx);

        ITransformer plain = new MLContext().Model.Load(file, out _);
        ShallowNetworkModel restored = new MLContext().Model.LoadShallowNetwork(file, out _);

        IDataView scored = model.Transform(data);
        float[][] expected = Vectors(scored, "Score");
        foreach (ITransformer loaded in (ITransformer[])[plain, restored])
        {
            DataViewSchema schema = loaded.GetOutputSchema(data.Schema);
            Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), schema["Score"].Type);
            Assert.Equal(new VectorDataViewType(BooleanDataViewType.Instance, 2), schema["PredictedLabel"].Type);
            Assert.Equal(["IsTall", "IsHeavy"], SlotNames(schema["Score"]));
            Assert.True(schema["PredictedLabel"].Index < schema["Score"].Index);
            IDataView again = loaded.Transform(data);
            Assert.Equal(expected, Vectors(again, "Score"));
            Assert.Equal(Predicted(scored), Predicted(again));
        }

        Assert.Equal(["IsTall", "IsHeavy"], restored.Network.Model.TargetNames);
        if (bytes)
            return;
        IDataView applied = _context.Transforms.CopyColumns("features", "Features")
            .Append(_context.Transforms.ApplyOnnxModel(["probabilities", "label"], ["features"], onnx)).Fit(data).Transform(data);
        foreach ((float[] ours, float[] theirs) in expected.Zip(Vectors(applied, "probabilities")))
        {
            Assert.Equal(ours[0], theirs[0], 1e-5f);
            Assert.Equal(ours[1], theirs[1], 1e-5f);
        }

        static bool[] Predicted(IDataView view)
            => [.. view.GetColumn<VBuffer<bool>>("PredictedLabel").SelectMany(value => value.DenseValues())];
    }

    [Fact]
    public void ValuesThatAreNot0Or1AreRefusedByName()
    {
        IDataView data = _quads.Data();
        IDataView numbers = _context.Transforms.CopyColumns("Label", Quads.Targets).Fit(data).Transform(data);

        Assert.Matches(
            "The label column 'Label' has .* for 'Height' in row 0; a label is 0 or 1",
            Assert.Throws<InvalidOperationException>(
                () => _context.BinaryClassification.Trainers.ShallowNetworkMultiLabel().Fit(numbers)).Message);
    }

    [Fact]
    public void RowsOfWhichALabelIsMissingAreSkippedAndCounted()
    {
        IDataView data = _quads.Data(row => row with { Height = row.X[0] > 0.9f ? float.NaN : 1, Weight = row.X[1] > 0.5f ? 1 : 0 });
        // A label that is 1 in all rows is reported.
        ShallowNetworkModelParameters model = Trainer(Quads.Targets, epochs: 2).Fit(data).Model;

        Assert.Equal(_quads.Rows.Count(row => row.X[0] > 0.9f), model.SkippedRows);
        Assert.Contains(model.Messages, message => message.Contains("1 of 2 labels of label column 'Targets' are the same in all", StringComparison.Ordinal)
            && message.Contains("'Height'", StringComparison.Ordinal));
    }

    [Fact]
    public void LabelsThatAreAllTheSameAreRefused()
        => Assert.Contains("have the same in every label of label column 'Flags'", Assert.Throws<InvalidOperationException>(
            () => Trainer(Flags).Fit(_quads.Data(row => row with { IsTall = true, IsHeavy = false }))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void LabelsOfTheWrongTypeAreRefused()
    {
        AssertRefused("IsTall", "expected a known-size vector of Boolean, or of Single that are 0 or 1, a label in each slot, got Boolean");
        AssertRefused("Bytes", "got Vector<Byte>");

        void AssertRefused(string column, string message) => Assert.Contains(
            message, Assert.Throws<ArgumentOutOfRangeException>(() => Trainer(column).Fit(_quads.Data())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ContributionsAreOfTheLogitOfOneLabel()
    {
        IDataView data = _quads.Data();
        ShallowNetworkTransformer model = Trainer(Flags, epochs: 30).Fit(data);
        IDataView explained = _context.Transforms.CalculateFeatureContribution(model, classKey: 1).Fit(data).Transform(
            model.Transform(data));

        float[][] scores = Vectors(explained, "Score"), contributions = Vectors(explained, "FeatureContributions");
        float[] baseline = [.. explained.GetColumn<float>("BaselineScore")];
        for (int i = 0; i < scores.Length; i++)
            Assert.Equal(scores[i][0], 1 / (1 + Math.Exp(-(baseline[i] + contributions[i].Sum()))), 1e-4);

        Assert.Contains("2 labels at once", Assert.Throws<ArgumentException>(
            () => _context.BinaryClassification.PermutationFeatureImportanceByName(
                model, data, Flags, cancellationToken: TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
    }

    private ShallowNetworkMultiLabelTrainer Trainer(string labelColumn, int? epochs = null)
        => _context.BinaryClassification.Trainers.ShallowNetworkMultiLabel(
            labelColumnName: labelColumn, numberOfHiddenUnits: 20, numberOfEpochs: epochs);
}
