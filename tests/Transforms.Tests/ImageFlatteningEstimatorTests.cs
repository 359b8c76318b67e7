using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Transforms.Tests;

public class ImageFlatteningEstimatorTests
{
    private static readonly string[] Files = [Fixture.Good("3x2.png"), Fixture.Good("rgb.png"), Fixture.Good("baseline.jpg")];

    public static TheoryData<string, DataKind, PixelLayout> Kinds()
    {
        var data = new TheoryData<string, DataKind, PixelLayout>();
        foreach (string inputKind in new[] { "path", "encoded", "image" })
        foreach (DataKind kind in new[] { DataKind.Single, DataKind.Byte })
        foreach (PixelLayout layout in Enum.GetValues<PixelLayout>())
            data.Add(inputKind, kind, layout);
        return data;
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Workout(string inputKind, DataKind kind, PixelLayout layout)
    {
        IDataView valid = Pictures.Of(inputKind, Files);
        IDataView illTyped = Pictures.Context.Data.LoadFromEnumerable([new { Picture = 1f }]);
        IDataView missing = Pictures.Context.Data.LoadFromEnumerable([new { Other = "a.png" }]);
        IDataView anotherKind = inputKind == "path" ? Pictures.Of("encoded", Files) : Pictures.Paths(Files);
        ImageFlatteningEstimator estimator = Create(new() { Height = 5, Width = 7, OutputKind = kind, Layout = layout });

        EstimatorWorkout.Run(estimator, valid, illTyped, missing);

        ImageFlatteningTransformer transformer = estimator.Fit(valid);
        Assert.Throws<ArgumentOutOfRangeException>(() => transformer.Transform(anotherKind));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    [InlineData(28, 20)]
    [InlineData(224, 224)]
    public void LengthIsKnownBeforeAndAfterLoading(int height, int width)
    {
        IDataView data = Pictures.Paths(Files);
        ImageFlatteningTransformer transformer = Create(new() { Height = height, Width = width }).Fit(data);
        ITransformer loaded = EstimatorWorkout.SaveAndLoad(transformer, data.Schema);

        var expected = new VectorDataViewType(NumberDataViewType.Single, height * width * 3);
        Assert.Equal(expected, transformer.GetOutputSchema(data.Schema)["Features"].Type);
        Assert.Equal(expected, loaded.GetOutputSchema(data.Schema)["Features"].Type);
        Assert.Equal(Pictures.Features<float>(transformer.Transform(data)), Pictures.Features<float>(loaded.Transform(data)));
    }

    [Fact]
    public void AllOptionsTravelInTheModel()
    {
        IDataView data = Pictures.Paths(Path.Combine("good", "96x64.png"), Path.Combine("bad", "zero-bytes.png"));
        ImageFlatteningTransformer transformer = Create(new()
        {
            Height = 32,
            Width = 24,
            ResizeMode = ImageResizeMode.Crop,
            ChannelOrder = ChannelOrder.Bgr,
            Layout = PixelLayout.Planar,
            ImageFolder = Fixture.Folder,
            PixelCap = 96 * 64,
            OnUnreadableImage = UnreadableImage.NaN,
        }).Fit(data);

        List<float[]> features = Pictures.Features<float>(EstimatorWorkout.SaveAndLoad(transformer, data.Schema).Transform(data));

        Assert.Equal(Pictures.Features<float>(transformer.Transform(data)), features);
        byte[] blue = [.. Fixture.Rgb("96x64.crop").Where((_, index) => index % 3 == 2)];
        Assert.All(blue.Zip(features[0]), pair => Assert.Equal(pair.First / 255f, pair.Second, tolerance: 1.01f / 255));
        Assert.All(features[1], value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void TransformReadsNoPictureBeforeItIsAskedFor()
    {
        IDataView data = Pictures.Paths(Fixture.Good("missing.png"));

        IDataView output = Create(new()).Fit(data).Transform(data);
        using DataViewRowCursor cursor = output.GetRowCursor([output.Schema["Picture"]]);

        Assert.True(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void PredictionEngineFlattensOnePictureAfterTheOther()
    {
        IDataView data = Pictures.Paths(Files);
        ImageFlatteningTransformer transformer = Create(new() { Height = 2, Width = 3 }).Fit(data);
        using PredictionEngine<PathRow, FeatureRow> engine =
            Pictures.Context.Model.CreatePredictionEngine<PathRow, FeatureRow>(transformer);

        foreach ((string file, float[] expected) in Files.Zip(Pictures.Features<float>(transformer.Transform(data))))
            Assert.Equal(expected, engine.Predict(new PathRow { Picture = file }).Features);
    }

    [Theory]
    [InlineData(typeof(float), "Single")]
    [InlineData(typeof(float[]), "Vector<Single>")]
    [InlineData(typeof(string[]), "Vector<String>")]
    [InlineData(typeof(byte), "Byte")]
    public void SchemaErrorNamesColumnFoundAndWanted(Type columnType, string found)
    {
        IDataView data = columnType == typeof(float) ? Of(1f)
            : columnType == typeof(float[]) ? Of(new[] { 1f })
            : columnType == typeof(string[]) ? Of(new[] { "a.png" })
            : Of((byte)1);
        string wanted = "Schema mismatch for input column 'Picture': expected String (a path) or "
            + $"Vector<Byte> (an encoded picture) or Image, got {found}";

        SchemaShape shape = EstimatorWorkout.ShapeOf(data);
        Assert.StartsWith(wanted, Assert.Throws<ArgumentOutOfRangeException>(
            () => Create(new()).GetOutputSchema(shape)).Message, StringComparison.Ordinal);
        Assert.StartsWith(wanted[..^1], Assert.Throws<ArgumentOutOfRangeException>(
            () => Create(new()).Fit(data)).Message, StringComparison.Ordinal);

        static IDataView Of<T>(T value) => Pictures.Context.Data.LoadFromEnumerable([new { Picture = value }]);
    }

    [Fact]
    public void KeysAreNotBytes()
    {
        IDataView keys = Pictures.Context.Data.LoadFromEnumerable([new KeyRow { Picture = [1, 2] }]);
        SchemaShape shape = EstimatorWorkout.ShapeOf(keys);

        Assert.Throws<ArgumentOutOfRangeException>(() => Create(new()).GetOutputSchema(shape));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(new()).Fit(keys));
    }

    private static ImageFlatteningEstimator Create(ImageFlatteningEstimator.Options options)
    {
        options.InputColumnName = "Picture";
        return Pictures.Context.Transforms.FlattenImages(options);
    }

    private sealed class KeyRow
    {
        [KeyType(10)]
        public byte[] Picture { get; set; } = [];
    }

    private sealed class FeatureRow
    {
        public float[] Features { get; set; } = [];
    }
}
