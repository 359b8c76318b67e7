using MlNetShallow.Evaluation.Searches;

namespace MlNetShallow.Evaluation.Tests.Searches;

/// <summary>What a search draws.</summary>
public class SearchSpaceTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public void AllThatIsDrawnAreOptionsThatGoTogether(int rows)
    {
        var drawn = new HashSet<string>();
        for (int trial = 1; trial <= 500; trial++)
        {
            TrialOptions options = SearchSpace.Draw(seed: 1, trial, rows);
            var applied = new ShallowNetworkMulticlassTrainer.Options();
            options.ApplyTo(applied);

            // It refuses what is out of its range, or without effect beside another.
            _ = new ShallowNetworkMulticlassTrainer(applied);
            Assert.Equal($"{options}", $"{SearchSpace.Draw(seed: 1, trial, rows)}");
            Assert.Subset(TrialOptions.Names.ToHashSet(), options.ToTexts().Keys.ToHashSet());
            drawn.Add($"{options}");
        }

        // Where all but layers and activation are left to the trainer, 90 of 500, there are but 109 to choose from.
        Assert.InRange(drawn.Count, 500 - 90, 500 - 10);
        Assert.All(
            (string[])
            [
                "--hidden 0", "--hidden 400", "--hidden 20,20", "--hidden 200,200,200", "--activation silu", "--activation leaky-relu", "--activation sigmoid", "--optimizer adam",
                "--optimizer nesterov", "--dropout 0.5", "--l2 ", $"--batch-size {(rows > 5000 ? 256 : 32)}",
            ],
            part => Assert.Contains(drawn, text => text.Contains(part, StringComparison.Ordinal)));
        Assert.DoesNotContain(drawn, text => text.StartsWith("--hidden 0 --activation", StringComparison.Ordinal));
        Assert.NotEqual($"{SearchSpace.Draw(1, 1, rows)}", $"{SearchSpace.Draw(2, 1, rows)}");
    }

    [Fact]
    public void TheyAreToldAsOnTheCommandLineAndWithAllTheirDigits()
    {
        var options = new TrialOptions
        {
            HiddenUnits = [50, 50],
            Activation = Activation.LeakyRelu,
            L2 = 0.00012,
            Batches = new(IsAdam: true, LearningRate: 0.0031, BatchSize: 32, Epochs: 100, Dropout: 0.2),
        };

        Assert.Equal(
            "--hidden 50,50 --activation leaky-relu --optimizer adam --learning-rate 0.0031 --schedule cosine --batch-size 32 "
                + "--epochs 100 --dropout 0.2 --l2 0.00012",
            $"{options}");
        Assert.Equal("--hidden 0 --l2 0.5", $"{options with { HiddenUnits = [], L2 = 0.5, Batches = null }}");
    }
}
