using System.IO.Compression;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;
using MlNetShallow.Scoring;
using MlNetShallow.Serialization;

namespace MlNetShallow.Trainer.Tests.Persistence;

/// <summary>Models that were saved once are read for ever; Fixtures/models/README.md says how they were made.</summary>
public class SavedModelFixtureTests
{
    // By hand: h = (max(0, x - 2y + 0.5), max(0, 0.5x + 0.25y - 0.25)), z = 1.5 h1 - 2 h2 + 0.25.
    private static readonly (float X, float Y, float Score)[] Rows =
        [(0, 0, 1), (1, 0, 2), (0, 1, 0.25f), (4, 1, 0), (0, 5, -1.75f)];

    private readonly MLContext _context = new();

    [Theory]
    [InlineData("format-1-binary-single-mlnet-5.0.0")]
    [InlineData("format-1-binary-byte-mlnet-5.0.0")]
    [InlineData("format-2-binary-single-mlnet-5.0.0")]
    [InlineData("format-2-binary-byte-mlnet-5.0.0")]
    [InlineData("format-2-binary-single-mlnet-6.0.0")]
    [InlineData("format-3-binary-single-mlnet-6.0.0")]
    [InlineData("format-4-binary-single-mlnet-6.0.0")]
    [InlineData("format-2-binary-byte-mlnet-6.0.0")]
    [InlineData("format-3-binary-byte-mlnet-6.0.0")]
    [InlineData("format-4-binary-byte-mlnet-6.0.0")]
    public void ABinaryModelIsScoredAsEver(string name)
    {
        IDataView scored = Load(name);

        Assert.Equal(Rows.Select(row => row.Score), scored.GetColumn<float>("Score").Select(Rounded));
        AssertWhereTold(Rows.Select(row => row.Score > 0), scored.GetColumn<bool>("PredictedLabel"));
    }

    [Theory]
    [InlineData("format-2-regression-single-mlnet-5.0.0")]
    [InlineData("format-2-regression-byte-mlnet-5.0.0")]
    [InlineData("format-2-regression-single-mlnet-6.0.0")]
    [InlineData("format-3-regression-single-mlnet-6.0.0")]
    [InlineData("format-4-regression-single-mlnet-6.0.0")]
    [InlineData("format-2-regression-byte-mlnet-6.0.0")]
    [InlineData("format-3-regression-byte-mlnet-6.0.0")]
    [InlineData("format-4-regression-byte-mlnet-6.0.0")]
    public void ARegressionIsScoredAsEver(string name)
    {
        IDataView scored = Load(name);

        Assert.Equal(Rows.Select(row => row.Score), scored.GetColumn<float>("Score").Select(Rounded));
    }

    // By hand: the logits are z, 0 and -z, with the same z.
    [Theory]
    [InlineData("format-2-multiclass-single-mlnet-5.0.0")]
    [InlineData("format-2-multiclass-byte-mlnet-5.0.0")]
    [InlineData("format-2-multiclass-single-mlnet-6.0.0")]
    [InlineData("format-3-multiclass-single-mlnet-6.0.0")]
    [InlineData("format-4-multiclass-single-mlnet-6.0.0")]
    [InlineData("format-2-multiclass-byte-mlnet-6.0.0")]
    [InlineData("format-3-multiclass-byte-mlnet-6.0.0")]
    [InlineData("format-4-multiclass-byte-mlnet-6.0.0")]
    public void AMulticlassModelIsScoredAsEver(string name)
    {
        IDataView scored = Load(name);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), scored.Schema["Score"].Type);
        float[][] scores = [.. scored.GetColumn<VBuffer<float>>("Score").Select(score => score.DenseValues().ToArray())];
        for (int i = 0; i < Rows.Length; i++)
        {
            double[] powers = [Math.Exp(Rows[i].Score), 1, Math.Exp(-Rows[i].Score)];
            for (int k = 0; k < 3; k++)
                Assert.Equal(powers[k] / powers.Sum(), scores[i][k], 1e-5);
        }

        ITransformer named = _context.Transforms.Conversion.MapKeyToValue("Named", "PredictedLabel").Fit(scored);
        AssertWhereTold(
            ["plus", "plus", "plus", "", "minus"],
            named.Transform(scored).GetColumn<ReadOnlyMemory<char>>("Named").Select(text => text.ToString()));
        VBuffer<ReadOnlyMemory<char>> slotNames = default;
        scored.Schema["Score"].GetSlotNames(ref slotNames);
        Assert.Equal(["plus", "zero", "minus"], slotNames.DenseValues().Select(text => text.ToString()));
    }

    [Theory]
    [InlineData("format-2-binary-single-mlnet-5.0.0")]
    [InlineData("format-2-regression-single-mlnet-5.0.0")]
    [InlineData("format-2-multiclass-single-mlnet-5.0.0")]
    [InlineData("format-2-binary-single-mlnet-6.0.0")]
    [InlineData("format-3-binary-single-mlnet-6.0.0")]
    [InlineData("format-4-binary-single-mlnet-6.0.0")]
    [InlineData("format-2-regression-single-mlnet-6.0.0")]
    [InlineData("format-3-regression-single-mlnet-6.0.0")]
    [InlineData("format-4-regression-single-mlnet-6.0.0")]
    [InlineData("format-2-multiclass-single-mlnet-6.0.0")]
    [InlineData("format-3-multiclass-single-mlnet-6.0.0")]
    [InlineData("format-4-multiclass-single-mlnet-6.0.0")]
    public void HowItWasTrainedIsReadToo(string name)
    {
        Load(name);

        var learnt = ShallowNetworkModelParameters.FromModel(_context.Model.Load(Fixture(name), out _));

        Assert.Equal((40L, 2L), (learnt.TrainingRows, learnt.SkippedRows));
        Assert.Equal(StopReason.EarlyStopped, learnt.StopReason);
        Assert.Equal(1, learnt.History.BestEpoch);
        Assert.Equal(
            [new EpochRecord(1, 0.75, 0.5, 0.875, 0.1, 2), new EpochRecord(2, 0.5, 0.625, 0.75, 0.05, 1)], learnt.History);
    }

    [Theory]
    [InlineData("format-1-binary-single-mlnet-5.0.0")]
    [InlineData("format-1-binary-byte-mlnet-5.0.0")]
    public void AModelOfFormat1SaysNothingOfItsTraining(string name)
    {
        var learnt = ShallowNetworkModelParameters.FromModel(_context.Model.Load(Fixture(name), out _));

        Assert.Null(learnt.StopReason);
        Assert.Empty(learnt.History);
    }

    [Theory]
    [InlineData("format-1-binary-single-mlnet-5.0.0")]
    [InlineData("format-1-binary-byte-mlnet-5.0.0")]
    [InlineData("format-2-regression-single-mlnet-5.0.0")]
    [InlineData("format-2-multiclass-byte-mlnet-5.0.0")]
    [InlineData("format-3-binary-byte-mlnet-6.0.0")]
    [InlineData("format-3-regression-single-mlnet-6.0.0")]
    [InlineData("format-3-multiclass-single-mlnet-6.0.0")]
    [InlineData("format-4-binary-single-mlnet-6.0.0")]
    [InlineData("format-4-multiclass-byte-mlnet-6.0.0")]
    public void ARestoredModelIsScoredAsEver(string name)
    {
        IDataView loaded = Load(name);

        ShallowNetworkModel restored = _context.Model.LoadShallowNetwork(Fixture(name), out _);

        Assert.Equal("Features", restored.Network.FeatureColumnName);
        IDataView scored = restored.Transform(Data(name.Contains("-byte-", StringComparison.Ordinal)));
        Assert.Equal(loaded.Schema.Select(column => column.Name), scored.Schema.Select(column => column.Name));
        if (name.Contains("multiclass", StringComparison.Ordinal))
        {
            Assert.Equal(
                loaded.GetColumn<VBuffer<float>>("Score").Select(score => score.DenseValues().ToArray()),
                scored.GetColumn<VBuffer<float>>("Score").Select(score => score.DenseValues().ToArray()));
            VBuffer<ReadOnlyMemory<char>> values = default;
            scored.Schema["PredictedLabel"].GetKeyValues(ref values);
            Assert.Equal(["plus", "zero", "minus"], values.DenseValues().Select(text => text.ToString()));
        }
        else
        {
            Assert.Equal(loaded.GetColumn<float>("Score"), scored.GetColumn<float>("Score"));
        }
    }

    /// <summary>Loads the model of a name and scores the rows, after a look whether it is what it is called.</summary>
    private IDataView Load(string name)
    {
        bool hasBytes = name.Contains("-byte-", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_SAVED_MODELS") == "1" && !File.Exists(Fixture(name)))
            Write(name, hasBytes);
        ITransformer model = _context.Model.Load(Fixture(name), out DataViewSchema schema);

        Assert.EndsWith($"-mlnet-{SavedBy(name)}", name, StringComparison.Ordinal);
        Assert.Equal(
            new VectorDataViewType(hasBytes ? NumberDataViewType.Byte : NumberDataViewType.Single, 2), schema["Features"].Type);
        return model.Transform(Data(hasBytes));
    }

    /// <summary>The version of ML.NET that a saved model names.</summary>
    private static string SavedBy(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(Fixture(name));
        using var version = new StreamReader(archive.GetEntry("TrainingInfo/Version.txt")!.Open());
        // Behind a plus there is the commit.
        return version.ReadToEnd().Trim().Split('+')[0];
    }

    private void Write(string name, bool hasBytes)
    {
        string task = name.Split('-')[2];
        bool hasClasses = task == "multiclass";
        OutputLayer layer = hasClasses ? OutputLayer.SoftmaxCrossEntropy
            : task == "regression" ? OutputLayer.IdentitySquaredError : OutputLayer.SigmoidCrossEntropy;
        PredictionColumns columns = hasClasses ? Classes()
            : task == "regression" ? RegressionColumns.Instance : BinaryColumns.Instance;
        float[] w2 = hasClasses ? [1.5f, -2, 0, 0, -1.5f, 2] : [1.5f, -2];
        float[] b2 = hasClasses ? [0.25f, 0, -0.25f] : [0.25f];
        // Bytes count 1/255.
        float unit = hasBytes ? 255 : 1;
        var parameters = new NetworkParameters<float>(new NetworkShape(2, 2, Activation.Relu, layer, b2.Length));
        ((ReadOnlySpan<float>)[1 * unit, -2 * unit, 0.5f * unit, 0.25f * unit]).CopyTo(parameters.W1);
        ((ReadOnlySpan<float>)[0.5f, -0.25f]).CopyTo(parameters.B1);
        w2.CopyTo(parameters.W2);
        b2.CopyTo(parameters.B2);
        var history = new TrainingHistory(
            [new EpochRecord(1, 0.75, 0.5, 0.875, 0.1, 2), new EpochRecord(2, 0.5, 0.625, 0.75, 0.05, 1)], bestEpoch: 1);
        var learnt = new ShallowNetworkModelParameters(
            new ShallowNetwork<float>(parameters),
            new TrainingReport(history, StopReason.EarlyStopped, 40, 2),
            new ModelNotes { LabelColumn = "Label", FeatureColumn = "Features" });
        DataViewSchema schema = Data(hasBytes).Schema;
        _context.Model.Save(
            new ShallowNetworkTransformer(learnt, columns, schema, "Features"), schema, Fixture(name));
    }

    private MulticlassColumns Classes()
    {
        IDataView named = _context.Data.LoadFromEnumerable(
            ((string[])["plus", "zero", "minus"]).Select(name => new NamedRow { Name = name }));
        IDataView keys = _context.Transforms.Conversion.MapValueToKey("Key", "Name").Fit(named).Transform(named);
        return new MulticlassColumns(3, KeyValues.Find(keys.Schema["Key"]));
    }

    private IDataView Data(bool hasBytes) => hasBytes
        ? _context.Data.LoadFromEnumerable(Rows.Select(row => new BytePoint { Features = [(byte)row.X, (byte)row.Y] }))
        : _context.Data.LoadFromEnumerable(Rows.Select(row => new Point { Features = [row.X, row.Y] }));

    // Where the score is 0, the rounding of 1/255 of a byte, times 255, decides.
    private static void AssertWhereTold<T>(IEnumerable<T> expected, IEnumerable<T> actual) => Assert.Equal(
        expected.Where((_, i) => Rows[i].Score != 0), actual.Where((_, i) => Rows[i].Score != 0));

    // 1/255 of a byte, times 255, is rounded.
    private static float Rounded(float score) => MathF.Round(score, 4);

    private static string Fixture(string name, [CallerFilePath] string thisFile = "")
        => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Fixtures", "models", $"{name}.zip");

    private sealed class NamedRow
    {
        public string Name { get; set; } = "";
    }
}
