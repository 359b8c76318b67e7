using MlNetShallow.Sample.Tests;

namespace MlNetShallow.Docs.Tests.Datasets;

public class DrawnTablesTests
{
    /// <summary><c>UPDATE_DOCS=1</c> rewrites the tables.</summary>
    [Theory]
    [InlineData("flats/train.csv", Flats.Header, 0, 600)]
    [InlineData("flats/test.csv", Flats.Header, 600, 300)]
    [InlineData("messages/train.tsv", Messages.Header, 0, 400)]
    [InlineData("messages/test.tsv", Messages.Header, 400, 200)]
    public void TheTableIsWhatTheCodeDraws(string name, string header, int first, int count)
    {
        Func<int, string> row = header == Flats.Header ? Flats.Row : Messages.Row;
        string drawn = string.Concat(Enumerable.Range(first, count).Select(row).Prepend(header).Select(line => line + "\n"));
        string path = RepositoryFiles.Path("datasets", name);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, drawn);
        }

        Assert.Equal(drawn, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
