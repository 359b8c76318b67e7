using System.Text.RegularExpressions;

namespace MlNetShallow.Sample.Tests;

/// <summary>The current folder and the console are the process's own: no other test runs at the same time.</summary>
[CollectionDefinition(nameof(ReadmeExampleTests), DisableParallelization = true), Collection(nameof(ReadmeExampleTests))]
public class ReadmeExampleTests
{
    /// <summary>The example as a file quotes it.</summary>
    internal static string Quoted(string file)
        => Regex.Match(File.ReadAllText(file), @"```csharp\r?\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/Package/README.md")]
    public void TheExampleIsTheOneThatRunsHere(string readme)
    {
        string tested = File.ReadAllText(RepositoryFiles.Path("tests", "Sample.Tests", "ReadmeExample.cs"));
        Assert.Equal(Statements(tested), Statements(Quoted(RepositoryFiles.Path(readme))));
    }

    [Fact]
    public void TheExampleRuns()
    {
        using var folder = new TemporaryFolder();
        string training = Path.Combine("datasets", "train");
        foreach (string name in new[] { "cat", "noncat" })
            folder.AddClass(training, name, Directory.GetFiles(RepositoryFiles.Path(training, name)));
        string currentFolder = Directory.GetCurrentDirectory();
        TextWriter console = Console.Out;
        using var output = new StringWriter();
        try
        {
            Directory.SetCurrentDirectory(folder.Path);
            Console.SetOut(output);
            ReadmeExample.Run();
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(currentFolder);
        }

        Assert.Matches(@"^accuracy [01]\.\d{4}, AUC [01]\.\d{4}\s*$", output.ToString());
        Assert.True(File.Exists(folder["model.zip"]));
    }

    // Without the class and the method that it stands in here.
    private static string[] Statements(string code)
        => [.. code.Split('\n').Select(line => line.Trim()).SkipWhile(line => !line.StartsWith("var ", StringComparison.Ordinal))
            .Where(line => line is not ("" or "}"))];
}
