using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/aspnetcore.md.</summary>
internal static class AspNetCore
{
    public static void Train()
    {
        var mlContext = new MLContext(seed: 1);
        var pictures = mlContext.Data.LoadFromEnumerable(
            Directory.EnumerateFiles("datasets/train", "*.*", SearchOption.AllDirectories).Order()
                .Select(path => new LabelledUpload
                {
                    Picture = File.ReadAllBytes(path),
                    Label = Path.GetFileName(Path.GetDirectoryName(path)) == "cat",
                }));
        var pipeline = mlContext.Transforms.FlattenImages("Features", inputColumnName: "Picture")
            .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork());

        mlContext.Model.Save(pipeline.Fit(pictures), pictures.Schema, "cats.zip");
    }

    internal sealed class LabelledUpload
    {
        public byte[] Picture { get; set; } = [];
        public bool Label { get; set; }
    }

    public static void Serve(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(new DefaultObjectPoolProvider().Create(new EnginePolicy("cats.zip")));
        var app = builder.Build();

        app.MapPost("/cat", async (HttpRequest request, ObjectPool<PredictionEngine<Upload, Answer>> engines) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var engine = engines.Get();
            try
            {
                return Results.Ok(engine.Predict(new Upload { Picture = body.ToArray() }));
            }
            catch (FormatException exception)
            {
                return Results.BadRequest(exception.Message);
            }
            finally
            {
                engines.Return(engine);
            }
        });
        app.Run();
    }

    internal sealed class Upload
    {
        public byte[] Picture { get; set; } = [];
    }

    internal sealed class Answer
    {
        public bool PredictedLabel { get; set; }
        public float Probability { get; set; }
    }

    internal sealed class EnginePolicy(string modelPath) : PooledObjectPolicy<PredictionEngine<Upload, Answer>>
    {
        private readonly MLContext _mlContext = new();
        private readonly ITransformer _model = new MLContext().Model.Load(modelPath, out _);

        public override PredictionEngine<Upload, Answer> Create()
            => _mlContext.Model.CreatePredictionEngine<Upload, Answer>(_model);

        public override bool Return(PredictionEngine<Upload, Answer> engine) => true;
    }
}
