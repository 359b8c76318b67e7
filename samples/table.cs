// Tabular data, binary classification: will a flat be let within a week?
//
//     dotnet run samples/table.cs                      in the clone, from its root
//     dotnet run samples/table.cs FOLDER               with a train.csv and a test.csv of these columns
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

var transforms = mlContext.Transforms;
var pipeline = transforms.Categorical.OneHotEncoding("DistrictIs", nameof(Flat.District))
    .Append(transforms.Concatenate(
        "Features", nameof(Flat.Area), nameof(Flat.Rooms), nameof(Flat.Floor), nameof(Flat.Year), nameof(Flat.Rent), "DistrictIs"))
    .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(labelColumnName: nameof(Flat.LetSoon)));
var model = pipeline.Fit(training);

var metrics = mlContext.BinaryClassification.Evaluate(model.Transform(test), nameof(Flat.LetSoon));
Console.WriteLine($"accuracy {metrics.Accuracy:F4}, AUC {metrics.AreaUnderRocCurve:F4}");

var engine = mlContext.Model.CreatePredictionEngine<Flat, Prediction>(model);
foreach (float rent in new[] { 850, 1000, 1150 })
{
    var flat = new Flat { District = "harbour", Area = 62, Rooms = 2, Floor = 4, Year = 1998, Rent = rent };
    Console.WriteLine($"at {rent} euro let soon with probability {engine.Predict(flat).Probability:F2}");
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
    [LoadColumn(6)] public float Rent { get; set; }
    [LoadColumn(7)] public bool LetSoon { get; set; }
}

internal sealed class Prediction
{
    public float Probability { get; set; }
}
