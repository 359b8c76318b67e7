using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using MlNetShallow.Data.Tables;
using MlNetShallow.Sample.Trainers;

namespace MlNetShallow.Sample.Tests.Trainers;

public class BuiltInTrainersTests
{
    private static readonly Assembly[] Packages =
        [typeof(PriorTrainer).Assembly, typeof(GamBinaryTrainer).Assembly, typeof(LightGbmBinaryTrainer).Assembly];

    [Theory]
    [InlineData(nameof(TableTask.Binary), typeof(BinaryClassificationCatalog.BinaryClassificationTrainers))]
    [InlineData(nameof(TableTask.Multiclass), typeof(MulticlassClassificationCatalog.MulticlassClassificationTrainers))]
    [InlineData(nameof(TableTask.Regression), typeof(RegressionCatalog.RegressionTrainers))]
    public void EveryTrainerOfTheCatalogsIsCompared(string task, Type catalog)
    {
        Assert.SkipWhen(BuiltInTrainers.WhyMissing is not null, BuiltInTrainers.WhyMissing ?? "");
        IEnumerable<string> there = Packages
            .SelectMany(package => package.GetExportedTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.IsDefined(typeof(ExtensionAttribute)) && method.GetParameters()[0].ParameterType == catalog)
            .Select(method => method.Name);

        IEnumerable<string> compared = BuiltInTrainers.For(Enum.Parse<TableTask>(task)).Select(trainer => trainer.Name.Split('(')[0]);

        Assert.Equal(there.Distinct().Order(StringComparer.Ordinal), compared.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(nameof(TableTask.Binary), "| two classes | `Lbfgs")]
    [InlineData(nameof(TableTask.Multiclass), "| several classes | `Lbfgs")]
    [InlineData(nameof(TableTask.Regression), "| a number | `Sdca")]
    public void TheDocumentationNamesEach(string task, string first)
    {
        string row = File.ReadLines(RepositoryFiles.Path("docs", "command-line.md"))
            .Single(line => line.StartsWith(first, StringComparison.Ordinal));

        Assert.Equal(
            BuiltInTrainers.For(Enum.Parse<TableTask>(task)).Select(trainer => trainer.Name).Order(StringComparer.Ordinal),
            row.Split('`').Where((_, i) => i % 2 == 1).Except(BuiltInTrainers.WhyMissing is null ? [] : (string[])["LightGbm"])
                .Order(StringComparer.Ordinal));
    }
}
