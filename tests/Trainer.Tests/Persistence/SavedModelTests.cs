using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Persistence;
using MlNetShallow.Scoring;
using MlNetShallow.Serialization;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests.Persistence;

public class SavedModelTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(false, 8)]
    [InlineData(true, 8)]
    [InlineData(false, 0)]
    public void ALoadedModelPredictsTheSame(bool bytes, int hiddenUnits)
    {
        IDataView data = bytes ? Circles.Bytes(_context) : Circles.Singles(_context);
        var model = Circles.Trainer(_context, options => options.NumberOfHiddenUnits = hiddenUnits).Fit(data);

        ITransformer loaded = Load(Save(model, data));

        Assert.Equal(Read<float>(model, data, "Score"), Read<float>(loaded, data, "Score"));
        Assert.Equal(Read<float>(model, data, "Probability"), Read<float>(loaded, data, "Probability"));
        Assert.Equal(Read<bool>(model, data, "PredictedLabel"), Read<bool>(loaded, data, "PredictedLabel"));
        Assert.Equal(
            model.GetOutputSchema(data.Schema).Select(column => column.Name),
            loaded.GetOutputSchema(data.Schema).Select(column => column.Name));
    }

    [Fact]
    public void ALoadedModelEvaluatesTheSame()
    {
        IDataView data = Circles.Singles(_context);
        var model = Circles.Trainer(_context).Fit(data);

        var expected = _context.BinaryClassification.Evaluate(model.Transform(data));
        var actual = new MLContext().BinaryClassification.Evaluate(Load(Save(model, data)).Transform(data));

        Assert.Equal(expected.AreaUnderRocCurve, actual.AreaUnderRocCurve);
        Assert.Equal(expected.LogLoss, actual.LogLoss);
    }

    [Fact]
    public void AWholePipelineIsSavedAndServesAPredictionEngine()
    {
        IDataView data = Circles.Singles(_context);
        var pipeline = _context.Transforms.CopyColumns("Inputs", "Features")
            .Append(Circles.Trainer(_context, options => options.FeatureColumnName = "Inputs"));
        var model = pipeline.Fit(data);

        ITransformer loaded = Load(Save(model, data));
        using var engine = new MLContext().Model.CreatePredictionEngine<Point, Prediction>(loaded);

        float[] scores = Read<float>(model, data, "Score");
        for (int i = 0; i < 50; i++)
            Assert.Equal(scores[i], engine.Predict(Circles.Points[i]).Score);
    }

    [Fact]
    public void ErrorsOfALoadedModelNameTheUsersColumn()
    {
        IDataView data = _context.Transforms.CopyColumns("Inputs", "Features").Fit(Circles.Singles(_context))
            .Transform(Circles.Singles(_context));
        var model = Circles.Trainer(
            _context, options => (options.FeatureColumnName, options.NumberOfEpochs) = ("Inputs", 1)).Fit(data);
        ITransformer loaded = Load(Save(model, data));
        IDataView longer = _context.Data.LoadFromEnumerable([new LongPoint { Inputs = [1, 2, 3] }]);

        Assert.Contains(
            "'Inputs'", Assert.Throws<ArgumentOutOfRangeException>(() => loaded.Transform(Circles.Singles(_context))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "The feature column 'Inputs' has 3 values in a row; the network takes 2.",
            Record.Exception(() => Read<float>(loaded, longer, "Score"))!.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "'Inputs'",
            Assert.Throws<ArgumentOutOfRangeException>(() => loaded.RestoreShallowNetwork().Transform(longer)).Message,
            StringComparison.Ordinal);
    }

    // As a fitted one does. Of one number where a vector is wanted it is told at the first row, as of another length.
    [Theory]
    [InlineData("binary", false)]
    [InlineData("binary", true)]
    [InlineData("multiclass", false)]
    [InlineData("multiclass", true)]
    [InlineData("regression", false)]
    [InlineData("regression", true)]
    public void ALoadedModelRefusesFeaturesOfAnotherTypeByTheNameOfTheColumn(string task, bool bytes)
    {
        IDataView data = _context.Transforms.CopyColumns("Inputs", "Features").Fit(Points()).Transform(Points());
        ITransformer model = task switch
        {
            "binary" => Circles.Trainer(_context, Change).Fit(data),
            "multiclass" => Rings.Trainer(_context, Change).Fit(data),
            _ => Waves.Trainer(_context, Change).Fit(data),
        };
        ITransformer loaded = Load(Save(model, data));
        string wanted = bytes ? "expected Byte, got" : "expected Single, got";
        IDataView typed = _context.Data.LoadFromEnumerable([new TypedPoint()]);

        foreach (string column in (string[])
            ["Doubles", "Integers", "Texts", "Flags", "Unsized", "Text", bytes ? "Singles" : "Bytes", bytes ? "Single" : "Byte"])
        {
            IDataView wrong = _context.Transforms.CopyColumns("Inputs", column).Fit(typed).Transform(typed);
            foreach (Func<object> use in (Func<object>[])
                [() => loaded.Transform(wrong), () => loaded.GetOutputSchema(wrong.Schema)])
            {
                string message = Assert.Throws<ArgumentOutOfRangeException>(use).Message;
                Assert.Contains("'Inputs'", message, StringComparison.Ordinal);
                Assert.Contains(wanted, message, StringComparison.Ordinal);
            }
        }

        IDataView scalar = _context.Transforms.CopyColumns("Inputs", bytes ? "Byte" : "Single").Fit(typed).Transform(typed);
        Assert.Contains(
            "The feature column 'Inputs' has 1 values in a row; the network takes 2.",
            Record.Exception(() => loaded.Transform(scalar).Preview(1))!.ToString(),
            StringComparison.Ordinal);

        void Change(ShallowNetworkTrainerBase.OptionsBase options)
            => (options.FeatureColumnName, options.NumberOfEpochs) = ("Inputs", 1);

        IDataView Points() => (task, bytes) switch
        {
            ("binary", false) => Circles.Singles(_context),
            ("binary", true) => Circles.Bytes(_context),
            ("multiclass", false) => Rings.Singles(_context),
            ("multiclass", true) => Rings.Bytes(_context),
            (_, false) => Waves.Singles(_context),
            _ => Waves.Bytes(_context),
        };
    }

    [Fact]
    public void TheNetworkIsFoundInALoadedModel()
    {
        IDataView data = Circles.Singles(_context);
        var pipeline = _context.Transforms.CopyColumns("Inputs", "Features")
            .Append(Circles.Trainer(_context, options => options.FeatureColumnName = "Inputs"));
        var model = pipeline.Fit(data);

        var parameters = ShallowNetworkModelParameters.FromModel(Load(Save(model, data)));

        Assert.Equal(model.LastTransformer.Model.Network.Shape, parameters.Network.Shape);
        Assert.Equal(model.LastTransformer.Model.Network.W1.ToArray(), parameters.Network.W1.ToArray());
        Assert.Same(model.LastTransformer.Model, ShallowNetworkModelParameters.FromModel(model));
    }

    [Fact]
    public void AModelWithoutANetworkIsSaidToHaveNone()
    {
        var other = _context.Transforms.CopyColumns("A", "Features").Fit(Circles.Singles(_context));

        Assert.Throws<ArgumentException>(() => ShallowNetworkModelParameters.FromModel(other));
    }

    [Fact]
    public void TwoModelsInOneFileStayApart()
    {
        IDataView data = Circles.Singles(_context);
        var first = Circles.Trainer(_context, options => options.Seed = 1).Fit(data);
        var second = Circles.Trainer(_context, options => options.Seed = 2).Fit(data);

        ITransformer both = Load(Save(new TransformerChain<ITransformer>(first, second), data));

        Assert.Equal(Read<float>(second, data, "Score"), Read<float>(both, data, "Score"));
    }

    [Fact]
    public void OneLoadedModelServes32Threads()
    {
        IDataView data = Circles.Singles(_context);
        var model = Circles.Trainer(_context).Fit(data);
        ITransformer loaded = Load(Save(model, data));
        float[] expected = Read<float>(model, data, "Score");

        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 32 }, _ =>
        {
            Assert.Equal(expected, Read<float>(loaded, data, "Score"));
            Assert.Equal(expected, Read<float>(model, data, "Score"));
        });
    }

    [Fact]
    public void ATruncatedFileIsRefused()
    {
        IDataView data = Circles.Singles(_context);
        byte[] file = Save(Circles.Trainer(_context, options => options.NumberOfEpochs = 2).Fit(data), data);
        foreach (double fraction in (double[])[0, 0.1, 0.5, 0.9, 0.999])
        {
            Exception? error = Record.Exception(() => Load(file[..(int)(file.Length * fraction)]));
            Assert.True(
                error is FormatException or InvalidDataException or InvalidOperationException or EndOfStreamException,
                $"cut to {fraction}: {error}");
        }
    }

    // ML.NET's zip has no checksum of its own that it looks at: what is ours to find is damage to the network.
    [Fact]
    public void AFlippedByteOfTheNetworkIsRefused()
    {
        IDataView data = Circles.Singles(_context);
        byte[] network = NetworkBytes();
        for (int i = 0; i < network.Length; i++)
        {
            byte[] damaged = [.. network];
            damaged[i] ^= (byte)(1 << (i % 8));

            Refusal(Load(Save(Chain(damaged, data), data)), data);
        }
    }

    // Restored, and loaded as it scores its first row.
    [Theory]
    [InlineData("binary")]
    [InlineData("multiclass")]
    [InlineData("regression")]
    public void ANetworkFromALaterFormatIsSaidToBeOne(string task)
    {
        IDataView data = Circles.Singles(_context);
        (PredictionColumns columns, OutputLayer output, int outputs) = task switch
        {
            "binary" => ((PredictionColumns)BinaryColumns.Instance, OutputLayer.SigmoidCrossEntropy, 1),
            "multiclass" => (new MulticlassColumns(3, null), OutputLayer.SoftmaxCrossEntropy, 3),
            _ => (RegressionColumns.Instance, OutputLayer.IdentitySquaredError, 1),
        };
        byte[] bytes = NetworkFormat.Write(ShallowNetwork<float>.Initialize(
            new NetworkShape(2, 3, Activation.Tanh, output, outputs), WeightInitialization.He, 1));
        bytes[8] = NetworkFormat.Version + 1;
        ITransformer loaded = Load(Save(SavedNetwork.Create(bytes, columns, data.Schema, "Features"), data));

        foreach (Action use in (Action[])[() => loaded.RestoreShallowNetwork(), () => FirstScore()])
        {
            Exception? error = Record.Exception(use);
            while (error is not (FormatException or null))
                error = error.InnerException;
            Assert.Contains(
                "format version 6, written by MlNetShallow", Assert.IsType<FormatException>(error).Message,
                StringComparison.Ordinal);
            Assert.EndsWith("Use a later MlNetShallow.", error.Message, StringComparison.Ordinal);
        }

        void FirstScore()
        {
            if (task == "multiclass")
                Read<VBuffer<float>>(loaded, data, "Score");
            else
                Read<float>(loaded, data, "Score");
        }
    }

    [Fact]
    public void AbsurdDimensionsAreRefused()
    {
        string message = LoadingError(bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(13 + bytes[12]), 1 << 30));

        Assert.Contains("dimensions make no sense", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedNetworkIsRefused()
    {
        var chain = Chain(new byte[100], Circles.Singles(_context));

        ITransformer loaded = Load(Save(chain, Circles.Singles(_context)));

        Refusal(loaded, Circles.Singles(_context));
    }

    private sealed class TypedPoint
    {
        [VectorType(2)]
        public double[] Doubles { get; set; } = [1, 2];

        [VectorType(2)]
        public int[] Integers { get; set; } = [1, 2];

        [VectorType(2)]
        public string[] Texts { get; set; } = ["1", "2"];

        [VectorType(2)]
        public bool[] Flags { get; set; } = [true, false];

        [VectorType(2)]
        public float[] Singles { get; set; } = [1, 2];

        [VectorType(2)]
        public byte[] Bytes { get; set; } = [1, 2];

        public double[] Unsized { get; set; } = [1, 2];

        public string Text { get; set; } = "";

        public float Single { get; set; }

        public byte Byte { get; set; }
    }

    private sealed class LongPoint
    {
        [VectorType(3)]
        public float[] Inputs { get; set; } = [];
    }

    /// <summary>The message when a network, changed but with a checksum that is right again, is loaded and used.</summary>
    private string LoadingError(Action<byte[]> change)
    {
        byte[] bytes = NetworkBytes();
        change(bytes);
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        IDataView data = Circles.Singles(_context);

        return Refusal(Load(Save(Chain(bytes, data), data)), data).Message;
    }

    /// <summary>Asserts that a model, which loads, is refused when it is used; gives the reason.</summary>
    private static FormatException Refusal(ITransformer loaded, IDataView data)
    {
        Assert.Throws<FormatException>(() => ShallowNetworkModelParameters.FromModel(loaded));
        Exception? error = Record.Exception(() => Read<float>(loaded, data, "Score"));
        while (error is not (FormatException or null))
            error = error.InnerException;
        return Assert.IsType<FormatException>(error);
    }

    private static TransformerChain<ITransformer> Chain(byte[] network, IDataView data)
        => SavedNetwork.Create(network, BinaryColumns.Instance, data.Schema, "Features");

    private static byte[] NetworkBytes()
        => NetworkFormat.Write(ShallowNetwork<float>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 1));

    private byte[] Save(ITransformer model, IDataView data)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        return stream.ToArray();
    }

    private static ITransformer Load(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return new MLContext().Model.Load(stream, out _);
    }

    private static T[] Read<T>(ITransformer model, IDataView data, string column)
        => [.. model.Transform(data).GetColumn<T>(column)];
}
