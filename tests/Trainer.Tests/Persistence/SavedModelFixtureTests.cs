using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Trainer.Tests.Persistence;

/// <summary>Models that were saved once are read for ever; Fixtures/models/README.md says how they were made.</summary>
public class SavedModelFixtureTests
{
    private static readonly bool IsOffline =
        typeof(MLContext).Assembly.GetName().Name!.EndsWith(".Offline", StringComparison.Ordinal);

    // By hand: z = 1.5 max(0, x - 2y + 0.5) - 2 max(0, 0.5x + 0.25y - 0.25) + 0.25.
    private static readonly (float X, float Y, float Score)[] Rows =
        [(0, 0, 1), (1, 0, 2), (0, 1, 0.25f), (4, 1, 0), (0, 5, -1.75f)];

    [Fact]
    public void AModelOfFormat1IsScoredAsEver()
    {
        string file = Fixture(IsOffline ? "format-1-offline.zip" : "format-1-mlnet.zip");
        if (Environment.GetEnvironmentVariable("UPDATE_SAVED_MODELS") == "1")
            Write(file);
        var context = new MLContext();

        IDataView scored = context.Model.Load(file, out DataViewSchema schema).Transform(Data(context));

        Assert.Equal(Rows.Select(row => row.Score), scored.GetColumn<float>("Score"));
        Assert.Equal(Rows.Select(row => row.Score > 0), scored.GetColumn<bool>("PredictedLabel"));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), schema["Features"].Type);
    }

    [Fact]
    public void AModelOfTheOtherPackageSetIsSaidToBeOne()
    {
        string file = Fixture(IsOffline ? "format-1-mlnet.zip" : "format-1-offline.zip");

        Exception error = Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(file, out _));

        Assert.Contains(
            IsOffline ? "This is a model that ML.NET 5.0.0" : "offline subset",
            $"{error.Message} {error.InnerException?.Message}",
            StringComparison.Ordinal);
    }

    private static void Write(string file)
    {
        var parameters = new NetworkParameters<float>(new NetworkShape(2, 2, Activation.Relu));
        ((ReadOnlySpan<float>)[1, -2, 0.5f, 0.25f]).CopyTo(parameters.W1);
        ((ReadOnlySpan<float>)[0.5f, -0.25f]).CopyTo(parameters.B1);
        ((ReadOnlySpan<float>)[1.5f, -2]).CopyTo(parameters.W2);
        parameters.B2[0] = 0.25f;
        var context = new MLContext();
        DataViewSchema schema = Data(context).Schema;
        var model = new ShallowNetworkTransformer(
            new ShallowNetworkModelParameters(new ShallowNetwork<float>(parameters)), BinaryColumns.Instance, schema, "Features");
        context.Model.Save(model, schema, file);
    }

    private static IDataView Data(MLContext context)
        => context.Data.LoadFromEnumerable(Rows.Select(row => new Point { Features = [row.X, row.Y] }));

    private static string Fixture(string name, [CallerFilePath] string thisFile = "")
        => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Fixtures", "models", name);
}
