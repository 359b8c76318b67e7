using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Tables of categories and raw numbers, through ML.NET's one-hot encoding and nothing else.</summary>
public class OneHotTableTests
{
    private const string Variable = "MLNETSHALLOW_TABLES";

    private static readonly string Folder = Environment.GetEnvironmentVariable(Variable)
        ?? Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "shared", "datasets", "tables");

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void NumbersOfAnyUnitBesideCategoriesAreLearnt()
    {
        Person[] people = [.. Draw(new Random(3), 2000)];
        IDataView training = _context.Data.LoadFromEnumerable(people[..1400]);
        IDataView test = _context.Data.LoadFromEnumerable(people[1400..]);

        foreach (bool isCached in (bool[])[true, false])
        {
            var model = Pipeline(isCached, ["Town", "Trade"], ["Age", "Gain", "Weight"]).Fit(training);

            Assert.InRange(_context.BinaryClassification.Evaluate(model.Transform(test)).AreaUnderRocCurve, 0.95, 1);
        }
    }

    [Fact]
    public void AdultThroughOneHot()
    {
        string path = Path.Combine(Folder, "adult.csv");
        Assert.SkipUnless(File.Exists(path), $"The table adult.csv is no part of this repository; {Variable} names its folder.");
        string[] names = File.ReadLines(path).First().Split(',');
        string[] numbers = ["Age", "Fnlwgt", "EducationNum", "CapitalGain", "CapitalLoss", "HoursPerWeek"];
        TextLoader loader = _context.Data.CreateTextLoader(
            [.. names.Select((name, i) => new TextLoader.Column(
                name, numbers.Contains(name) ? DataKind.Single : DataKind.String, i))],
            separatorChar: ',', hasHeader: true);
        IDataView data = _context.Transforms.Conversion.MapValue("Label", new Dictionary<string, bool>
        {
            ["<=50K"] = false, [">50K"] = true,
        }, "Income").Fit(loader.Load(path)).Transform(loader.Load(path));
        var split = _context.Data.TrainTestSplit(data, testFraction: 0.3, seed: 1);

        var model = Pipeline(isCached: true, [.. names.Except([.. numbers, "Income"])], numbers).Fit(split.TrainSet);

        var metrics = _context.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"AUC {metrics.AreaUnderRocCurve:F4}, accuracy {metrics.Accuracy:F4}, log-loss {metrics.LogLoss * Math.Log(2):F4}"));
        Assert.InRange(metrics.AreaUnderRocCurve, 0.90, 1);
        Assert.InRange(metrics.LogLoss * Math.Log(2), 0, 0.35);
    }

    private IEstimator<ITransformer> Pipeline(bool isCached, string[] categories, string[] numbers)
        => _context.Transforms.Categorical.OneHotEncoding([.. categories.Select(name => new InputOutputColumnPair(name))])
            .Append(_context.Transforms.Concatenate("Features", [.. categories, .. numbers]))
            .Append(_context.BinaryClassification.Trainers.ShallowNetwork(
                new ShallowNetworkBinaryTrainer.Options { CacheData = isCached }));

    /// <summary>Who is rich: by age, by a gain that most do not have, and by the town; the weight, the largest number, says
    /// nothing.</summary>
    private static IEnumerable<Person> Draw(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int town = random.Next(12), trade = random.Next(20);
            float age = 17 + (random.NextSingle() * 60), gain = random.Next(12) == 0 ? 50_000 * random.NextSingle() : 0;
            yield return new Person
            {
                Town = $"town {town}",
                Trade = $"trade {trade}",
                Age = age,
                Gain = gain,
                Weight = 190_000 + (100_000 * random.NextSingle()),
                Label = (age - 47) + (town < 6 ? 15 : -15) + (gain / 1000) > 0,
            };
        }
    }

    private sealed class Person
    {
        public string Town { get; set; } = "";

        public string Trade { get; set; } = "";

        public float Age { get; set; }

        public float Gain { get; set; }

        public float Weight { get; set; }

        public bool Label { get; set; }
    }
}
