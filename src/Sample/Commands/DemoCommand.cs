using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using MlNetShallow.Batch;
using MlNetShallow.Data.Delimited;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Evaluation;
using MlNetShallow.Evaluation.Scored;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>demo</c>: the whole way from pictures to predictions, on the drawn pictures.</summary>
internal sealed class DemoCommand : Command
{
    private const int Side = 64;
    private const int PicturesToShow = 6;

    private readonly Option<string?> _data = OptionFactory.Text(
        "--data", "DIR", "A folder with the sets train and test. [default: datasets, here or in a folder above]");

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "DIR",
        Description = "The folder for the model and the scores; made if missing, its files replaced.",
        DefaultValueFactory = _ => "demo-output",
    };

    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public DemoCommand(Screen screen, CancellationToken cancellation)
        : base("demo", "Train, evaluate, save, reload and score on the drawn pictures in datasets.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        this.AddOptions(_data, _output);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string datasets = parsed.GetValue(_data) ?? FindDatasets();
        string output = Directory.CreateDirectory(parsed.GetRequiredValue(_output)).FullName;
        var modelFile = new OutputFile(Path.Combine(output, "model.zip"), overwrite: true);
        string scores = Path.Combine(output, "scores.tsv");
        LabelledFolder training = LabelledFolder.Open(Path.Combine(datasets, "train"), positive: null);
        LabelledFolder test = LabelledFolder.Open(Path.Combine(datasets, "test"), training.Positive);
        _screen.Output.WriteLine(training.DescribeClasses());
        _screen.Output.WriteLine($"training set: {training.DescribeCounts()}");
        _screen.Output.WriteLine($"test set: {test.DescribeCounts()}");

        _screen.Output.WriteLine("\nTraining a network, with no option set:");
        var mlContext = new MLContext();
        IDataView data = mlContext.Data.LoadFromEnumerable(training.Read(_cancellation));
        ITransformer model = ProgressReporter.Show(_screen, progress => Train(mlContext, training, data, new(), progress));
        ModelFile.Save(mlContext, model, data.Schema, modelFile);
        ModelMetrics trainingReport = LabelledSets.OfPictures(mlContext, model, training, _cancellation).Evaluate();
        ModelMetrics testReport = LabelledSets.OfPictures(mlContext, model, test, _cancellation).Evaluate();
        MetricsOnTerminal.Write(_screen, ("training set", trainingReport), ("test set", testReport));

        _screen.Output.WriteLine("\nFor comparison, the same without hidden units, which is logistic regression:");
        ITransformer regression = Train(
            mlContext, training, data, new() { NumberOfHiddenUnits = 0 }, progress: null);
        ModelMetrics regressionReport = LabelledSets.OfPictures(mlContext, regression, test, _cancellation).Evaluate();
        _screen.Output.WriteLine($"test accuracy {regressionReport.Main}; the network has {testReport.Main}.");

        ScoreReloaded(modelFile.Path, test, scores);
        _screen.Output.WriteLine($"\nmodel: {modelFile.Path}\nscores of all test pictures: {scores}");
        return Program.Done;
    }

    private ITransformer Train(
        MLContext mlContext,
        LabelledFolder training,
        IDataView data,
        ShallowNetworkBinaryTrainer.Options options,
        Action<TrainingProgress>? progress)
    {
        string positive = training.Positive!;
        (options.Progress, options.CancellationToken) = (progress, _cancellation);
        ITransformer model = PicturePipeline.Train(
            mlContext, data, options, new PictureForm(Side, Side), [training.OthersOf(positive), positive]);
        _cancellation.ThrowIfCancellationRequested();
        return model;
    }

    private void ScoreReloaded(string modelPath, LabelledFolder test, string output)
    {
        _screen.Output.WriteLine("\nThe saved model, reloaded in a new MLContext:");
        ScoringInputs pictures = ScoringInputs.Paths(test.Read(_cancellation).Select(picture => picture.ImagePath), test.Path);
        var job = new ScoringJob(ScoringModel.Load(modelPath), pictures, output, new() { Force = true });
        JobOnTerminal.Show(_screen, progress => job.RunAsync(progress, _cancellation).GetAwaiter().GetResult());
        using DelimitedReader table = DelimitedReader.Open(output, DelimitedFormat.OfList(output));
        for (int i = 0; i < PicturesToShow && table.Read(); i++)
        {
            string path = table[0].ToString();
            string rounded = float.TryParse(table[2], CultureInfo.InvariantCulture, out float value)
                ? value.ToString("0.0000", CultureInfo.InvariantCulture)
                : "none";
            _screen.Output.WriteLine($"{Path.GetFileName(path)}: probability of {test.Positive} {rounded}");
        }
    }

    private static string FindDatasets()
    {
        for (DirectoryInfo? folder = new(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "datasets");
            if (Directory.Exists(Path.Combine(candidate, "train")))
                return candidate;
        }

        throw new DirectoryNotFoundException(
            $"There is no folder datasets/train in '{Directory.GetCurrentDirectory()}' or above it; name one with --data.");
    }
}
