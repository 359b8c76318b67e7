// Image classification: is it a cat?
//
//     dotnet run samples/pictures.cs                   in the clone, from its root
//     dotnet run samples/pictures.cs FOLDER            with train/cat, train/noncat, test/cat and test/noncat in it
//
// Outside the clone the first line below is: #:package MlNetShallow@*
#:project ../src/Package/MlNetShallow.csproj
// ML.NET makes code at run time, which a program compiled ahead of time cannot.
#:property PublishAot=false

using Microsoft.ML;

string folder = args.ElementAtOrDefault(0) ?? "datasets";
var mlContext = new MLContext(seed: 1);
IDataView training = Read("train"), test = Read("test");

var pipeline = mlContext.Transforms.FlattenImages("Features", inputColumnName: nameof(Picture.ImagePath))
    .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork());
var model = pipeline.Fit(training);

var metrics = mlContext.BinaryClassification.Evaluate(model.Transform(test));
Console.WriteLine($"accuracy {metrics.Accuracy:F4}, AUC {metrics.AreaUnderRocCurve:F4}");

mlContext.Model.Save(model, training.Schema, "pictures.zip");
var loaded = mlContext.Model.Load("pictures.zip", out _);
var engine = mlContext.Model.CreatePredictionEngine<Picture, Prediction>(loaded);
foreach (string name in new[] { "cat", "noncat" })
{
    string path = Directory.EnumerateFiles(Path.Combine(folder, "test", name), "*.png").Order().First();
    Console.WriteLine($"{Path.GetFileName(path)} is a cat with probability {engine.Predict(new() { ImagePath = path }).Probability:F2}");
}

IDataView Read(string set) => mlContext.Data.LoadFromEnumerable(
    from name in new[] { "cat", "noncat" }
    from path in Directory.EnumerateFiles(Path.Combine(folder, set, name)).Order()
    select new Picture { ImagePath = path, Label = name == "cat" });

internal sealed class Picture
{
    public string ImagePath { get; set; } = "";
    public bool Label { get; set; }
}

internal sealed class Prediction
{
    public float Probability { get; set; }
}
