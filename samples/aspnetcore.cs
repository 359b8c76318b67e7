// Predictions over HTTP with ASP.NET Core, regression: what will a flat cost a month?
//
//     dotnet run samples/aspnetcore.cs                 in the clone, from its root
//     curl http://localhost:5000/rent --json '{"district": "hill", "area": 62, "rooms": 2, "floor": 4, "year": 1998}'
//
// It trains at its first start and saves rent.zip, which it loads from then on. Elsewhere the project line is: #:package MlNetShallow@*
#:sdk Microsoft.NET.Sdk.Web
#:project ../src/Package/MlNetShallow.csproj
// ML.NET makes code at run time, which a program compiled ahead of time cannot.
#:property PublishAot=false
// Paths below start where the program is started, not where this file lies.
#:property EnableDefaultRunWorkingDirectory=false

using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;
using Microsoft.ML.Data;

var mlContext = new MLContext(seed: 1);
if (!File.Exists("rent.zip"))
    Train();
ITransformer model = mlContext.Model.Load("rent.zip", out _);
// A model serves any number of threads, an engine one at a time.
var engines = new DefaultObjectPool<PredictionEngine<Flat, Prediction>>(new EnginePolicy(mlContext, model));

WebApplication app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/rent", (Flat flat) =>
{
    PredictionEngine<Flat, Prediction> engine = engines.Get();
    try
    {
        return new { Rent = engine.Predict(flat).Score };
    }
    finally
    {
        engines.Return(engine);
    }
});
app.Run();

void Train()
{
    IDataView flats = mlContext.Data.LoadFromTextFile<Flat>("datasets/flats/train.csv", separatorChar: ',', hasHeader: true);
    var pipeline = mlContext.Transforms.Categorical.OneHotEncoding("DistrictIs", nameof(Flat.District))
        .Append(mlContext.Transforms.Concatenate(
            "Features", nameof(Flat.Area), nameof(Flat.Rooms), nameof(Flat.Floor), nameof(Flat.Year), "DistrictIs"))
        .Append(mlContext.Regression.Trainers.ShallowNetwork(labelColumnName: nameof(Flat.Rent)));
    mlContext.Model.Save(pipeline.Fit(flats), flats.Schema, "rent.zip");
}

internal sealed class Flat
{
    [LoadColumn(0)] public string District { get; set; } = "";
    [LoadColumn(1)] public float Area { get; set; }
    [LoadColumn(2)] public float Rooms { get; set; }
    [LoadColumn(3)] public float Floor { get; set; }
    [LoadColumn(4)] public float Year { get; set; }
    [LoadColumn(6)] public float Rent { get; set; }
}

internal sealed class Prediction
{
    public float Score { get; set; }
}

internal sealed class EnginePolicy(MLContext mlContext, ITransformer model) : PooledObjectPolicy<PredictionEngine<Flat, Prediction>>
{
    public override PredictionEngine<Flat, Prediction> Create()
        => mlContext.Model.CreatePredictionEngine<Flat, Prediction>(model);

    public override bool Return(PredictionEngine<Flat, Prediction> engine) => true;
}
