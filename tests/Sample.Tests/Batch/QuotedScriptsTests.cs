namespace MlNetShallow.Sample.Tests.Batch;

public sealed class QuotedScriptsTests
{
    /// <summary>Readers copy them from there: what is quoted must be what tests/cluster runs.</summary>
    [Theory]
    [InlineData("score.sbatch")]
    [InlineData("score.yaml")]
    public void TheDocsQuoteTheScriptsAsTheyAre(string script)
    {
        string docs = File.ReadAllText(RepositoryFiles.Path("docs", "batch.md"));

        Assert.Contains(
            File.ReadAllText(RepositoryFiles.Path("tests", "cluster", script)).TrimEnd(), docs, StringComparison.Ordinal);
    }
}
