// Text classification: is a message urgent?
//
//     dotnet run samples/text.cs                       in the clone, from its root
//     dotnet run samples/text.cs FOLDER                with a train.tsv and a test.tsv of these columns
//
// Outside the clone the first line below is: #:package MlNetShallow@*
#:project ../src/Package/MlNetShallow.csproj
// ML.NET makes code at run time, which a program compiled ahead of time cannot.
#:property PublishAot=false

using Microsoft.ML;
using Microsoft.ML.Data;

string folder = args.ElementAtOrDefault(0) ?? "datasets/messages";
var mlContext = new MLContext(seed: 1);
IDataView training = Read("train.tsv"), test = Read("test.tsv");

var pipeline = mlContext.Transforms.Text.FeaturizeText("Features", nameof(Message.Text))
    .Append(mlContext.BinaryClassification.Trainers.ShallowNetwork(labelColumnName: nameof(Message.Urgent)));
var model = pipeline.Fit(training);

var metrics = mlContext.BinaryClassification.Evaluate(model.Transform(test), nameof(Message.Urgent));
Console.WriteLine($"accuracy {metrics.Accuracy:F4}, AUC {metrics.AreaUnderRocCurve:F4}");

var engine = mlContext.Model.CreatePredictionEngine<Message, Prediction>(model);
string leak = "Hello, this is flat 3: water is coming through the ceiling. Please come at once.";
foreach (string text in new[] { leak, "Could I have a copy of the lease?" })
    Console.WriteLine($"{engine.Predict(new Message { Text = text }).Probability:F2} urgent: {text}");

IDataView Read(string file) => mlContext.Data.LoadFromTextFile<Message>(Path.Combine(folder, file), hasHeader: true);

internal sealed class Message
{
    [LoadColumn(0)] public string Text { get; set; } = "";
    [LoadColumn(1)] public bool Urgent { get; set; }
}

internal sealed class Prediction
{
    public float Probability { get; set; }
}
