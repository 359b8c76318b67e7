namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>Tables that are not what they seem to be are not learnt from in silence.</summary>
public sealed class TableHintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"1,101\"")]
    [InlineData("5%")]
    [InlineData("\"0,5\"")]
    [InlineData("$12")]
    [InlineData("\"-1.234,5\"")]
    [InlineData("1 234")]
    [InlineData("12 €")]
    [InlineData("(5%)")]
    public void NumbersAsSpreadsheetsShowThemAreToldOf(string value)
    {
        string row = value.Trim('"');
        Outcome outcome = Train("t.csv", "x,p,y\n1,,no\n" + string.Concat(Enumerable.Range(0, 20).Select(
            i => $"{i},{(i == 3 ? "7" : value)},{(i < 9 ? "no" : "yes")}\n")));

        Assert.Contains(
            $"warning: the column 'p' seems to hold numbers, such as '{row}' in row 2, and is learnt from as texts: wanted are numbers "
            + "like 1101 and 0.05, without separators of thousands, decimal comma, % or currency.",
            outcome.AssertDone().OutputLines);
    }

    [Theory]
    [InlineData("red")]
    [InlineData("5% off")]
    [InlineData("\"a, b\"")]
    [InlineData("A-1")]
    [InlineData("2026-01-02")]
    [InlineData("1.5")]
    public void TextsAreNot(string value)
    {
        Outcome outcome = Train("t.csv", "x,p,y\n" + string.Concat(Enumerable.Range(0, 20).Select(
            i => $"{i},{value},{(i < 9 ? "no" : "yes")}\n")));

        Assert.DoesNotContain("warning", outcome.AssertDone().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t.csv", "x;p;y\n1,5;2;no\n", ';')]
    [InlineData("t.csv", "x\tp\ty\n1\t2\tno\n", '\t')]
    [InlineData("t.tsv", "x,p,y\n1,2,no\n", ',')]
    public void OtherSeparatorsAreToldOf(string name, string text, char separator)
        => Assert.Equal(
            $"error: The table '{_folder[name]}' has a single column, '{text[..5].Replace("\t", "\\t", StringComparison.Ordinal)}': its "
            + $"fields seem to be parted by '{(separator == '\t' ? "\\t" : separator)}'. Wanted is a comma in a .csv file, a tab in a "
            + ".tsv file.",
            Train(name, text).AssertFailed());

    private Outcome Train(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return CommandLine.Run(
            "train", "--data", _folder[name], "--label", "y", "--model", _folder["model.zip"], "--epochs", "2");
    }
}
