// Multiclass classification: how is a flat heated?
//
//     dotnet run samples/several-classes.cs            in the clone, from its root
//     dotnet run samples/several-classes.cs FOLDER     with a train.csv and a test.csv of these columns
//
// Outside the clone the first line below is: #:package MlNetShallow@*
#:project ../src/Package/MlNetShallow.csproj
// ML.NET makes code at run time, which a program compiled ahead of time cannot.
#:property PublishAot=false

using Microsoft.ML;
using Microsoft.ML.Data;

string folder = args.ElementAtOrDefault(0) ?? "datasets/flats";
var mlContext = new MLContext(seed: 1);
IDataView training = Read("train.csv"), test = Read("test.csv");

// ML.NET's multiclass labels are keys: the name becomes one before the trainer, and a name again after it.
var transforms = mlContext.Transforms;
var pipeline = transforms.Categorical.OneHotEncoding("DistrictIs", nameof(Flat.District))
    .Append(transforms.Concatenate(
        "Features", nameof(Flat.Area), nameof(Flat.Rooms), nameof(Flat.Floor), nameof(Flat.Year), "DistrictIs"))
    .Append(transforms.Conversion.MapValueToKey("Label", nameof(Flat.Heating)))
    .Append(mlContext.MulticlassClassification.Trainers.ShallowNetwork())
    .Append(transforms.Conversion.MapKeyToValue(nameof(Prediction.Heating), "PredictedLabel"));
var model = pipeline.Fit(training);

var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(test));
Console.WriteLine($"accuracy {metrics.MicroAccuracy:F4}, log-loss {metrics.LogLoss:F4} nats");

mlContext.Model.Save(model, training.Schema, "heating.zip");
var loaded = mlContext.Model.Load("heating.zip", out _);
var engine = mlContext.Model.CreatePredictionEngine<Flat, Prediction>(loaded);
foreach (float year in new[] { 1895, 1950, 2015 })
{
    Prediction answer = engine.Predict(new Flat { District = "hill", Area = 62, Rooms = 2, Floor = 4, Year = year });
    Console.WriteLine($"built in {year}: {answer.Heating}, probability {answer.Score.Max():F2}");
}

IDataView Read(string file)
    => mlContext.Data.LoadFromTextFile<Flat>(Path.Combine(folder, file), separatorChar: ',', hasHeader: true);

internal sealed class Flat
{
    [LoadColumn(0)] public string District { get; set; } = "";
    [LoadColumn(1)] public float Area { get; set; }
    [LoadColumn(2)] public float Rooms { get; set; }
    [LoadColumn(3)] public float Floor { get; set; }
    [LoadColumn(4)] public float Year { get; set; }
    [LoadColumn(5)] public string Heating { get; set; } = "";
}

internal sealed class Prediction
{
    public string Heating { get; set; } = "";
    public float[] Score { get; set; } = [];
}
