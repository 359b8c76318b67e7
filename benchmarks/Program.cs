using System.CommandLine;
using MlNetShallow.Benchmarks;
using MlNetShallow.Benchmarks.Accuracy;
using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Benchmarks.Measurements;

// minibatch comes first: "all" runs the groups in turn in one process, whose peak of memory is then still that of minibatch.
(string Name, string Description, Action<Settings, Report> Measure)[] groups =
[
    ("minibatch", "Training by Adam in mini-batches: seconds per epoch, peak memory of the process.", MiniBatch.Measure),
    ("scaling", "The same with other numbers of hidden units and of pictures.", MiniBatch.MeasureScaling),
    ("streaming", "Training on blocks that are drawn as they are needed: peak memory at growing numbers of pictures.",
        Streaming.Measure),
    ("uncached-fit", "Fit with CacheData = false on --rows pictures that are drawn as they are read: peak memory.",
        UncachedFit.Measure),
    ("course", "The course's cat model: 2500 full-batch steps, costs checked against the published ones.", CourseModel.Measure),
    ("vectorization", "The cat model by loops, by matrices, by SIMD and in the Gram form: seconds a step.",
        Vectorization.Measure),
    ("scoring", "Scoring many pictures at once.", Scoring.Measure),
    ("latency", "Scoring one picture at a time.", Scoring.MeasureLatency),
    ("loaded", "A model that was saved and loaded against the fitted one: Transform, engine, Load.", LoadedModels.Measure),
    ("fit", "Fit with defaults, pictures and a table, beside scikit-learn and FastTree: CPU seconds, peak memory.",
        DefaultFit.Measure),
    ("pipeline", "Fit and Transform through ML.NET against the bare engine.", Pipeline.Measure),
    ("batch", "Picture files to predictions, by the score command, in turn with Pillow and PyTorch.", BatchScoring.Measure),
    ("kernels", "The products alone, at each vector width.", KernelRun.Measure),
];

var threads = new Option<int[]>("--threads")
{
    Description = "The numbers of threads, each measured; 1 or more.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [1, Environment.ProcessorCount],
};
var repetitions = new Option<int>("--repetitions")
{
    Description = "How often each measurement is repeated.",
    DefaultValueFactory = _ => 5,
};
var rows = new Option<int>("--rows")
{
    Description = "The number of synthetic pictures; at least 8.",
    DefaultValueFactory = _ => 20_000,
};
var wait = new Option<double>("--wait")
{
    Description = "Seconds that a repetition waits at most for other processes to be quiet; 0 takes the machine as it is.",
    DefaultValueFactory = _ => 120,
};
var course = new Option<string>("--course")
{
    Description = "The folder of the course's cat set.",
    DefaultValueFactory = _ => CoursePictures.DefaultFolder,
};
var python = new Option<string>("--python")
{
    Description = "The Python that has Pillow and PyTorch, for batch, and scikit-learn, for fit.",
    DefaultValueFactory = _ => PythonPeer.DefaultPython,
};
AtLeast(threads, 1);
AtLeast(repetitions, 1);
AtLeast(rows, 8);
AtLeast(wait, 0);

var root = new RootCommand(
    "Measures how fast the network trains and scores, one tab-separated line a measurement; and how good it is untuned.");
foreach (var group in groups)
    root.Add(MeasuringCommand(group.Name, group.Description, [group.Measure]));
root.Add(MeasuringCommand("all", "All of these.", [.. groups.Select(group => group.Measure)]));
root.Add(new AccuracyCommand());
root.Add(new TunedCommand());
root.Add(new GrowthCommand());
root.Add(new LayersCommand());

return root.Parse(args).Invoke();

Command MeasuringCommand(string name, string description, Action<Settings, Report>[] measures)
{
    var command = new Command(name, description) { threads, repetitions, rows, wait, course, python };
    command.SetAction(parsed =>
    {
        var settings = new Settings(
            parsed.GetRequiredValue(threads),
            parsed.GetValue(repetitions),
            parsed.GetValue(rows),
            TimeSpan.FromSeconds(parsed.GetValue(wait)),
            parsed.GetRequiredValue(course),
            parsed.GetRequiredValue(python));
        var report = new Report(Console.Out, Console.Error);
        foreach (var measure in measures)
            measure(settings, report);
    });
    return command;
}

static void AtLeast<T>(Option<T> option, double least)
    => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            if (!double.TryParse(token.Value, out double value) || value < least)
                result.AddError($"{option.Name} is {token.Value}; it is at least {least}.");
        }
    });
