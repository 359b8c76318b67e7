using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Transforms.Tests;

/// <summary>Models in a process that has not made them: what ML.NET knows of types is of a process.</summary>
public class FreshProcessTests
{
    private const string ModelVariable = "MLNETSHALLOW_TEST_MODEL";

    // The size of what ResizeImages makes, which the loading process has never seen.
    private const int Height = 37, Width = 1025;

    [Fact]
    public void ResizedImagesAreFlattenedWhereNothingIsRegistered()
    {
        // The test runs itself: what follows is in the process that only loads.
        if (Environment.GetEnvironmentVariable(ModelVariable) is { } model)
        {
            AssertThatTheModelScores(model);
            return;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnetshallow-");
        try
        {
            model = Path.Combine(folder.FullName, "model.zip");
            IDataView data = Data();
            ITransformer fitted = Pictures.Context.Transforms.LoadImages("Picture", Fixture.Folder, "Path")
                .Append(Pictures.Context.Transforms.ResizeImages("Picture", Width, Height))
                .Append(Pictures.Context.Transforms.FlattenImages("Features", "Picture", 8, 8, DataKind.Byte))
                .Fit(data);
            Pictures.Context.Model.Save(fitted, data.Schema, model);
            File.WriteAllBytes(model + ".expected", [.. Pictures.Features<byte>(fitted.Transform(data)).SelectMany(row => row)]);

            (int code, string said) = RunMyself(model);

            Assert.True(code == 0, said);
            Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", said, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertThatTheModelScores(string model)
    {
        ITransformer loaded = new MLContext().Model.Load(model, out _);

        IEnumerable<byte> features = Pictures.Features<byte>(loaded.Transform(Data())).SelectMany(row => row);

        Assert.Equal(File.ReadAllBytes(model + ".expected"), features);
    }

    private static IDataView Data() => Pictures.Context.Data.LoadFromEnumerable(
        new[] { "good/96x64.png", "good/rgb.png" }.Select(path => new { Path = path }).ToList());

    private static (int Code, string Said) RunMyself(string model)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [
            typeof(FreshProcessTests).Assembly.Location, "-noColor", "-method",
            $"{typeof(FreshProcessTests).FullName}.{nameof(ResizedImagesAreFlattenedWhereNothingIsRegistered)}",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[ModelVariable] = model;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + error.Result);
    }
}
