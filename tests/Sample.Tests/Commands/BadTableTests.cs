namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>Tables and options that do not fit: what is wrong is named, with the file, the column and the row.</summary>
public sealed class BadTableTests(DrawnSets sets) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> Tables => new()
    {
        { "", "", "is empty" },
        { "x,y\n", "", "has a header but no rows" },
        { "x,,y\n1,2,a\n", "", "Column 2 of '{0}' has no name in the header" },
        { "x,y,x\n1,a,2\n", "", "has two columns named 'x'" },
        { "x,y\n1,a\n2,b,7\n", "", "Row 2 (line 3) of '{0}' has 3 fields, the header 2: '2,b,7'." },
        { "x,z\n1,a\n2,b\n", "", "has no column 'y', which --label names; it has x, z." },
        { "x,y\n1,a\n2,\n", "", "The label column 'y' of '{0}' has no value in row 2." },
        { "x,y\n1,a\n2,a\n", "", "The label column 'y' of '{0}' has 'a' in all rows." },
        { "x,y\n1,a\n2,b\n3,c\n", "--task binary", "has 3 different values; --task binary takes two" },
        { "x,y\n1,a\n2,b\n3,c\n", "--positive a", "has 3 different values" },
        { "x,y\n1,5\n2,b\n", "--task regression", "has 'b' in row 2; a regression takes numbers" },
        { "x,y\n1,5\n2,NA\n3,4\n", "--task regression", "has no value in row 2" },
        { "x,y\n1,a\n2,b\n", "--positive c", "has no 'c' (--positive); found: a, b." },
        { "x,y\n1,a\n2,b\n", "--ignore z", "has no column 'z', which --ignore names" },
        { "x,y\n1,a\n2,b\n", "--ignore x", "has no column to learn from beside 'y'" },
        { "x,e,y\n1,,a\n2,NA,b\n", "", "Column 'e' of '{0}' has" },
        { "x,e,y\n1,,a\n2,,b\n", "", "Column 'e' of '{0}' has no values; --ignore e leaves it out" },
        { "x,y\n1,5\n2,6.5\n3,4\n", "--class-weights balanced", "--class-weights is for classes; the label is a number" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Tables))]
    public void TrainSaysWhatIsWrong(string content, string options, string message)
    {
        string data = Write("data.csv", content);

        string error = CommandLine.Run(
            ["train", "--data", data, "--label", "y", "--model", _folder["model.zip"], .. Split(options)]).AssertFailed();

        Assert.Contains(message.Replace("{0}", data, StringComparison.Ordinal), error, StringComparison.Ordinal);
        Assert.Equal(["data.csv"], _folder.Entries);
    }

    [Theory]
    [InlineData("data.csv", "--label y --height 32", "--height is not for a table.")]
    [InlineData("data.csv", "--label y --keep-orientation", "--keep-orientation is not for a table.")]
    [InlineData("data.csv", "--label y --decode-in-full", "--decode-in-full is not for a table.")]
    [InlineData("data.csv", "", "--label is needed: which column of the table is to be predicted?")]
    [InlineData("data.csv", "--label y --task tree", "'tree'")]
    [InlineData("folder", "--label y", "--label is not for a folder of pictures.")]
    public void AnOptionThatIsNotForTheDataIsWrongUsage(string data, string options, string message)
    {
        Outcome outcome = CommandLine.Run(["train", "--data", data, "--model", "model.zip", .. Split(options)]);

        Assert.Equal(Program.WrongUsage, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,c\n1,u\n", "has no column 'y', the label; it has x, c.")]
    [InlineData("x,y\n1,a\n", "has no column 'c', which is needed; it has x, y.")]
    [InlineData("x,c,y\n1,u,a\nmany,v,b\n", "Column 'x' of '{0}' has 'many' in row 2; wanted are numbers.")]
    [InlineData("x,c,y\n1,u,a\n2,v,z\n", "has 'z' in row 2, which the model does not know; it knows b, a.")]
    public void EvaluateSaysWhatIsWrong(string content, string message)
    {
        Trained();
        string data = Write("other.csv", content);

        string error = CommandLine.Run("evaluate", "--model", _folder["model.zip"], "--data", data).AssertFailed();

        Assert.Contains(message.Replace("{0}", data, StringComparison.Ordinal), error, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelOfPicturesAndATableDoNotGoTogetherNorTheOtherWayRound()
    {
        Trained();

        string table = CommandLine.Run("evaluate", "--model", sets.Model, "--data", _folder["data.csv"]).AssertFailed();
        string pictures = CommandLine.Run("evaluate", "--model", _folder["model.zip"], "--data", sets.Test).AssertFailed();

        Assert.Contains("takes pictures, not the columns of a table", table, StringComparison.Ordinal);
        Assert.Contains("takes the columns x, c of a table, not pictures", pictures, StringComparison.Ordinal);
    }

    [Fact]
    public void StoppedWhileRowsAreLookedAtThereIsNoModel()
    {
        string data = Write("data.csv", "x,y\n1,a\n2,b\n");

        string error = CommandLine.RunStopped(
            "train", "--data", data, "--label", "y", "--model", _folder["model.zip"]).AssertFailed();

        Assert.Contains("Stopped before the end", error, StringComparison.Ordinal);
        Assert.Equal(["data.csv"], _folder.Entries);
    }

    private void Trained() => CommandLine.Run(
        "train", "--data", Write("data.csv", "x,c,y\n1,u,a\n2,v,b\n3,u,b\n"), "--label", "y", "--model", _folder["model.zip"],
        "--epochs", "1").AssertDone();

    private string Write(string name, string content)
    {
        File.WriteAllText(_folder[name], content);
        return _folder[name];
    }

    private static string[] Split(string options) => options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
